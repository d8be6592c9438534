// Weighted least squares by the normal equations, lightly ridged so that a feature
// that no sentence shows gets the weight 0.
#include "detector/training/fluency_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace calque::training {
namespace {

// The features and the constant.
constexpr std::size_t kUnknowns = scoring::kMakeUpFeatures.size() + 1;
constexpr double kRidge = 1e-6;
// A longer sentence tells more about the usual score, up to a point.
constexpr std::size_t kFullLength = 30;

using Row = std::array<double, kUnknowns + 1>;  // of the equations, right side last
using Equations = std::array<Row, kUnknowns>;

Equations EquationsOf(std::span<const CleanSentence> sentences) {
  Equations equations{};
  double total = 0;
  for (const CleanSentence& sentence : sentences) {
    Row row{};
    row[0] = 1;
    std::copy(sentence.score.make_up.begin(), sentence.score.make_up.end(), row.begin() + 1);
    row[kUnknowns] = sentence.score.mean_score;
    const double weight =
        sentence.weight * static_cast<double>(std::min(sentence.score.tokens, kFullLength));
    total += weight;
    for (std::size_t i = 0; i < kUnknowns; ++i) {
      for (std::size_t j = 0; j <= kUnknowns; ++j) equations[i][j] += weight * row[i] * row[j];
    }
  }
  for (std::size_t i = 0; i < kUnknowns; ++i) equations[i][i] += kRidge * total;
  return equations;
}

// Gauss-Jordan elimination with row pivots.
std::array<double, kUnknowns> Solve(Equations equations) {
  for (std::size_t i = 0; i < kUnknowns; ++i) {
    std::size_t pivot = i;
    for (std::size_t j = i + 1; j < kUnknowns; ++j) {
      if (std::abs(equations[j][i]) > std::abs(equations[pivot][i])) pivot = j;
    }
    std::swap(equations[i], equations[pivot]);
    if (equations[i][i] == 0) continue;
    for (std::size_t j = 0; j < kUnknowns; ++j) {
      if (j == i) continue;
      const double factor = equations[j][i] / equations[i][i];
      for (std::size_t k = i; k <= kUnknowns; ++k) equations[j][k] -= factor * equations[i][k];
    }
  }
  std::array<double, kUnknowns> solution{};
  for (std::size_t i = 0; i < kUnknowns; ++i) {
    if (equations[i][i] != 0) solution[i] = equations[i][kUnknowns] / equations[i][i];
  }
  return solution;
}

using Weighted = std::pair<double, double>;  // value, weight

void FillQuantiles(std::vector<Weighted> values,
                   std::array<double, scoring::kFluencyQuantiles>* quantiles) {
  std::sort(values.begin(), values.end());
  double total = 0;
  for (const Weighted& value : values) total += value.second;
  double passed = 0;
  std::size_t next = 0;
  for (std::size_t q = 0; q < quantiles->size(); ++q) {
    const double wanted =
        total * static_cast<double>(q) / static_cast<double>(quantiles->size() - 1);
    while (next + 1 < values.size() && passed + values[next].second < wanted) {
      passed += values[next++].second;
    }
    (*quantiles)[q] = values[next].first;
  }
}

}  // namespace

void FitFluency(std::span<const CleanSentence> sentences, scoring::Calibration* calibration) {
  const std::array<double, kUnknowns> solution = Solve(EquationsOf(sentences));
  calibration->usual.bias = solution[0];
  std::copy(solution.begin() + 1, solution.end(), calibration->usual.weights.begin());
  std::array<std::vector<Weighted>, scoring::kFluencyBinLimits.size()> bins;
  for (const CleanSentence& sentence : sentences) {
    bins[scoring::FluencyBin(sentence.score.tokens)].emplace_back(
        scoring::Unusual(*calibration, sentence.score), sentence.weight);
  }
  for (std::size_t bin = 0; bin < bins.size(); ++bin) {
    if (!bins[bin].empty()) FillQuantiles(std::move(bins[bin]), &calibration->fluency[bin]);
  }
}

}  // namespace calque::training
