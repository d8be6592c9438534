// Logistic regression with an L2 penalty for examples of a few hundred non-zero
// features out of very many, by L-BFGS (Liu and Nocedal 1989) with a backtracking
// line search. One thread, fixed order of all sums: the same examples give the same
// weights.
#ifndef CALQUE_DETECTOR_TRAINING_SPARSE_LOGISTIC_H_
#define CALQUE_DETECTOR_TRAINING_SPARSE_LOGISTIC_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace calque::training {

struct SparseFeature {
  std::uint32_t feature = 0;
  float value = 0;
};

// Examples row after row in flat arrays: 8 bytes a non-zero feature.
class SparseExamples {
 public:
  void Add(std::span<const SparseFeature> features, bool positive, double weight);

  std::size_t size() const { return positive_.size(); }
  std::span<const SparseFeature> features(std::size_t i) const {
    return std::span(features_).subspan(ends_[i], ends_[i + 1] - ends_[i]);
  }
  bool positive(std::size_t i) const { return positive_[i]; }
  double weight(std::size_t i) const { return weights_[i]; }

 private:
  std::vector<SparseFeature> features_;
  std::vector<std::size_t> ends_ = {0};
  std::vector<bool> positive_;
  std::vector<double> weights_;
};

struct SparseFitOptions {
  double penalty = 1;  // strength of the L2 term, in units of one example of weight 1
  int max_steps = 100;
  double tolerance = 1e-5;  // done when a step improves the objective by less, relatively
  std::function<void(int step)> progress = {};
};

// One weight a feature. There is no intercept: who wants one adds a feature that is
// always 1. Requires every feature < feature_count.
std::vector<double> FitSparseLogistic(const SparseExamples& examples, std::size_t feature_count,
                                      const SparseFitOptions& options);

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_SPARSE_LOGISTIC_H_
