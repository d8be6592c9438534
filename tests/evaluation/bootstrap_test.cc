// The bootstrap against its definition: every replicate written out as lists in which
// a unit's texts stand as often as it was drawn.
#include "detector/evaluation/bootstrap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace calque::evaluation {
namespace {

using Scores = std::vector<Scored>;

std::vector<double> Drawn(const Scores& scores, std::uint64_t seed, std::size_t replicate) {
  std::vector<double> drawn;
  for (const Scored& scored : scores) {
    drawn.insert(drawn.end(), DrawCount(seed, replicate, scored.unit), scored.score);
  }
  return drawn;
}

RankIntervals SlowIntervals(const Scores& honest, const Scores& machine,
                            const BootstrapOptions& options) {
  std::vector<double> areas;
  std::array<std::vector<double>, kFalseAlarmRates.size()> recalls;
  for (std::size_t replicate = 0; replicate < options.replicates; ++replicate) {
    const std::vector<double> negatives = Drawn(honest, options.seed, replicate);
    const std::vector<double> positives = Drawn(machine, options.seed, replicate);
    if (negatives.empty() || positives.empty()) continue;
    areas.push_back(AreaUnderCurve(positives, negatives));
    for (std::size_t r = 0; r < recalls.size(); ++r) {
      recalls[r].push_back(RecallAt(kFalseAlarmRates[r], positives, negatives));
    }
  }
  RankIntervals intervals;
  if (areas.empty()) return intervals;
  intervals.area = {Percentile(areas, 0.025), Percentile(areas, 0.975)};
  for (std::size_t r = 0; r < recalls.size(); ++r) {
    intervals.recall[r] = {Percentile(recalls[r], 0.025), Percentile(recalls[r], 0.975)};
  }
  return intervals;
}

Scores RandomScores(std::size_t size, std::size_t distinct, double lift, std::size_t units,
                    std::mt19937_64* random) {
  Scores scores(size);
  for (Scored& scored : scores) {
    scored.score = static_cast<double>((*random)() % distinct) / static_cast<double>(distinct);
    scored.score += lift;
    scored.unit = (*random)() % units;
  }
  return scores;
}

void ExpectNear(const Interval& a, const Interval& b) {
  EXPECT_NEAR(a.low, b.low, 1e-12);
  EXPECT_NEAR(a.high, b.high, 1e-12);
}

TEST(BootstrapTest, IntervalsAreThoseOfReplicatesWrittenOut) {
  std::mt19937_64 random(1979);
  for (int round = 0; round < 12; ++round) {
    const std::size_t distinct = round % 2 == 0 ? 8 : 100'000;
    const std::size_t units = round % 3 == 0 ? 3 : 90;
    const Scores honest = RandomScores(random() % 400, distinct, 0, units, &random);
    const std::vector<Scores> strata = {RandomScores(60, distinct, 0.4, units, &random),
                                        RandomScores(1, distinct, 0.9, units, &random),
                                        {}};
    const BootstrapOptions options{60, static_cast<std::uint64_t>(round)};
    const std::vector<RankIntervals> fast = RankFigures(honest, strata, options);
    ASSERT_EQ(fast.size(), strata.size());
    for (std::size_t s = 0; s < strata.size(); ++s) {
      const RankIntervals slow = SlowIntervals(honest, strata[s], options);
      ExpectNear(fast[s].area, slow.area);
      for (std::size_t r = 0; r < slow.recall.size(); ++r) {
        ExpectNear(fast[s].recall[r], slow.recall[r]);
      }
    }
  }
}

TEST(BootstrapTest, OrderOfTheTextsDoesNotMatterButTheSeedDoes) {
  std::mt19937_64 random(7);
  Scores honest = RandomScores(300, 1000, 0, 40, &random);
  Scores machine = RandomScores(80, 1000, 0.2, 40, &random);
  const RankIntervals before = RankFigures(honest, {machine}, {100, 5})[0];
  std::shuffle(honest.begin(), honest.end(), random);
  std::shuffle(machine.begin(), machine.end(), random);
  const RankIntervals after = RankFigures(honest, {machine}, {100, 5})[0];
  EXPECT_EQ(before.area.low, after.area.low);
  EXPECT_EQ(before.area.high, after.area.high);
  EXPECT_NE(before.area.low, RankFigures(honest, {machine}, {100, 6})[0].area.low);
}

TEST(BootstrapTest, CountsAreThoseOfPoisson) {
  constexpr std::size_t kDraws = 400'000;
  std::array<std::size_t, 12> seen{};
  for (std::size_t i = 0; i < kDraws; ++i) ++seen[DrawCount(3, i % 400, 1000 + i / 400)];
  double probability = std::exp(-1.0);
  for (std::size_t k = 0; k < 7; ++k) {
    const double expected = probability * kDraws;
    EXPECT_NEAR(static_cast<double>(seen[k]), expected, 5 * std::sqrt(expected)) << k;
    probability /= static_cast<double>(k + 1);
  }
}

// Texts of one unit stand and fall together, so fewer units give wider intervals.
TEST(BootstrapTest, TiedTextsWidenTheInterval) {
  std::vector<Part> tied;
  std::vector<Part> free;
  for (std::uint64_t i = 0; i < 400; ++i) {
    const double success = (i / 40) % 2 == 0 ? 1 : 0;
    tied.push_back({success, 1, i / 40});
    free.push_back({success, 1, i});
  }
  const Interval wide = ShareInterval(tied, {500, 1});
  const Interval narrow = ShareInterval(free, {500, 1});
  EXPECT_LT(wide.low, narrow.low - 0.1);
  EXPECT_GT(wide.high, narrow.high + 0.1);
  // For independent trials it is about that of the normal approximation.
  EXPECT_NEAR(narrow.low, 0.5 - 1.96 * 0.5 / 20, 0.02);
  EXPECT_NEAR(narrow.high, 0.5 + 1.96 * 0.5 / 20, 0.02);
}

}  // namespace
}  // namespace calque::evaluation
