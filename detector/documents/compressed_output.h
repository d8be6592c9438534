// Bytes on their way into a file, compressed as the ending of its name says:
// ".gz" gzip (RFC 1952), ".zst" zstd (RFC 8878), anything else as they are.
//
//   CompressedOutput output(CompressionOf(path), sink);
//   output.Write(bytes); ...
//   output.Finish();                  // what is still inside goes to the sink
//
// The twin of ByteStream, which tells compression by content: what is read is
// what it is, but what is written must do as its name promises. The same bytes,
// in whatever pieces, give the same file: no clock and no name are stored.
#ifndef CALQUE_DETECTOR_DOCUMENTS_COMPRESSED_OUTPUT_H_
#define CALQUE_DETECTOR_DOCUMENTS_COMPRESSED_OUTPUT_H_

#include <functional>
#include <memory>
#include <string_view>

#include "calque/result.h"

namespace calque::documents {

enum class Compression { kNone, kGzip, kZstd };

// By the ending of `path`; capital letters count as small ones.
Compression CompressionOf(std::string_view path);

// Move-only. Memory: less than 4 MB whatever the size of the output.
class CompressedOutput {
 public:
  // Takes the bytes of the file, front to back. Its error is final.
  using Sink = std::function<Status(std::string_view bytes)>;

  CompressedOutput(Compression compression, Sink sink);
  CompressedOutput(CompressedOutput&&) noexcept;
  CompressedOutput& operator=(CompressedOutput&&) noexcept;
  ~CompressedOutput();

  Status Write(std::string_view bytes);
  // Ends the compressed stream. Required, once; nothing may be written after it.
  Status Finish();

  class Encoder;

 private:
  std::unique_ptr<Encoder> encoder_;
};

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_COMPRESSED_OUTPUT_H_
