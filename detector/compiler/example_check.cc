// One analysis an example; a hit of another entry does not count.
#include "detector/compiler/example_check.h"

#include <algorithm>

namespace calque::compiler {

bool Hits(const Detector& detector, const SourceEntry& entry, const std::string& example) {
  const Report report = detector.Analyze(example);
  return std::any_of(report.hits.begin(), report.hits.end(),
                     [&](const Hit& hit) { return hit.entry == entry.id; });
}

void CheckExamples(const std::vector<SourceEntry>& entries, const Detector& detector,
                   SourceErrors* errors) {
  for (const SourceEntry& entry : entries) {
    if (entry.off) continue;
    const bool weak = entry.strength == Strength::kWeak;
    if (!weak && !Hits(detector, entry, entry.hit_example)) {
      errors->push_back(entry.Where() + ": " + entry.id + " does not hit in its hit_example \"" +
                        entry.hit_example + "\"");
    }
    if (!entry.clean_example.empty() && Hits(detector, entry, entry.clean_example)) {
      errors->push_back(entry.Where() + ": " + entry.id + " hits in its clean_example \"" +
                        entry.clean_example + "\"");
    }
  }
}

}  // namespace calque::compiler
