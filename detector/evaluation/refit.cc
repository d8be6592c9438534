// The weights of FitLogistic are never negative. A feature whose sign is not known
// is for the caller to give twice, with both signs.
#include "detector/evaluation/refit.h"

#include <cmath>

#include "detector/training/calibrator.h"
#include "detector/training/logistic_regression.h"

namespace calque::evaluation {
namespace {

constexpr std::uint64_t kFolds = 5;

double Probability(const training::LogisticFit& fit, const std::vector<double>& features) {
  double sum = fit.bias;
  for (std::size_t i = 0; i < features.size(); ++i) sum += fit.weights[i] * features[i];
  return 1 / (1 + std::exp(-sum));
}

// Keys are well mixed only as a whole: fold their upper half in.
std::uint64_t FoldOf(const RefitText& text, bool by_site) {
  const std::uint64_t unit = by_site && text.site != 0 ? text.site : text.text;
  return (unit ^ (unit >> 32)) % kFolds;
}

std::optional<std::vector<double>> CrossFittedBy(const std::vector<RefitText>& texts,
                                                 bool by_site) {
  std::vector<double> probabilities(texts.size());
  for (std::uint64_t fold = 0; fold < kFolds; ++fold) {
    const auto in_fold = [&](std::size_t i) { return FoldOf(texts[i], by_site) == fold; };
    const auto of_fold = FittedWithout(texts, in_fold);
    if (!of_fold) return std::nullopt;
    std::size_t next = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (in_fold(i)) probabilities[i] = (*of_fold)[next++];
    }
  }
  return probabilities;
}

}  // namespace

std::optional<std::vector<double>> CrossFitted(const std::vector<RefitText>& texts) {
  auto by_site = CrossFittedBy(texts, true);
  return by_site ? by_site : CrossFittedBy(texts, false);
}

std::optional<std::vector<double>> FittedWithout(const std::vector<RefitText>& texts,
                                                 const std::function<bool(std::size_t)>& left_out) {
  std::vector<training::Example> examples;
  double machine = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (left_out(i)) continue;
    examples.push_back({texts[i].features, texts[i].machine, 1});
    machine += texts[i].machine ? 1 : 0;
  }
  const double honest = static_cast<double>(examples.size()) - machine;
  if (machine == 0 || honest == 0) return std::nullopt;
  const double honest_weight = (1 - training::kPrior) / training::kPrior * machine / honest;
  for (training::Example& example : examples) {
    if (!example.positive) example.weight = honest_weight;
  }
  const auto fit = training::FitLogistic(examples, training::kDocumentPenalty);
  std::vector<double> probabilities;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (left_out(i)) probabilities.push_back(Probability(fit, texts[i].features));
  }
  return probabilities;
}

}  // namespace calque::evaluation
