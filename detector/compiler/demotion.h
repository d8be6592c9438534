// Entries that misfire are demoted, by figures alone: one step from strong to medium to weak
// to off, with the reason kept in the source.
//
// An entry is demoted when
//   1. it hits honest prose more often than its strength allows (and at least twice: one
//      place may be an accident), or
//   2. it hits honest prose three times or more and less than half of its hits would be right
//      if one text in ten were rewritten, or
//   3. a domain has more strong hits, or more hits, than an honest domain may have: then
//      the entries that hit there most go first, until the rest is few enough.
#ifndef CALQUE_DETECTOR_COMPILER_DEMOTION_H_
#define CALQUE_DETECTOR_COMPILER_DEMOTION_H_

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "detector/compiler/entry_source.h"
#include "detector/compiler/entry_statistics.h"
#include "detector/compiler/pack_compiler.h"

namespace calque::compiler {

struct DemotionLimits {
  // Hits per million words of honest prose, by strength (weak, medium, strong).
  std::array<double, 3> per_million = {5, 0.5, 0.1};
  std::size_t accidents = 1;
  double precision = 0.5;
  std::size_t precision_hits = 3;  // below, the estimate is not heard
  // Per million words of a domain, where it has `domain_words`; one strong hit is always allowed.
  std::size_t domain_words = 20'000;
  double domain_strong = 5;
  double domain_all = 1500;
  double median_all = 600;
};

struct Demotion {
  std::string id;
  std::string to;    // "medium", "weak" or kOff
  std::string note;  // "demoted from strong: 7 hits in 12.0 M honest words (brown 5, ...)"
};

// In the order of the statistics.
std::vector<Demotion> Demotions(const Statistics& statistics, const DemotionLimits& limits);

// Writes demotions into the sources, then asks the model whether the hit_example of every
// entry that is now medium still hits, and makes it weak if not. `entries` are those of
// `sources`. Returns the demotions as they were written.
Result<std::vector<Demotion>> Demote(const PackSources& sources,
                                     const std::vector<SourceEntry>& entries,
                                     std::vector<Demotion> demotions);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_DEMOTION_H_
