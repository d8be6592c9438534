// Logistic models fitted to the labelled texts themselves, judged only on texts that
// they were not fitted to.
//
// Weights are those of the calibration: beforehand one text in ten is machine-made
// (training::kPrior), and the penalty is the calibrator's.
#ifndef CALQUE_DETECTOR_EVALUATION_REFIT_H_
#define CALQUE_DETECTOR_EVALUATION_REFIT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace calque::evaluation {

struct RefitText {
  std::vector<double> features;
  bool machine = false;
  std::uint64_t site = 0;  // 0: none
  std::uint64_t text = 0;
};

// Cross-validation in five folds of whole sites, or of texts where a fold of sites
// would leave a class empty: for every text the probability by the model of the other
// folds. Nothing when texts do not help either.
std::optional<std::vector<double>> CrossFitted(const std::vector<RefitText>& texts);

// The probabilities of the texts for which `left_out` is true, by a model of all
// others; nothing when a class is empty among them.
std::optional<std::vector<double>> FittedWithout(const std::vector<RefitText>& texts,
                                                 const std::function<bool(std::size_t)>& left_out);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_REFIT_H_
