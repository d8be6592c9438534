// Each Newton step solves H d = g by Gaussian elimination; H is positive definite
// thanks to the penalty. Steps are halved while the objective does not improve.
#include "detector/training/logistic_regression.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace calque::training {
namespace {

constexpr int kMaxSteps = 60;
constexpr double kTiny = 1e-9;

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

// theta[0] is the bias.
double Logit(const Vector& theta, const Example& example) {
  double sum = theta[0];
  for (std::size_t i = 0; i < example.features.size(); ++i) {
    sum += theta[i + 1] * example.features[i];
  }
  return sum;
}

double Loss(const Vector& theta, const std::vector<Example>& examples, double penalty) {
  double loss = 0;
  for (const Example& example : examples) {
    const double margin = example.positive ? Logit(theta, example) : -Logit(theta, example);
    // log(1 + exp(-margin)) without overflow.
    loss += example.weight * (std::max(0.0, -margin) + std::log1p(std::exp(-std::abs(margin))));
  }
  for (std::size_t i = 1; i < theta.size(); ++i) loss += penalty / 2 * theta[i] * theta[i];
  return loss;
}

void Accumulate(const Vector& theta, const Example& example, Vector* gradient, Matrix* hessian) {
  const double p = 1 / (1 + std::exp(-Logit(theta, example)));
  const double residual = example.weight * ((example.positive ? 1 : 0) - p);
  const double curvature = example.weight * p * (1 - p);
  const auto feature = [&](std::size_t i) { return i == 0 ? 1.0 : example.features[i - 1]; };
  for (std::size_t i = 0; i < theta.size(); ++i) {
    (*gradient)[i] += residual * feature(i);
    for (std::size_t j = 0; j < theta.size(); ++j) {
      (*hessian)[i][j] += curvature * feature(i) * feature(j);
    }
  }
}

Vector Solve(Matrix a, Vector b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t pivot = i;
    for (std::size_t r = i + 1; r < n; ++r) {
      if (std::abs(a[r][i]) > std::abs(a[pivot][i])) pivot = r;
    }
    std::swap(a[i], a[pivot]);
    std::swap(b[i], b[pivot]);
    for (std::size_t r = i + 1; r < n; ++r) {
      const double factor = a[r][i] / a[i][i];
      for (std::size_t c = i; c < n; ++c) a[r][c] -= factor * a[i][c];
      b[r] -= factor * b[i];
    }
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t c = i + 1; c < n; ++c) b[i] -= a[i][c] * b[c];
    b[i] /= a[i][i];
  }
  return b;
}

Vector NewtonStep(const Vector& theta, const std::vector<Example>& examples, double penalty) {
  Vector gradient(theta.size());
  Matrix hessian(theta.size(), Vector(theta.size()));
  for (const Example& example : examples) Accumulate(theta, example, &gradient, &hessian);
  for (std::size_t i = 0; i < theta.size(); ++i) {
    hessian[i][i] += kTiny + (i == 0 ? 0 : penalty);
    if (i > 0) gradient[i] -= penalty * theta[i];
  }
  return Solve(std::move(hessian), std::move(gradient));
}

Vector Fit(const std::vector<Example>& examples, double penalty) {
  Vector theta(examples.front().features.size() + 1);
  double loss = Loss(theta, examples, penalty);
  for (int step = 0; step < kMaxSteps; ++step) {
    const Vector direction = NewtonStep(theta, examples, penalty);
    double scale = 1;
    Vector next = theta;
    double next_loss = loss;
    for (; scale > 1e-6; scale /= 2) {
      for (std::size_t i = 0; i < theta.size(); ++i) next[i] = theta[i] + scale * direction[i];
      next_loss = Loss(next, examples, penalty);
      if (next_loss < loss) break;
    }
    if (!(next_loss < loss - kTiny * std::abs(loss))) break;
    theta = next;
    loss = next_loss;
  }
  return theta;
}

}  // namespace

LogisticFit FitLogistic(const std::vector<Example>& examples, double penalty) {
  std::vector<Example> rest = examples;
  for (;;) {
    const Vector theta = Fit(rest, penalty);
    const auto worst = std::min_element(theta.begin() + 1, theta.end());
    if (worst == theta.end() || *worst >= 0) {
      return {theta[0], Vector(theta.begin() + 1, theta.end())};
    }
    // A feature that is always zero keeps the weight zero under the penalty.
    const auto dropped = static_cast<std::size_t>(worst - theta.begin() - 1);
    for (Example& example : rest) example.features[dropped] = 0;
  }
}

}  // namespace calque::training
