// The passages of a text that are worth showing: its sentences with hits.
#ifndef CALQUE_DETECTOR_REPORTS_PASSAGE_H_
#define CALQUE_DETECTOR_REPORTS_PASSAGE_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "calque/report.h"

namespace calque::reports {

struct Passage {
  Span span;                  // begins with a visible character
  std::size_t line = 1;       // line of the text at which it begins, from 1
  std::size_t first_hit = 0;  // its hits are report.hits[first_hit, first_hit + hits)
  std::size_t hits = 0;
};

// In text order, never overlapping, every hit in exactly one passage. A passage
// is a sentence; it grows when a hit runs beyond it, and a hit outside of all
// sentences is a passage by itself.
std::vector<Passage> FindPassages(const Report& report, std::string_view text);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_PASSAGE_H_
