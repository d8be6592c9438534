// What readers take on: everything beyond is refused with an Error that says so,
// so that no input, however made, costs more memory than was agreed to.
#ifndef CALQUE_DETECTOR_DOCUMENTS_READ_LIMITS_H_
#define CALQUE_DETECTOR_DOCUMENTS_READ_LIMITS_H_

#include <cstddef>

#include "detector/documents/byte_stream.h"

namespace calque::documents {

inline constexpr std::size_t kMaxRecordBytes = std::size_t{256} << 20;
// The parser asks every open element at an end tag that fits none of them, so that
// the worst page costs its length times this.
inline constexpr std::size_t kMaxHtmlDepth = 2000;

struct ReadLimits {
  // Of one text, one line of JSON Lines, one WARC record, one page with its
  // transfer codings undone.
  std::size_t max_record = kMaxRecordBytes;
  std::size_t max_html_depth = kMaxHtmlDepth;  // elements inside one another
  // Plain text comes in pieces of at most so many bytes, longer only where a line is; 0: in one.
  std::size_t text_piece = 0;
  StreamLimits stream;
};

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_READ_LIMITS_H_
