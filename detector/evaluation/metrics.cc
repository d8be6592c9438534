// All by sorting.
#include "detector/evaluation/metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace calque::evaluation {

double AreaUnderCurve(const std::vector<double>& positives, const std::vector<double>& negatives) {
  if (positives.empty() || negatives.empty()) return 0.5;
  std::vector<double> sorted = negatives;
  std::sort(sorted.begin(), sorted.end());
  double wins = 0;
  for (const double value : positives) {
    const auto [low, high] = std::equal_range(sorted.begin(), sorted.end(), value);
    wins += static_cast<double>(low - sorted.begin()) + static_cast<double>(high - low) / 2;
  }
  return wins / static_cast<double>(positives.size()) / static_cast<double>(negatives.size());
}

double RecallAt(double false_alarms, const std::vector<double>& positives,
                const std::vector<double>& negatives) {
  if (positives.empty()) return 0;
  std::vector<double> sorted = negatives;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  const auto allowed =
      static_cast<std::size_t>(std::floor(false_alarms * static_cast<double>(sorted.size())));
  const auto found = std::count_if(positives.begin(), positives.end(), [&](double value) {
    return allowed >= sorted.size() || value > sorted[allowed];
  });
  return static_cast<double>(found) / static_cast<double>(positives.size());
}

double Percentile(std::vector<double> values, double p) {
  if (values.empty()) return 0;
  const double rank = std::ceil(p * static_cast<double>(values.size()));
  const auto index = static_cast<std::ptrdiff_t>(std::max(1.0, rank)) - 1;
  std::nth_element(values.begin(), values.begin() + index, values.end());
  return values[static_cast<std::size_t>(index)];
}

}  // namespace calque::evaluation
