// Fits that are known beforehand.
#include "detector/training/logistic_regression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace calque::training {
namespace {

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// Examples whose classes are drawn with the given bias and weights.
std::vector<Example> Drawn(double bias, const std::vector<double>& weights, std::size_t count) {
  std::mt19937_64 random(20261121);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<Example> examples;
  for (std::size_t i = 0; i < count; ++i) {
    Example example;
    double logit = bias;
    for (const double weight : weights) {
      example.features.push_back(normal(random));
      logit += weight * example.features.back();
    }
    example.positive = uniform(random) < Sigmoid(logit);
    examples.push_back(example);
  }
  return examples;
}

// The gradient of the penalised objective; zero at its maximum.
std::vector<double> Gradient(const std::vector<Example>& examples, const LogisticFit& fit,
                             double penalty) {
  std::vector<double> gradient(fit.weights.size() + 1);
  for (const Example& example : examples) {
    double logit = fit.bias;
    for (std::size_t i = 0; i < fit.weights.size(); ++i) {
      logit += fit.weights[i] * example.features[i];
    }
    const double residual = example.weight * ((example.positive ? 1 : 0) - Sigmoid(logit));
    gradient[0] += residual;
    for (std::size_t i = 0; i < fit.weights.size(); ++i) {
      gradient[i + 1] += residual * example.features[i];
    }
  }
  for (std::size_t i = 0; i < fit.weights.size(); ++i) gradient[i + 1] -= penalty * fit.weights[i];
  return gradient;
}

TEST(LogisticRegressionTest, RecoversKnownWeights) {
  const LogisticFit fit = FitLogistic(Drawn(-1, {2, 0.5, 1}, 20'000), 1e-3);
  EXPECT_NEAR(fit.bias, -1, 0.1);
  ASSERT_EQ(fit.weights.size(), 3u);
  EXPECT_NEAR(fit.weights[0], 2, 0.1);
  EXPECT_NEAR(fit.weights[1], 0.5, 0.1);
  EXPECT_NEAR(fit.weights[2], 1, 0.1);
}

TEST(LogisticRegressionTest, TheBiasAloneIsTheLogOdds) {
  const std::vector<Example> examples = {{{0}, true, 3}, {{0}, false, 1}};
  const LogisticFit fit = FitLogistic(examples, 1);
  EXPECT_NEAR(fit.bias, std::log(3.0), 1e-4);
  EXPECT_NEAR(fit.weights[0], 0, 1e-9);
}

TEST(LogisticRegressionTest, TheGradientVanishes) {
  const std::vector<Example> examples = Drawn(0.5, {1, 2}, 500);
  for (const double penalty : {0.01, 1.0, 100.0}) {
    const LogisticFit fit = FitLogistic(examples, penalty);
    for (const double slope : Gradient(examples, fit, penalty)) EXPECT_NEAR(slope, 0, 0.05);
  }
}

TEST(LogisticRegressionTest, ThePenaltyShrinksTheWeights) {
  const std::vector<Example> examples = Drawn(0, {2}, 500);
  double last = 1e9;
  for (const double penalty : {0.0, 1.0, 10.0, 100.0, 10'000.0}) {
    const double weight = FitLogistic(examples, penalty).weights[0];
    EXPECT_LT(weight, last);
    EXPECT_GE(weight, 0);
    last = weight;
  }
}

TEST(LogisticRegressionTest, SeparableDataStaysFinite) {
  std::vector<Example> examples;
  for (int i = 1; i <= 20; ++i) {
    examples.push_back({{i * 100.0}, true, 1});
    examples.push_back({{i * -100.0}, false, 1});
  }
  for (const double penalty : {1e-6, 1.0}) {
    const LogisticFit fit = FitLogistic(examples, penalty);
    EXPECT_TRUE(std::isfinite(fit.bias));
    EXPECT_TRUE(std::isfinite(fit.weights[0]));
    EXPECT_GT(fit.weights[0], 0);
    EXPECT_GT(Sigmoid(fit.bias + 100 * fit.weights[0]), 0.9);
    EXPECT_LT(Sigmoid(fit.bias - 100 * fit.weights[0]), 0.1);
  }
}

TEST(LogisticRegressionTest, AFeatureThatIsAlwaysTheSameIsHarmless) {
  std::vector<Example> examples = Drawn(0, {1}, 500);
  const LogisticFit alone = FitLogistic(examples, 1);
  for (Example& example : examples) example.features.push_back(0);
  const LogisticFit with_zero = FitLogistic(examples, 1);
  EXPECT_NEAR(with_zero.weights[0], alone.weights[0], 1e-9);
  EXPECT_EQ(with_zero.weights[1], 0);
}

TEST(LogisticRegressionTest, AWeightIsAsManyExamples) {
  std::vector<Example> weighted = Drawn(0.3, {1, 0.5}, 200);
  std::vector<Example> repeated;
  for (std::size_t i = 0; i < weighted.size(); ++i) {
    repeated.insert(repeated.end(), 1 + i % 3, weighted[i]);
    weighted[i].weight = static_cast<double>(1 + i % 3);
  }
  const LogisticFit a = FitLogistic(weighted, 2);
  const LogisticFit b = FitLogistic(repeated, 2);
  EXPECT_NEAR(a.bias, b.bias, 1e-6);
  EXPECT_NEAR(a.weights[0], b.weights[0], 1e-6);
  EXPECT_NEAR(a.weights[1], b.weights[1], 1e-6);
}

TEST(LogisticRegressionTest, NoWeightIsNegative) {
  const std::vector<Example> examples = Drawn(0.2, {1, -2, 0.5}, 2000);
  const LogisticFit fit = FitLogistic(examples, 0.1);
  EXPECT_GT(fit.weights[0], 0.3);
  EXPECT_EQ(fit.weights[1], 0);
  EXPECT_GT(fit.weights[2], 0.1);
  // The others are fitted as if the feature were not there.
  std::vector<Example> without = examples;
  for (Example& example : without) example.features.erase(example.features.begin() + 1);
  const LogisticFit other = FitLogistic(without, 0.1);
  EXPECT_NEAR(fit.bias, other.bias, 1e-6);
  EXPECT_NEAR(fit.weights[0], other.weights[0], 1e-6);
  EXPECT_NEAR(fit.weights[2], other.weights[1], 1e-6);
}

TEST(LogisticRegressionTest, Deterministic) {
  const std::vector<Example> examples = Drawn(0, {1, 2}, 300);
  const LogisticFit a = FitLogistic(examples, 1);
  const LogisticFit b = FitLogistic(examples, 1);
  EXPECT_EQ(a.bias, b.bias);
  EXPECT_EQ(a.weights, b.weights);
}

}  // namespace
}  // namespace calque::training
