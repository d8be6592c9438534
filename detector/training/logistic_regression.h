// Weighted logistic regression with an L2 penalty, fitted by Newton's method
// (iteratively reweighted least squares; McCullagh and Nelder 1989), for a handful
// of features.
#ifndef CALQUE_DETECTOR_TRAINING_LOGISTIC_REGRESSION_H_
#define CALQUE_DETECTOR_TRAINING_LOGISTIC_REGRESSION_H_

#include <vector>

namespace calque::training {

struct Example {
  std::vector<double> features;
  bool positive = false;
  double weight = 1;
};

struct LogisticFit {
  double bias = 0;
  std::vector<double> weights;
};

// `penalty` is the strength of the L2 term on the weights (not the bias), in
// units of one example of weight 1. No weight becomes negative: a feature whose
// weight would is left out and the others are fitted again, until none is.
// Deterministic. Requires examples of both classes and the same number of features
// in each.
LogisticFit FitLogistic(const std::vector<Example>& examples, double penalty);

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_LOGISTIC_REGRESSION_H_
