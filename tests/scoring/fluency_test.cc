// Which tokens count, which bin a sentence belongs to, and percentiles between quantiles.
#include "detector/scoring/fluency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/lm/table_builder.h"
#include "detector/text/segmenter.h"
#include "tests/lm/aligned_section.h"

namespace calque::scoring {
namespace {

constexpr lm::WordScore kKnown{-1, 2, false};
constexpr lm::WordScore kUnknown{-6, 0, true};

SentenceScore Score(std::string_view text, std::vector<lm::WordScore> scores) {
  const text::SegmentedText block = text::SegmentAll(text);
  EXPECT_EQ(block.sentences.size(), 1u);
  EXPECT_EQ(block.tokens.size(), scores.size()) << text;
  scores.push_back({-50, 1, false});  // the end of the sentence does not count
  const std::vector<float> alone(block.tokens.size(), -2);
  std::vector<std::uint32_t> unknown;
  return ScoreOf(block, block.sentences[0], scores, alone, &unknown);
}

TEST(FluencyTest, TheMeanOfWhatContextTells) {
  const SentenceScore score =
      Score("we met him .", {{-1.5, 1, false}, {-2, 1, false}, {-4.5, 2, false}, {-2, 3, false}});
  EXPECT_EQ(score.tokens, 4u);
  EXPECT_DOUBLE_EQ(score.mean_score, (0.5 + 0 - 2.5 + 0) / 4);
  EXPECT_DOUBLE_EQ(score.make_up[0], -2);
  EXPECT_DOUBLE_EQ(score.make_up[1], 0.25);
}

TEST(FluencyTest, AFixedPhraseCannotBuyOffAWord) {
  const SentenceScore score = Score("we met", {{-0.01f, 1, false}, {-4, 1, false}});
  EXPECT_DOUBLE_EQ(score.mean_score, (kScoreCap - 2) / 2);
}

TEST(FluencyTest, UnknownWordsCountUnlessTheyAreNames) {
  EXPECT_EQ(Score("we blorf", {kKnown, kUnknown}).tokens, 2u);
  EXPECT_DOUBLE_EQ(Score("we blorf", {kKnown, kUnknown}).mean_score, (1 - 4) / 2.0);
  EXPECT_EQ(Score("we Blorf", {kKnown, kUnknown}).tokens, 1u);
  EXPECT_DOUBLE_EQ(Score("we Blorf", {kKnown, kUnknown}).mean_score, 1);
  EXPECT_EQ(Score("we Toronto", {kKnown, kKnown}).tokens, 2u);
  // Where all is in capitals, a capital makes no name.
  EXPECT_EQ(Score("WE MET BLORF", {kKnown, kKnown, kUnknown}).tokens, 3u);
}

// The run with the lowest sum of kWeakestRun scores, by trying all.
std::pair<std::uint32_t, std::uint32_t> SlowWeakest(const std::vector<lm::WordScore>& scores) {
  const std::size_t size = std::min(kWeakestRun, scores.size());
  double lowest = 1e9;
  std::uint32_t best = 0;
  for (std::uint32_t i = 0; i + size <= scores.size(); ++i) {
    double sum = 0;
    for (std::size_t k = i; k < i + size; ++k) sum += std::min(scores[k].log10_prob + 2.0, 1.0);
    if (sum < lowest - 1e-9) {
      lowest = sum;
      best = i;
    }
  }
  return {best, best + static_cast<std::uint32_t>(size)};
}

TEST(FluencyTest, TheWeakestRunIsThatOfAllRuns) {
  std::mt19937_64 random(20261121);
  for (std::size_t length = 1; length < 40; ++length) {
    std::string text;
    std::vector<lm::WordScore> scores;
    for (std::size_t i = 0; i < length; ++i) {
      text += i == 0 ? "w" : " w";
      scores.push_back({-static_cast<float>(random() % 64) / 8, 1, false});
    }
    const SentenceScore score = Score(text, scores);
    const auto [begin, end] = SlowWeakest(scores);
    EXPECT_EQ(score.weakest_begin, begin) << length;
    EXPECT_EQ(score.weakest_end, end) << length;
  }
}

TEST(FluencyTest, TheWeakestRunSkipsWhatDoesNotCount) {
  // "we met 12 12 12 Blorf him": the run is of the three that count.
  const SentenceScore score =
      Score("we met 12 12 12 Blorf him",
            {kKnown, kKnown, kUnknown, kUnknown, kUnknown, kUnknown, {-4, 1, false}});
  EXPECT_EQ(score.weakest_begin, 0u);
  EXPECT_EQ(score.weakest_end, 7u);
}

TEST(FluencyTest, NumbersAndAddressesAreLeftOut) {
  EXPECT_EQ(
      Score("we met 12 and 1,494 men", {kKnown, kKnown, kKnown, kKnown, kUnknown, kKnown}).tokens,
      4u);
  EXPECT_EQ(Score("see www.example.org now", {kKnown, kKnown, kKnown}).tokens, 2u);
}

TEST(FluencyTest, NothingThatCounts) {
  const SentenceScore score = Score("12 Blorf", {kKnown, kUnknown});
  EXPECT_EQ(score.tokens, 0u);
  EXPECT_DOUBLE_EQ(score.mean_score, 0);
  EXPECT_EQ(score.weakest_begin, score.weakest_end);
  EXPECT_DOUBLE_EQ(Fluency(Calibration{}, score), 0.5);
}

TEST(FluencyTest, ASentenceInsideABlock) {
  const text::SegmentedText block = text::SegmentAll("One two. Three four five.");
  ASSERT_EQ(block.sentences.size(), 2u);
  const std::vector<lm::WordScore> scores(block.sentences[1].end - block.sentences[1].begin + 1,
                                          {-3, 1, false});
  const std::vector<float> alone(scores.size() - 1, -2);
  std::vector<std::uint32_t> unknown = {7};
  const SentenceScore score = ScoreOf(block, block.sentences[1], scores, alone, &unknown);
  EXPECT_TRUE(unknown.empty());
  EXPECT_EQ(score.tokens, 4u);
  EXPECT_EQ(score.weakest_begin, block.sentences[1].begin);
  EXPECT_EQ(score.weakest_end, block.sentences[1].end);
}

TEST(FluencyTest, Bins) {
  const std::pair<std::size_t, std::size_t> cases[] = {{0, 0},  {1, 0},  {6, 0},   {7, 1},
                                                       {12, 1}, {13, 2}, {20, 2},  {21, 3},
                                                       {32, 3}, {33, 4}, {5000, 4}};
  for (const auto& [tokens, bin] : cases) EXPECT_EQ(FluencyBin(tokens), bin) << tokens;
}

// Quantile i of bin b is i - 100 (b + 1).
Calibration Steps() {
  Calibration calibration;
  for (std::size_t b = 0; b < calibration.fluency.size(); ++b) {
    for (std::size_t i = 0; i < kFluencyQuantiles; ++i) {
      calibration.fluency[b][i] = static_cast<double>(i) - 100 * static_cast<double>(b + 1);
    }
  }
  return calibration;
}

TEST(FluencyTest, PercentilesAreInterpolated) {
  const Calibration calibration = Steps();
  const std::pair<double, double> cases[] = {
      {-1000, 0}, {-100.001, 0},        {-100, 0},          {-99.5, 0.5 / 32}, {-99, 1.0 / 32},
      {-84, 0.5}, {-83.75, 16.25 / 32}, {-68.5, 31.5 / 32}, {-68, 1},          {-1, 1}};
  for (const auto& [mean, percentile] : cases) {
    EXPECT_DOUBLE_EQ(Fluency(calibration, {mean, 5}), percentile) << mean;
  }
}

TEST(FluencyTest, WhatTheMakeUpExplainsIsSubtracted) {
  Calibration calibration = Steps();
  calibration.usual.bias = 50;
  calibration.usual.weights[3] = -10;
  SentenceScore score{-84 + 50 - 5, 5};
  score.make_up[3] = 0.5;
  EXPECT_DOUBLE_EQ(Unusual(calibration, score), -84);
  EXPECT_DOUBLE_EQ(Fluency(calibration, score), 0.5);
}

TEST(FluencyTest, EveryLengthHasItsOwnQuantiles) {
  const Calibration calibration = Steps();
  const std::size_t tokens[] = {6, 12, 20, 32, 33};
  for (std::size_t b = 0; b < 5; ++b) {
    const double middle = 16 - 100 * static_cast<double>(b + 1);
    EXPECT_DOUBLE_EQ(Fluency(calibration, {middle, tokens[b]}), 0.5) << tokens[b];
  }
}

TEST(FluencyTest, EqualQuantilesAreNoDivisionByZero) {
  Calibration calibration;
  for (double& quantile : calibration.fluency[0]) quantile = -2;
  EXPECT_DOUBLE_EQ(Fluency(calibration, {-2.5, 5}), 0);
  EXPECT_DOUBLE_EQ(Fluency(calibration, {-2, 5}), 1);
  EXPECT_DOUBLE_EQ(Fluency(calibration, {-1, 5}), 1);
  calibration.fluency[0][kFluencyQuantiles - 1] = -1;
  EXPECT_DOUBLE_EQ(Fluency(calibration, {-2, 5}), 31.0 / 32);
  EXPECT_DOUBLE_EQ(Fluency(calibration, {-1.5, 5}), 31.5 / 32);
}

TEST(FluencyTest, PercentilesGrowWithTheScore) {
  const Calibration calibration = Steps();
  double last = 0;
  for (double mean = -110; mean < -60; mean += 0.1) {
    const double percentile = Fluency(calibration, {mean, 5});
    EXPECT_GE(percentile, last);
    EXPECT_LE(percentile, 1);
    last = percentile;
  }
  EXPECT_EQ(last, 1);
}

}  // namespace
}  // namespace calque::scoring
