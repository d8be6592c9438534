// L-BFGS: the direction is the gradient times an inverse Hessian that the last
// kMemory steps and changes of the gradient stand for (two-loop recursion).
#include "detector/training/sparse_logistic.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>
#include <utility>

namespace calque::training {
namespace {

constexpr std::size_t kMemory = 8;
constexpr double kSufficientDecrease = 1e-4;
constexpr double kSmallestStep = 1e-10;

using Vector = std::vector<double>;

double Dot(const Vector& a, const Vector& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// y += factor * x
void AddTo(const Vector& x, double factor, Vector* y) {
  for (std::size_t i = 0; i < x.size(); ++i) (*y)[i] += factor * x[i];
}

// Loss and penalty; *gradient becomes their gradient.
double Objective(const SparseExamples& examples, const Vector& theta, double penalty,
                 Vector* gradient) {
  *gradient = theta;
  for (double& g : *gradient) g *= penalty;
  double loss = penalty / 2 * Dot(theta, theta);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const double sign = examples.positive(i) ? 1 : -1;
    double logit = 0;
    for (const auto& [feature, value] : examples.features(i)) logit += theta[feature] * value;
    const double margin = sign * logit;
    // log(1 + exp(-margin)) without overflow.
    loss += examples.weight(i) * (std::max(0.0, -margin) + std::log1p(std::exp(-std::abs(margin))));
    const double slope = -sign * examples.weight(i) / (1 + std::exp(margin));
    for (const auto& [feature, value] : examples.features(i)) (*gradient)[feature] += slope * value;
  }
  return loss;
}

// What the last steps tell about the curvature.
class Curvature {
 public:
  void Remember(Vector step, Vector change) {
    const double product = Dot(step, change);
    if (product <= 0) return;
    if (steps_.size() == kMemory) steps_.pop_front();
    steps_.push_back({std::move(step), std::move(change), product});
  }

  Vector Direction(const Vector& gradient) const {
    Vector direction = gradient;
    std::vector<double> shares(steps_.size());
    for (std::size_t i = steps_.size(); i-- > 0;) {
      shares[i] = Dot(steps_[i].step, direction) / steps_[i].product;
      AddTo(steps_[i].change, -shares[i], &direction);
    }
    const double scale =
        steps_.empty() ? 1 / std::max(1.0, std::sqrt(Dot(gradient, gradient)))
                       : steps_.back().product / Dot(steps_.back().change, steps_.back().change);
    for (double& d : direction) d *= scale;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const double share = Dot(steps_[i].change, direction) / steps_[i].product;
      AddTo(steps_[i].step, shares[i] - share, &direction);
    }
    for (double& d : direction) d = -d;
    return direction;
  }

 private:
  struct Step {
    Vector step;
    Vector change;   // of the gradient
    double product;  // of both
  };
  std::deque<Step> steps_;
};

}  // namespace

void SparseExamples::Add(std::span<const SparseFeature> features, bool positive, double weight) {
  features_.insert(features_.end(), features.begin(), features.end());
  ends_.push_back(features_.size());
  positive_.push_back(positive);
  weights_.push_back(weight);
}

std::vector<double> FitSparseLogistic(const SparseExamples& examples, std::size_t feature_count,
                                      const SparseFitOptions& options) {
  Vector theta(feature_count);
  Vector gradient;
  double loss = Objective(examples, theta, options.penalty, &gradient);
  Curvature curvature;
  for (int step = 0; step < options.max_steps; ++step) {
    if (options.progress) options.progress(step);
    const Vector direction = curvature.Direction(gradient);
    const double slope = Dot(direction, gradient);
    Vector next;
    Vector next_gradient;
    double next_loss = loss;
    double size = 1;
    for (; size > kSmallestStep; size /= 2) {
      next = theta;
      AddTo(direction, size, &next);
      next_loss = Objective(examples, next, options.penalty, &next_gradient);
      if (next_loss <= loss + kSufficientDecrease * size * slope) break;
    }
    const double gained = loss - next_loss;
    if (!(gained > 0)) break;
    Vector moved = next;
    AddTo(theta, -1, &moved);
    Vector change = next_gradient;
    AddTo(gradient, -1, &change);
    curvature.Remember(std::move(moved), std::move(change));
    theta = std::move(next);
    gradient = std::move(next_gradient);
    loss = next_loss;
    if (gained < options.tolerance * loss) break;
  }
  return theta;
}

}  // namespace calque::training
