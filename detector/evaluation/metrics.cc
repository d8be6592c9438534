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

Interval WilsonInterval(std::size_t successes, std::size_t trials) {
  if (trials == 0) return {};
  constexpr double kZ = 1.959963984540054;  // 97.5 % quantile of the normal distribution
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(successes) / n;
  const double middle = p + kZ * kZ / (2 * n);
  const double half = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  const double scale = 1 + kZ * kZ / n;
  // Exact at the ends, where rounding would leave something.
  return {successes == 0 ? 0 : std::max(0.0, (middle - half) / scale),
          successes == trials ? 1 : std::min(1.0, (middle + half) / scale)};
}

double BrierScore(const std::vector<Prediction>& predictions) {
  double sum = 0;
  double weight = 0;
  for (const Prediction& prediction : predictions) {
    const double distance = prediction.probability - (prediction.machine ? 1 : 0);
    sum += prediction.weight * distance * distance;
    weight += prediction.weight;
  }
  return weight > 0 ? sum / weight : 0;
}

std::array<ReliabilityBin, kReliabilityBins> Reliability(
    const std::vector<Prediction>& predictions) {
  std::array<ReliabilityBin, kReliabilityBins> bins{};
  for (const Prediction& prediction : predictions) {
    const auto index = static_cast<std::size_t>(prediction.probability * kReliabilityBins);
    ReliabilityBin& bin = bins[std::min(index, kReliabilityBins - 1)];
    ++bin.texts;
    bin.weight += prediction.weight;
    bin.said += prediction.weight * prediction.probability;
    bin.machine += prediction.machine ? prediction.weight : 0;
  }
  for (ReliabilityBin& bin : bins) {
    if (bin.weight <= 0) continue;
    bin.said /= bin.weight;
    bin.machine /= bin.weight;
  }
  return bins;
}

double CalibrationError(const std::array<ReliabilityBin, kReliabilityBins>& bins) {
  double error = 0;
  double weight = 0;
  for (const ReliabilityBin& bin : bins) {
    error += bin.weight * std::abs(bin.said - bin.machine);
    weight += bin.weight;
  }
  return weight > 0 ? error / weight : 0;
}

}  // namespace calque::evaluation
