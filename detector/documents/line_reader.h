// Lines out of a ByteStream, with the place of each in the decompressed bytes.
//
// Lines stay in the read buffer: no copy unless a line straddles two reads. A
// line longer than the limit is skipped to its end and reported as such; the
// lines around it are untouched.
#ifndef CALQUE_DETECTOR_DOCUMENTS_LINE_READER_H_
#define CALQUE_DETECTOR_DOCUMENTS_LINE_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calque/result.h"
#include "detector/documents/byte_stream.h"
#include "detector/documents/read_limits.h"

namespace calque::documents {

inline constexpr std::size_t kMaxLineBytes = kMaxRecordBytes;
// Bytes behind every line that may be read (not judged): parsers that work on
// whole vectors look past the end.
inline constexpr std::size_t kLinePadding = 64;

struct Line {
  std::string_view text;     // without "\n" or "\r\n"; valid until the next call
  std::uint64_t offset = 0;  // of its first byte in the decompressed input
  std::uint64_t number = 0;  // counted from 1, blank lines too
  std::uint64_t length = 0;  // bytes before the "\n"
  bool too_long = false;     // above the limit: `text` is empty
  bool cut = false;          // the input failed before the line had ended
};

// Not thread-safe.
class LineReader {
 public:
  // `block_bytes` are read at a time.
  explicit LineReader(std::unique_ptr<ByteStream> stream, std::size_t max_line = kMaxLineBytes,
                      std::size_t block_bytes = std::size_t{256} << 10);

  // The next line, or false at the end of the input and when it failed; what
  // stood between the last newline and the failure still comes as a line.
  bool Next(Line* line);

  // Why the input ended, if it did not end well. Settled once Next has
  // returned false or a line that is `cut`.
  const std::optional<Error>& failure() const { return failure_; }

  // Where the next line begins.
  std::uint64_t offset() const { return base_ + begin_; }
  std::uint64_t lines() const { return lines_; }
  const std::string& name() const { return stream_->name(); }

 private:
  bool Fill();
  bool MakeRoom();
  bool ReadBlock();
  void Emit(std::size_t length, Line* line);
  void SkipLongLine(Line* line);

  std::unique_ptr<ByteStream> stream_;
  std::size_t max_line_;
  std::size_t block_bytes_;
  std::vector<char> buffer_;  // always kLinePadding bytes longer than end_
  std::size_t begin_ = 0;     // of the next line
  std::size_t end_ = 0;       // of what was read
  std::uint64_t base_ = 0;    // offset of buffer_[0] in the input
  std::uint64_t lines_ = 0;
  bool ended_ = false;
  std::optional<Error> failure_;
};

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_LINE_READER_H_
