// The sparse fit against slow dense gradient descent, and what a fit must be.
#include "detector/training/sparse_logistic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace calque::training {
namespace {

constexpr std::size_t kFeatures = 6;

struct Dense {
  std::vector<double> x;
  bool positive;
  double weight;
};

std::vector<Dense> Drawn(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<Dense> examples;
  for (int i = 0; i < 200; ++i) {
    Dense example = {std::vector<double>(kFeatures), false, 0.5 + uniform(random)};
    double logit = 0;
    for (std::size_t j = 0; j < kFeatures; ++j) {
      if (uniform(random) < 0.5) example.x[j] = static_cast<float>(uniform(random) * 3);
      logit += (static_cast<double>(j) - 2.5) * example.x[j];
    }
    example.positive = uniform(random) < 1 / (1 + std::exp(-logit));
    examples.push_back(example);
  }
  return examples;
}

SparseExamples SparseOf(const std::vector<Dense>& dense) {
  SparseExamples examples;
  for (const Dense& example : dense) {
    std::vector<SparseFeature> features;
    for (std::uint32_t j = 0; j < kFeatures; ++j) {
      if (example.x[j] != 0) features.push_back({j, static_cast<float>(example.x[j])});
    }
    examples.Add(features, example.positive, example.weight);
  }
  return examples;
}

// The slow reference: plain gradient descent with a small step, until nothing moves.
std::vector<double> Descend(const std::vector<Dense>& examples, double penalty) {
  std::vector<double> theta(kFeatures);
  for (int step = 0; step < 20'000; ++step) {
    std::vector<double> gradient(kFeatures);
    for (std::size_t j = 0; j < kFeatures; ++j) gradient[j] = penalty * theta[j];
    for (const Dense& example : examples) {
      double logit = 0;
      for (std::size_t j = 0; j < kFeatures; ++j) logit += theta[j] * example.x[j];
      const double error = 1 / (1 + std::exp(-logit)) - (example.positive ? 1 : 0);
      for (std::size_t j = 0; j < kFeatures; ++j) {
        gradient[j] += example.weight * error * example.x[j];
      }
    }
    for (std::size_t j = 0; j < kFeatures; ++j) theta[j] -= 0.002 * gradient[j];
  }
  return theta;
}

TEST(SparseLogisticTest, EqualsTheSlowFit) {
  for (const double penalty : {0.5, 5.0}) {
    const std::vector<Dense> dense = Drawn(20261121);
    SparseFitOptions options;
    options.penalty = penalty;
    options.tolerance = 1e-12;
    const auto fitted = FitSparseLogistic(SparseOf(dense), kFeatures, options);
    const auto expected = Descend(dense, penalty);
    for (std::size_t j = 0; j < kFeatures; ++j) {
      EXPECT_NEAR(fitted[j], expected[j], 1e-4) << "penalty " << penalty << ", feature " << j;
    }
  }
}

TEST(SparseLogisticTest, SeparatesWhatCanBeSeparated) {
  SparseExamples examples;
  const std::vector<SparseFeature> machine = {{0, 1.0f}, {2, 1.0f}};
  const std::vector<SparseFeature> person = {{1, 1.0f}, {2, 1.0f}};
  examples.Add(machine, true, 1);
  examples.Add(person, false, 1);
  const auto fitted = FitSparseLogistic(examples, 4, {.penalty = 0.01});
  EXPECT_GT(fitted[0], 1);
  EXPECT_NEAR(fitted[0], -fitted[1], 1e-6);
  EXPECT_NEAR(fitted[2], 0, 1e-6);
  EXPECT_EQ(fitted[3], 0);  // nobody has it
}

TEST(SparseLogisticTest, TheSameExamplesGiveTheSameBits) {
  const SparseExamples examples = SparseOf(Drawn(7));
  EXPECT_EQ(FitSparseLogistic(examples, kFeatures, {}), FitSparseLogistic(examples, kFeatures, {}));
}

TEST(SparseLogisticTest, NothingToLearnGivesNothing) {
  EXPECT_EQ(FitSparseLogistic(SparseExamples(), 2, {}), (std::vector<double>{0, 0}));
  EXPECT_TRUE(FitSparseLogistic(SparseExamples(), 0, {}).empty());
}

}  // namespace
}  // namespace calque::training
