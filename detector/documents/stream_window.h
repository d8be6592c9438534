// A window on a ByteStream: looks ahead as far as is asked, forgets what was
// consumed, and knows where in the stream it stands.
#ifndef CALQUE_DETECTOR_DOCUMENTS_STREAM_WINDOW_H_
#define CALQUE_DETECTOR_DOCUMENTS_STREAM_WINDOW_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calque/result.h"
#include "detector/documents/byte_stream.h"

namespace calque::documents {

// Not thread-safe.
class StreamWindow {
 public:
  // `block_bytes` are read at a time.
  explicit StreamWindow(std::unique_ptr<ByteStream> stream,
                        std::size_t block_bytes = std::size_t{128} << 10)
      : stream_(std::move(stream)), block_bytes_(block_bytes) {}

  // Sees to it that data() holds `count` bytes, fewer only where the stream ends
  // or fails; what came before a failure stays in data(). The memory held grows
  // to about twice the largest count.
  Status Want(std::size_t count);

  // Valid until the next Want.
  std::string_view data() const { return {bytes_.data() + begin_, end_ - begin_}; }

  // Requires count <= data().size().
  void Consume(std::size_t count) {
    begin_ += count;
    offset_ += count;
  }

  // Of data().front() in the stream.
  std::uint64_t offset() const { return offset_; }
  const std::string& name() const { return stream_->name(); }
  ByteStream& stream() { return *stream_; }
  const ByteStream& stream() const { return *stream_; }

  // After a failure: what ByteStream::SkipDamage says. What is in data() stays,
  // and what follows the damage will stand right behind it.
  bool SkipDamage();

 private:
  void MakeRoom(std::size_t count);

  std::unique_ptr<ByteStream> stream_;
  std::size_t block_bytes_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  bool at_end_ = false;
  std::optional<Error> failure_;
};

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_STREAM_WINDOW_H_
