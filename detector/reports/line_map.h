// Line and column of places in a text, both from 1, as compilers and editors count.
#ifndef CALQUE_DETECTOR_REPORTS_LINE_MAP_H_
#define CALQUE_DETECTOR_REPORTS_LINE_MAP_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "detector/reports/offset_map.h"

namespace calque::reports {

struct Place {
  std::uint64_t line = 1;
  std::uint64_t column = 1;
};

// Lines end with a line feed. Places must be asked for in ascending order; all of them
// together cost one pass over the text.
class LineMap {
 public:
  // `text` must outlive the map; columns are counted in `unit`.
  LineMap(std::string_view text, OffsetUnit unit) : text_(text), offsets_(text, unit) {}

  Place At(std::size_t byte_offset);

 private:
  std::string_view text_;
  OffsetMap offsets_;
  std::size_t passed_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t line_start_ = 0;  // in units
};

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_LINE_MAP_H_
