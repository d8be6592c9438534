// The fit finds a linear rule that the sentences follow, and quantiles of what is left.
#include "detector/training/fluency_fit.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <vector>

namespace calque::training {
namespace {

// Sentences whose score is 1 + sum (i/10) feature_i + noise; feature 5 is never there.
std::vector<CleanSentence> Sentences(std::size_t count, double noise) {
  std::mt19937_64 random(20261121);
  std::uniform_real_distribution<double> share(0, 1);
  std::vector<CleanSentence> sentences;
  for (std::size_t s = 0; s < count; ++s) {
    CleanSentence sentence;
    sentence.score.tokens = 3 + random() % 40;
    sentence.score.mean_score = 1 + noise * (share(random) - 0.5);
    for (std::size_t i = 0; i < sentence.score.make_up.size(); ++i) {
      if (i == 5) continue;
      sentence.score.make_up[i] = share(random);
      sentence.score.mean_score += static_cast<double>(i) / 10 * sentence.score.make_up[i];
    }
    sentences.push_back(sentence);
  }
  return sentences;
}

TEST(FluencyFitTest, FindsTheUsualScore) {
  scoring::Calibration calibration;
  FitFluency(Sentences(2000, 0.5), &calibration);
  EXPECT_NEAR(calibration.usual.bias, 1, 0.1);
  for (std::size_t i = 0; i < calibration.usual.weights.size(); ++i) {
    const double expected = i == 5 ? 0 : static_cast<double>(i) / 10;
    EXPECT_NEAR(calibration.usual.weights[i], expected, 0.06) << i;
  }
}

TEST(FluencyFitTest, PercentilesOfTheSentencesAreUniform) {
  scoring::Calibration calibration;
  const std::vector<CleanSentence> sentences = Sentences(3000, 1);
  FitFluency(sentences, &calibration);
  double sum = 0;
  std::size_t lowest = 0;
  for (const CleanSentence& sentence : sentences) {
    const double fluency = scoring::Fluency(calibration, sentence.score);
    sum += fluency;
    lowest += fluency < 0.25 ? 1 : 0;
  }
  EXPECT_NEAR(sum / 3000, 0.5, 0.01);
  EXPECT_NEAR(static_cast<double>(lowest) / 3000, 0.25, 0.02);
}

TEST(FluencyFitTest, WeightsCountLikeRepetition) {
  std::vector<CleanSentence> weighted = Sentences(60, 1);
  std::vector<CleanSentence> repeated = weighted;
  weighted[7].weight = 3;
  repeated.push_back(repeated[7]);
  repeated.push_back(repeated[7]);
  scoring::Calibration a;
  scoring::Calibration b;
  FitFluency(weighted, &a);
  FitFluency(repeated, &b);
  EXPECT_NEAR(a.usual.bias, b.usual.bias, 1e-6);
  for (std::size_t i = 0; i < a.usual.weights.size(); ++i) {
    EXPECT_NEAR(a.usual.weights[i], b.usual.weights[i], 1e-6);
  }
}

TEST(FluencyFitTest, NoSentencesChangeNoQuantile) {
  scoring::Calibration calibration;
  calibration.fluency[2][3] = 5;
  FitFluency({}, &calibration);
  EXPECT_EQ(calibration.fluency[2][3], 5);
  EXPECT_EQ(calibration.usual.bias, 0);
}

}  // namespace
}  // namespace calque::training
