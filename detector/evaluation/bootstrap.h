// 95 % intervals by the bootstrap (Efron 1979) in its Poisson form: in every
// replicate each resampling unit (a site, a group of versions of one text, or a
// text) counts a Poisson(1) number of times, drawn from a hash of replicate and unit.
// So the draws of honest and machine texts of one unit go together, and the result
// depends neither on the order of the texts nor on threads.
#ifndef CALQUE_DETECTOR_EVALUATION_BOOTSTRAP_H_
#define CALQUE_DETECTOR_EVALUATION_BOOTSTRAP_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "detector/evaluation/metrics.h"

namespace calque::evaluation {

// A document's score and the unit it is resampled with.
struct Scored {
  double score = 0;
  std::uint64_t unit = 0;
};

struct BootstrapOptions {
  std::size_t replicates = 500;
  std::uint64_t seed = 1;
};

// How often `unit` counts in a replicate; 1 on average.
unsigned DrawCount(std::uint64_t seed, std::size_t replicate, std::uint64_t unit);

inline constexpr std::array<double, 3> kFalseAlarmRates = {0.01, 0.001, 0.0001};

struct RankIntervals {
  Interval area;  // AreaUnderCurve
  std::array<Interval, kFalseAlarmRates.size()> recall;
};

// One for each stratum of machine texts, all against the same honest ones.
// Replicates in which a class is empty are left out; [0, 1] when none is left.
std::vector<RankIntervals> RankFigures(const std::vector<Scored>& honest,
                                       const std::vector<std::vector<Scored>>& strata,
                                       const BootstrapOptions& options);

// A share whose parts come in units, such as the found ones of the gold spans of
// each document.
struct Part {
  double successes = 0;
  double trials = 0;
  std::uint64_t unit = 0;
};
Interval ShareInterval(const std::vector<Part>& parts, const BootstrapOptions& options);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_BOOTSTRAP_H_
