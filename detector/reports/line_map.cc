// Walks from line end to line end.
#include "detector/reports/line_map.h"

#include <algorithm>

namespace calque::reports {

Place LineMap::At(std::size_t byte_offset) {
  byte_offset = std::min(byte_offset, text_.size());
  for (std::size_t end = text_.find('\n', passed_); end < byte_offset;
       end = text_.find('\n', passed_)) {
    passed_ = end + 1;
    ++line_;
    line_start_ = offsets_.At(passed_);
  }
  return {line_, offsets_.At(byte_offset) - line_start_ + 1};
}

}  // namespace calque::reports
