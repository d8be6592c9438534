// Scores are sorted once; a replicate only counts anew. Among the sorted honest
// texts, running sums of the counts say how many of them lie below a score.
#include "detector/evaluation/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace calque::evaluation {
namespace {

// Finaliser of SplitMix64 (Steele, Lea and Flood 2014).
std::uint64_t Mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

// Where a positive stands among the sorted honest texts: so many are below it, so
// many below or equal.
struct Rank {
  std::size_t below;
  std::size_t reached;
  std::uint64_t unit;
};

std::vector<Rank> RanksOf(const std::vector<Scored>& positives, const std::vector<Scored>& sorted) {
  std::vector<Rank> ranks;
  ranks.reserve(positives.size());
  for (const Scored& positive : positives) {
    const auto lower = std::partition_point(
        sorted.begin(), sorted.end(), [&](const Scored& s) { return s.score < positive.score; });
    const auto upper = std::partition_point(
        lower, sorted.end(), [&](const Scored& s) { return s.score <= positive.score; });
    ranks.push_back({static_cast<std::size_t>(lower - sorted.begin()),
                     static_cast<std::size_t>(upper - sorted.begin()), positive.unit});
  }
  return ranks;
}

// One replicate's figures of one stratum.
struct Figures {
  double area;
  std::array<double, kFalseAlarmRates.size()> recall;
};

// The honest texts of one replicate.
class Replicate {
 public:
  Replicate(const std::vector<Scored>& sorted, const BootstrapOptions& options, std::size_t number)
      : seed_(options.seed), number_(number), sums_(sorted.size() + 1) {
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      sums_[i + 1] = sums_[i] + DrawCount(seed_, number_, sorted[i].unit);
    }
    for (std::size_t r = 0; r < limits_.size(); ++r) limits_[r] = Limit(kFalseAlarmRates[r]);
  }

  bool empty() const { return sums_.back() == 0; }

  // False when no positive was drawn.
  bool Judge(const std::vector<Rank>& positives, Figures* figures) const {
    double drawn = 0;
    double wins = 0;
    std::array<double, kFalseAlarmRates.size()> found{};
    for (const Rank& positive : positives) {
      const double count = DrawCount(seed_, number_, positive.unit);
      drawn += count;
      const auto sum = sums_[positive.below] + sums_[positive.reached];
      wins += count * static_cast<double>(sum) / 2;
      for (std::size_t r = 0; r < found.size(); ++r) {
        found[r] += positive.below >= limits_[r] ? count : 0;
      }
    }
    if (drawn == 0) return false;
    figures->area = wins / drawn / static_cast<double>(sums_.back());
    for (std::size_t r = 0; r < found.size(); ++r) figures->recall[r] = found[r] / drawn;
    return true;
  }

 private:
  // A positive is found when at least so many of the sorted honest texts are below it.
  std::size_t Limit(double rate) const {
    const auto allowed =
        static_cast<std::uint64_t>(std::floor(rate * static_cast<double>(sums_.back())));
    if (allowed >= sums_.back()) return 0;
    // The text with which more than the allowed ones are reached, from the top.
    const auto at =
        std::lower_bound(sums_.begin(), sums_.end(), sums_.back() - allowed) - sums_.begin();
    return static_cast<std::size_t>(at);
  }

  std::uint64_t seed_;
  std::size_t number_;
  std::vector<std::uint64_t> sums_;  // of counts, of the first 0, 1, 2 ... honest texts
  std::array<std::size_t, kFalseAlarmRates.size()> limits_{};
};

Interval Middle95(std::vector<double> values) {
  if (values.empty()) return {};
  return {Percentile(values, 0.025), Percentile(values, 0.975)};
}

RankIntervals IntervalsOf(const std::vector<Figures>& figures) {
  RankIntervals intervals;
  std::vector<double> values;
  for (const Figures& f : figures) values.push_back(f.area);
  intervals.area = Middle95(values);
  for (std::size_t r = 0; r < kFalseAlarmRates.size(); ++r) {
    values.clear();
    for (const Figures& f : figures) values.push_back(f.recall[r]);
    intervals.recall[r] = Middle95(values);
  }
  return intervals;
}

}  // namespace

unsigned DrawCount(std::uint64_t seed, std::size_t replicate, std::uint64_t unit) {
  // P(Poisson(1) <= k) in units of 2^-64, for k = 0, 1 ... 8.
  static const std::array<std::uint64_t, 9> kLimits = [] {
    std::array<std::uint64_t, 9> limits{};
    double term = std::exp(-1.0);
    double sum = 0;
    for (std::size_t k = 0; k < limits.size(); ++k) {
      sum += term;
      term /= static_cast<double>(k + 1);
      limits[k] = static_cast<std::uint64_t>(sum * 0x1p63) << 1;
    }
    return limits;
  }();
  const std::uint64_t draw =
      Mix(Mix(unit + seed * 0x9E3779B97F4A7C15u) + replicate * 0xD1B54A32D192ED03u);
  unsigned count = 0;
  while (count < kLimits.size() && draw >= kLimits[count]) ++count;
  return count;
}

std::vector<RankIntervals> RankFigures(const std::vector<Scored>& honest,
                                       const std::vector<std::vector<Scored>>& strata,
                                       const BootstrapOptions& options) {
  std::vector<Scored> sorted = honest;
  std::sort(sorted.begin(), sorted.end(),
            [](const Scored& a, const Scored& b) { return a.score < b.score; });
  std::vector<std::vector<Rank>> ranks;
  for (const std::vector<Scored>& stratum : strata) ranks.push_back(RanksOf(stratum, sorted));
  std::vector<std::vector<Figures>> figures(strata.size());
  for (std::size_t number = 0; number < options.replicates; ++number) {
    const Replicate replicate(sorted, options, number);
    if (replicate.empty()) continue;
    for (std::size_t s = 0; s < ranks.size(); ++s) {
      Figures drawn{};
      if (replicate.Judge(ranks[s], &drawn)) figures[s].push_back(drawn);
    }
  }
  std::vector<RankIntervals> intervals;
  for (const std::vector<Figures>& of_stratum : figures) {
    intervals.push_back(IntervalsOf(of_stratum));
  }
  return intervals;
}

Interval ShareInterval(const std::vector<Part>& parts, const BootstrapOptions& options) {
  std::vector<double> shares;
  for (std::size_t number = 0; number < options.replicates; ++number) {
    double successes = 0;
    double trials = 0;
    for (const Part& part : parts) {
      const double count = DrawCount(options.seed, number, part.unit);
      successes += count * part.successes;
      trials += count * part.trials;
    }
    if (trials > 0) shares.push_back(successes / trials);
  }
  return Middle95(std::move(shares));
}

}  // namespace calque::evaluation
