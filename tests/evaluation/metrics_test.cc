// The figures of the quality protocol against their definitions, counted out.
#include "detector/evaluation/metrics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace calque::evaluation {
namespace {

using Scores = std::vector<double>;

// All pairs.
double SlowArea(const Scores& positives, const Scores& negatives) {
  if (positives.empty() || negatives.empty()) return 0.5;
  double wins = 0;
  for (const double p : positives) {
    for (const double n : negatives) wins += p > n ? 1.0 : p == n ? 0.5 : 0.0;
  }
  return wins / static_cast<double>(positives.size() * negatives.size());
}

// Tries every score as the threshold. The rate is per 10,000, so that what is
// allowed can be counted in whole numbers.
double SlowRecall(std::size_t per_10000, const Scores& positives, const Scores& negatives) {
  Scores thresholds = positives;
  thresholds.insert(thresholds.end(), negatives.begin(), negatives.end());
  std::size_t best = 0;
  for (const double threshold : thresholds) {
    const auto reaches = [&](double score) { return score >= threshold; };
    const auto alarms =
        static_cast<std::size_t>(std::count_if(negatives.begin(), negatives.end(), reaches));
    if (alarms * 10000 > per_10000 * negatives.size()) continue;
    const auto found =
        static_cast<std::size_t>(std::count_if(positives.begin(), positives.end(), reaches));
    best = std::max(best, found);
  }
  return positives.empty() ? 0 : static_cast<double>(best) / static_cast<double>(positives.size());
}

// The smallest value that enough values do not exceed.
double SlowPercentile(const Scores& values, std::size_t percent) {
  if (values.empty()) return 0;
  double best = *std::max_element(values.begin(), values.end());
  for (const double value : values) {
    const auto below = static_cast<std::size_t>(
        std::count_if(values.begin(), values.end(), [&](double other) { return other <= value; }));
    if (below * 100 >= percent * values.size()) best = std::min(best, value);
  }
  return best;
}

// `distinct` small: many ties.
Scores RandomScores(std::size_t size, std::size_t distinct, std::mt19937_64* random) {
  Scores scores(size);
  for (double& score : scores) {
    score = static_cast<double>((*random)() % distinct) / static_cast<double>(distinct);
  }
  return scores;
}

TEST(MetricsTest, AreaByHand) {
  EXPECT_EQ(AreaUnderCurve({}, {}), 0.5);
  EXPECT_EQ(AreaUnderCurve({0.9}, {}), 0.5);
  EXPECT_EQ(AreaUnderCurve({}, {0.1}), 0.5);
  EXPECT_EQ(AreaUnderCurve({0.9, 0.8}, {0.1, 0.2}), 1);
  EXPECT_EQ(AreaUnderCurve({0.1, 0.2}, {0.9, 0.8}), 0);
  EXPECT_EQ(AreaUnderCurve({0.5, 0.5}, {0.5}), 0.5);
  EXPECT_EQ(AreaUnderCurve({0.3, 0.7}, {0.5, 0.1}), 0.75);
}

TEST(MetricsTest, RecallByHand) {
  EXPECT_EQ(RecallAt(0.01, {}, {0.1}), 0);
  EXPECT_EQ(RecallAt(0.01, {0.1, 0.2}, {}), 1);
  // One false alarm in two is allowed: the threshold may sink to just above 0.4.
  EXPECT_EQ(RecallAt(0.5, {0.4, 0.5, 0.8}, {0.4, 0.6}), 2.0 / 3);
  // None is allowed, and a tie with an honest text is an alarm.
  EXPECT_EQ(RecallAt(0.01, {0.6, 0.7}, {0.6, 0.1}), 0.5);
  EXPECT_EQ(RecallAt(1, {0, 0}, {0.6, 0.1}), 1);
}

TEST(MetricsTest, PercentileByHand) {
  EXPECT_EQ(Percentile({}, 0.5), 0);
  EXPECT_EQ(Percentile({7}, 0), 7);
  EXPECT_EQ(Percentile({7}, 1), 7);
  EXPECT_EQ(Percentile({3, 1, 2}, 0.5), 2);
  EXPECT_EQ(Percentile({4, 1, 3, 2}, 0.5), 2);
  EXPECT_EQ(Percentile({4, 1, 3, 2}, 0.51), 3);
  EXPECT_EQ(Percentile({4, 1, 3, 2}, 1), 4);
}

TEST(MetricsTest, RandomScoresAgreeWithTheDefinitions) {
  std::mt19937_64 random(1947);
  for (int round = 0; round < 400; ++round) {
    const std::size_t distinct = round % 3 == 0 ? 3 : round % 3 == 1 ? 20 : 1'000'000;
    const Scores positives = RandomScores(random() % 60, distinct, &random);
    const Scores negatives = RandomScores(random() % 130, distinct, &random);
    ASSERT_NEAR(AreaUnderCurve(positives, negatives), SlowArea(positives, negatives), 1e-12);
    ASSERT_NEAR(AreaUnderCurve(positives, negatives) + AreaUnderCurve(negatives, positives), 1,
                1e-12);
    for (const std::size_t rate : {1U, 10U, 100U, 500U, 1000U, 5000U, 10000U}) {
      ASSERT_EQ(RecallAt(static_cast<double>(rate) / 10000, positives, negatives),
                SlowRecall(rate, positives, negatives))
          << rate << " in 10,000 of " << negatives.size();
    }
    for (const std::size_t percent : {0U, 1U, 10U, 50U, 90U, 99U, 100U}) {
      ASSERT_EQ(Percentile(positives, static_cast<double>(percent) / 100),
                SlowPercentile(positives, percent))
          << percent << " % of " << positives.size();
    }
  }
}

// Where rate times size is a whole number, rounding must not move the threshold.
TEST(MetricsTest, WholeNumbersOfAlarmsAreCountedExactly) {
  for (std::size_t size = 100; size <= 30'000; size += 100) {
    Scores negatives(size);
    for (std::size_t i = 0; i < size; ++i) negatives[i] = static_cast<double>(i);
    const std::size_t allowed = size / 100;
    const auto edge = static_cast<double>(size - allowed);
    // Just above the edge `allowed` honest texts are reached, on it one more.
    ASSERT_EQ(RecallAt(0.01, {edge - 0.5}, negatives), 1) << size;
    ASSERT_EQ(RecallAt(0.01, {edge - 1}, negatives), 0) << size;
    ASSERT_EQ(Percentile(negatives, 0.99), edge - 1) << size;
    ASSERT_EQ(Percentile(negatives, 0.5), static_cast<double>(size / 2 - 1)) << size;
  }
}

// The bounds are the shares from which the observed one is 1.96 standard errors away.
TEST(MetricsTest, WilsonBoundsSolveTheirEquation) {
  constexpr double kZ = 1.959963984540054;
  for (std::size_t trials = 1; trials < 60; ++trials) {
    for (std::size_t successes = 0; successes <= trials; ++successes) {
      const Interval interval = WilsonInterval(successes, trials);
      const auto n = static_cast<double>(trials);
      const double share = static_cast<double>(successes) / n;
      for (const double bound : {interval.low, interval.high}) {
        const double distance = share - bound;
        ASSERT_NEAR(distance * distance, kZ * kZ * bound * (1 - bound) / n, 1e-12);
      }
      ASSERT_LE(interval.low, share);
      ASSERT_GE(interval.high, share);
    }
  }
  EXPECT_NEAR(WilsonInterval(0, 1000).high, 0.003827, 1e-6);
  EXPECT_EQ(WilsonInterval(0, 0).low, 0);
  EXPECT_EQ(WilsonInterval(0, 0).high, 1);
}

TEST(MetricsTest, ReliabilityByHand) {
  EXPECT_EQ(BrierScore({}), 0);
  EXPECT_EQ(CalibrationError(Reliability({})), 0);
  const std::vector<Prediction> predictions = {
      {0.0, false, 3}, {0.05, true, 1}, {0.35, false, 2}, {0.39, true, 2}, {1.0, true, 2}};
  EXPECT_NEAR(BrierScore(predictions),
              (3 * 0 + 0.95 * 0.95 + 2 * 0.35 * 0.35 + 2 * 0.61 * 0.61 + 0) / 10, 1e-12);
  const auto bins = Reliability(predictions);
  EXPECT_EQ(bins[0].texts, 2U);
  EXPECT_NEAR(bins[0].said, 0.05 / 4, 1e-12);
  EXPECT_NEAR(bins[0].machine, 0.25, 1e-12);
  EXPECT_NEAR(bins[3].said, 0.37, 1e-12);
  EXPECT_NEAR(bins[3].machine, 0.5, 1e-12);
  EXPECT_EQ(bins[9].texts, 1U);
  EXPECT_EQ(bins[5].texts, 0U);
  EXPECT_NEAR(CalibrationError(bins), (4 * (0.25 - 0.0125) + 4 * 0.13) / 10, 1e-12);
}

// Who says what is true in the long run has no calibration error.
TEST(MetricsTest, TrueProbabilitiesAreCalibrated) {
  std::mt19937_64 random(1950);
  std::vector<Prediction> predictions;
  for (int i = 0; i < 200'000; ++i) {
    const double p = static_cast<double>(random() >> 11) * 0x1p-53;
    const double draw = static_cast<double>(random() >> 11) * 0x1p-53;
    predictions.push_back({p, draw < p, 1});
  }
  EXPECT_LT(CalibrationError(Reliability(predictions)), 0.01);
  EXPECT_NEAR(BrierScore(predictions), 1.0 / 6, 0.005);
}

}  // namespace
}  // namespace calque::evaluation
