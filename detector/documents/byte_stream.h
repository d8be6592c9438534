// Bytes of one input, from front to back: file, pipe or memory, decompressed on
// the way. What is compressed is told by its first bytes, never by its name.
//
// gzip files may hold many members (Common Crawl: one a record) and zstd files
// many frames, as `cat a.gz b.gz` makes them; zero bytes after the last gzip
// member are padding, as for gzip(1). A damaged input delivers all that could
// be decompressed before the damage, then the Error. A decompression bomb ends
// with an Error too: bounded by ratio, since honest inputs may be of any size.
#ifndef CALQUE_DETECTOR_DOCUMENTS_BYTE_STREAM_H_
#define CALQUE_DETECTOR_DOCUMENTS_BYTE_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "calque/result.h"

namespace calque::documents {

// The most that decompression may blow an input up. Small inputs are free:
// a page of blanks compresses better than any bound that stops a bomb.
struct StreamLimits {
  std::uint64_t free_bytes = 10'000'000;  // output that is not yet judged
  std::uint64_t max_ratio = 1000;         // output bytes per compressed byte
  int max_layers = 1;                     // gzip inside gzip; what is deeper is not unpacked
};

// Not thread-safe.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // Opens a file, a FIFO or (path "-") standard input, decompressing by content.
  // Waits for the first bytes. An Error names the path and the reason.
  static Result<std::unique_ptr<ByteStream>> Open(const std::string& path,
                                                  const StreamLimits& limits = {});

  // `bytes` as they are; errors about them use `name`.
  static std::unique_ptr<ByteStream> FromMemory(std::string bytes, std::string name);

  // `raw` decompressed if its first bytes say gzip or zstd, else unchanged.
  static Result<std::unique_ptr<ByteStream>> Decompress(std::unique_ptr<ByteStream> raw,
                                                        const StreamLimits& limits = {});

  // Writes between 1 and buffer.size() bytes and returns how many; 0 is the end.
  // Requires a buffer that is not empty. End and Error are final, but for
  // SkipDamage: later calls return the same.
  virtual Result<std::size_t> Read(std::span<char> buffer) = 0;

  // After an Error that says the data are damaged: goes on with the next gzip
  // member or zstd frame that begins behind the front of the broken one. False
  // when there is none, or the stream has no such parts; then nothing changes.
  virtual bool SkipDamage() { return false; }

  // How many of the bytes delivered so far belong to members or frames whose end was
  // reached and whose checksum is right. What is not compressed has none to be wrong.
  virtual std::uint64_t checked() const { return UINT64_MAX; }

  // The path it was opened with, "-" for standard input.
  const std::string& name() const { return name_; }

 protected:
  explicit ByteStream(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
};

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_BYTE_STREAM_H_
