// A report's hits against the gold spans of a document.
#ifndef CALQUE_DETECTOR_EVALUATION_SPAN_MATCH_H_
#define CALQUE_DETECTOR_EVALUATION_SPAN_MATCH_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "detector/documents/document.h"

namespace calque::evaluation {

struct SpanCounts {
  std::size_t gold = 0;
  std::size_t found = 0;  // gold spans that a hit overlaps
  std::size_t hits = 0;
  std::size_t right = 0;      // hits that overlap a gold span
  std::size_t judged = 0;     // of these, with a gold original to compare with
  std::size_t originals = 0;  // of these, whose first original agrees with it
};

SpanCounts MatchSpans(const std::vector<Hit>& hits, const std::vector<documents::GoldSpan>& gold);

// Whether two originals say the same: they have a content word in common, or the
// same words throughout. Gold spans and hits are often cut differently ("the Liberal
// Party" and "Party"), so the words need not all agree.
bool OriginalsAgree(std::string_view one, std::string_view other);

// Whether any of `gold` overlaps `span`.
bool Touches(const std::vector<documents::GoldSpan>& gold, const Span& span);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_SPAN_MATCH_H_
