// What a record says beside the report itself: where the document came from,
// and how the run wants its records written.
#ifndef CALQUE_DETECTOR_REPORTS_RECORD_H_
#define CALQUE_DETECTOR_REPORTS_RECORD_H_

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "calque/report.h"
#include "detector/reports/offset_map.h"

namespace calque::reports {

// Where a document came from. The views must live as long as the call.
struct RecordSource {
  std::string_view id;
  std::string_view path;     // the input, as it was named
  std::string_view url;      // empty: unknown
  std::string_view charset;  // what the bytes were; empty or "utf-8": as given
  std::uint64_t record = 0;  // which document of the input, from 0
  std::uint64_t offset = 0;  // byte at which it begins in the input
  std::uint64_t line = 0;    // line of the input that holds it, from 1; 0: it has none

  // Whether the lines of the text are those of the input.
  bool is_whole_input() const { return record == 0 && line == 0 && id == path; }
};

struct RecordOptions {
  OffsetUnit offsets = OffsetUnit::kCodepoint;
  bool restore = false;   // add the text with the first originals put back
  std::string_view pack;  // Detector::pack_name()
};

// `span` as far as it lies in `text`; writers quote and count through it, so
// that a report of another text cannot make them read beyond the end.
inline Span ClippedTo(std::string_view text, Span span) {
  const std::size_t end = std::min(span.end, text.size());
  return {std::min(span.begin, end), end};
}

// The exact bytes of `text` that `span` covers.
inline std::string_view Quote(std::string_view text, Span span) {
  const Span clipped = ClippedTo(text, span);
  return text.substr(clipped.begin, clipped.end - clipped.begin);
}

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_RECORD_H_
