// What all compressed inputs share: output before errors, the ratio limit, and
// going on behind damage.
//
// A compressed input is a row of units: gzip members, zstd frames. The bytes of
// the unit at hand are kept until it is finished (as long as it is not huge), so
// that after damage the search for the next unit can begin right behind the first
// byte of the broken one: a cut member does not take the next one with it.
#ifndef CALQUE_DETECTOR_DOCUMENTS_DECODING_STREAM_H_
#define CALQUE_DETECTOR_DOCUMENTS_DECODING_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "calque/result.h"
#include "detector/documents/byte_stream.h"
#include "detector/documents/stream_window.h"

namespace calque::documents {

class DecodingStream : public ByteStream {
 public:
  Result<std::size_t> Read(std::span<char> buffer) final;
  bool SkipDamage() final;
  std::uint64_t checked() const final { return unit_begin_.value_or(produced_); }

 protected:
  DecodingStream(StreamWindow input, const StreamLimits& limits, const char* format)
      : ByteStream(input.name()), input_(std::move(input)), limits_(limits), format_(format) {}

  // One call of the decoder, or one move between units. May write nothing.
  virtual Status Step(std::span<char> buffer, std::size_t* written) = 0;
  // Where in `data`, behind its first byte, a unit may begin; npos: nowhere.
  // A unit whose first bytes are cut by the end of `data` need not be found.
  virtual std::size_t FindUnit(std::string_view data) const = 0;
  // Makes the decoder ready for a unit that begins at what is ahead.
  virtual void Restart() = 0;

  // Sees to it that ahead() holds `count` bytes, fewer only at the end.
  Status Want(std::size_t count);
  // What was not fed to the decoder yet.
  std::string_view ahead() const { return input_.data().substr(fed_); }
  void Feed(std::size_t count) { fed_ += count; }
  // What is written from now on is of a unit that has yet to prove right.
  void BeginUnit() { unit_begin_ = produced_; }
  // The unit is finished and right: what follows is another.
  void NextUnit();
  void Finish() { finished_ = true; }

  Error Truncated() const;
  Error Garbage() const;
  Error Damaged(const char* reason) const;

 private:
  Error Fault(ErrorCode code, const std::string& what) const;
  void Judge(std::size_t written);
  void Forget();

  StreamWindow input_;
  StreamLimits limits_;
  const char* format_;
  std::size_t fed_ = 0;  // bytes of input_.data() that the decoder has had
  std::uint64_t produced_ = 0;
  std::optional<std::uint64_t> unit_begin_;  // in what was produced
  bool finished_ = false;
  std::optional<Error> failure_;
};

// The decoders. All but zstd and gzip come without a sign that tells them, so
// that whoever opens them must know.
std::unique_ptr<ByteStream> GunzipStream(StreamWindow input, const StreamLimits& limits);
// HTTP's "deflate": zlib (RFC 1950) as the standard says, or bare as some servers send it.
std::unique_ptr<ByteStream> InflateStream(StreamWindow input, const StreamLimits& limits);
std::unique_ptr<ByteStream> UnzstdStream(StreamWindow input, const StreamLimits& limits);
std::unique_ptr<ByteStream> UnbrotliStream(StreamWindow input, const StreamLimits& limits);

// Whether `head`, the first kLongestMagic bytes of an input or all it has, begins a
// gzip member or a zstd frame. Two bytes of the magic are enough when there are no
// more: damage, not text.
inline constexpr std::size_t kLongestMagic = 4;
bool BeginsGzip(std::string_view head);
bool BeginsZstd(std::string_view head);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_DECODING_STREAM_H_
