// From hits to features, to the summary, to the verdict.
#include "detector/scoring/verdict.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace calque::scoring {
namespace {

Hit HitOf(const std::string& entry, Strength strength, double gain,
          Family family = Family::kSynonym) {
  Hit hit;
  hit.entry = entry;
  hit.strength = strength;
  hit.family = family;
  hit.gain = gain;
  return hit;
}

SentenceReport SentenceOf(double fluency) {
  SentenceReport sentence;
  sentence.fluency = fluency;
  return sentence;
}

double Named(const DocumentFeatures& features, std::string_view name) {
  const auto at = std::find(kDocumentFeatures.begin(), kDocumentFeatures.end(), name);
  EXPECT_NE(at, kDocumentFeatures.end()) << name;
  return features.at(static_cast<std::size_t>(at - kDocumentFeatures.begin()));
}

double Named(const SentenceFeatures& features, std::string_view name) {
  const auto at = std::find(kSentenceFeatures.begin(), kSentenceFeatures.end(), name);
  EXPECT_NE(at, kSentenceFeatures.end()) << name;
  return features.at(static_cast<std::size_t>(at - kSentenceFeatures.begin()));
}

const std::vector<Hit>& SomeHits() {
  static const std::vector<Hit> hits = {
      HitOf("a", Strength::kStrong, 2), HitOf("b", Strength::kMedium, 1.5),
      HitOf("c", Strength::kMedium, 0.5, Family::kStructure), HitOf("d", Strength::kWeak, 4)};
  return hits;
}

TEST(VerdictTest, DocumentFeatures) {
  const std::vector<SentenceReport> sentences = {SentenceOf(0.01), SentenceOf(0.9), SentenceOf(0.5),
                                                 SentenceOf(0.049)};
  const auto features = FeaturesOf(2000, SomeHits(), sentences);
  EXPECT_DOUBLE_EQ(Named(features, "strong"), std::log1p(0.5));
  EXPECT_DOUBLE_EQ(Named(features, "medium"), std::log1p(1.0));
  EXPECT_DOUBLE_EQ(Named(features, "weak"), std::log1p(0.5));
  EXPECT_DOUBLE_EQ(Named(features, "structure"), std::log1p(0.5));
  EXPECT_DOUBLE_EQ(Named(features, "gain"), std::log1p(4.0));
  EXPECT_DOUBLE_EQ(Named(features, "distinct"), std::log1p(4.0));
  EXPECT_DOUBLE_EQ(Named(features, "unfluent"), 0.5);
}

TEST(VerdictTest, AnEntryCountsOnceWithItsBestGain) {
  std::vector<Hit> repeated = SomeHits();
  repeated.insert(repeated.begin(), HitOf("a", Strength::kStrong, 1));
  repeated.push_back(HitOf("d", Strength::kWeak, 3));
  EXPECT_EQ(FeaturesOf(2000, repeated, {}), FeaturesOf(2000, SomeHits(), {}));
}

TEST(VerdictTest, ALongTextIsAsDenseAsItsParts) {
  // The same entries again and again, as in a rewritten book.
  std::vector<Hit> hits;
  constexpr std::size_t kParts = 50;
  for (std::size_t part = 0; part < kParts; ++part) {
    for (Hit hit : SomeHits()) {
      hit.span = {part * 8192 + 10, part * 8192 + 20};
      hits.push_back(hit);
    }
  }
  const auto once = FeaturesOf(1400, SomeHits(), {});
  const auto often = FeaturesOf(kParts * 1400, hits, {});
  for (const std::string_view name : {"strong", "medium", "weak", "structure", "gain"}) {
    EXPECT_NEAR(Named(once, name), Named(often, name), 1e-9) << name;
  }
  EXPECT_DOUBLE_EQ(Named(once, "distinct"), Named(often, "distinct"));
}

TEST(VerdictTest, ShortTextsAreNotDense) {
  const std::vector<Hit> one = {HitOf("a", Strength::kStrong, 2)};
  EXPECT_EQ(FeaturesOf(0, one, {}), FeaturesOf(150, one, {}));
  EXPECT_EQ(FeaturesOf(10, one, {}), FeaturesOf(150, one, {}));
  EXPECT_GT(Named(FeaturesOf(150, one, {}), "strong"), Named(FeaturesOf(151, one, {}), "strong"));
}

TEST(VerdictTest, EmptyTextsHaveFiniteFeatures) {
  for (const double feature : FeaturesOf(0, {}, {})) EXPECT_TRUE(std::isfinite(feature));
  for (const double feature : FeaturesOf(SentenceOf(0.5), {})) EXPECT_TRUE(std::isfinite(feature));
}

TEST(VerdictTest, SentenceFeatures) {
  const auto features = FeaturesOf(SentenceOf(0.25), SomeHits());
  EXPECT_DOUBLE_EQ(Named(features, "strong"), 1);
  EXPECT_DOUBLE_EQ(Named(features, "medium"), 2);
  EXPECT_DOUBLE_EQ(Named(features, "weak"), 1);
  EXPECT_DOUBLE_EQ(Named(features, "gain"), std::log1p(8.0));
  EXPECT_DOUBLE_EQ(Named(features, "unfluent"), 0.75);
  const std::vector<Hit> many(10, HitOf("a", Strength::kStrong, -2));
  EXPECT_DOUBLE_EQ(Named(FeaturesOf(SentenceOf(0), many), "strong"), 3);
  EXPECT_DOUBLE_EQ(Named(FeaturesOf(SentenceOf(0), many), "gain"), 0);
}

TEST(VerdictTest, Summary) {
  std::vector<Hit> hits = SomeHits();
  hits.push_back(HitOf("a", Strength::kStrong, 1));
  const std::vector<SentenceReport> sentences = {SentenceOf(0.9), SentenceOf(0.1), SentenceOf(0.4)};
  const Evidence evidence = Summarise(500, hits, sentences);
  EXPECT_EQ(evidence.hits, 5u);
  EXPECT_EQ(evidence.distinct, 4u);
  EXPECT_DOUBLE_EQ(evidence.hits_per_1000, 10);
  EXPECT_DOUBLE_EQ(evidence.gain_per_1000, 18);
  EXPECT_DOUBLE_EQ(evidence.fluency, 0.4);
  EXPECT_FALSE(evidence.translationese.has_value());
}

TEST(VerdictTest, SummaryOfNothing) {
  const Evidence evidence = Summarise(0, {}, {});
  EXPECT_EQ(evidence.hits, 0u);
  EXPECT_EQ(evidence.distinct, 0u);
  EXPECT_DOUBLE_EQ(evidence.hits_per_1000, 0);
  EXPECT_DOUBLE_EQ(evidence.fluency, 0);
}

Calibration Limits() {
  Calibration calibration;
  calibration.modes = {Thresholds{0.6, 0.9}, Thresholds{0.5, 0.8}, Thresholds{0.3, 0.5}};
  calibration.insufficient_always = 20;
  calibration.insufficient_clean = 80;
  calibration.minimum_distinct = 3;
  calibration.rewritten_distinct = 3;
  calibration.rewritten_rate = 4;
  return calibration;
}

struct Case {
  Mode mode;
  double probability;
  std::size_t words;
  std::size_t distinct;
  Verdict expected;
};

constexpr Case kCases[] = {
    // Thresholds are reached, not passed.
    {Mode::kStrict, 0.9, 500, 3, Verdict::kArtifact},
    {Mode::kStrict, 0.8999, 500, 3, Verdict::kSuspect},
    {Mode::kStrict, 0.6, 500, 3, Verdict::kSuspect},
    {Mode::kStrict, 0.5999, 500, 3, Verdict::kClean},
    {Mode::kStrict, 0, 500, 0, Verdict::kClean},
    // The modes have their own.
    {Mode::kBalanced, 0.85, 500, 3, Verdict::kArtifact},
    {Mode::kBalanced, 0.55, 500, 3, Verdict::kSuspect},
    {Mode::kSensitive, 0.55, 500, 3, Verdict::kArtifact},
    {Mode::kSensitive, 0.35, 500, 3, Verdict::kSuspect},
    {Mode::kSensitive, 0.25, 500, 3, Verdict::kClean},
    // One hit never convicts, two make a suspect.
    {Mode::kStrict, 1, 500, 0, Verdict::kClean},
    {Mode::kStrict, 1, 500, 1, Verdict::kClean},
    {Mode::kSensitive, 1, 500, 1, Verdict::kClean},
    {Mode::kStrict, 1, 500, 2, Verdict::kSuspect},
    {Mode::kStrict, 1, 500, 3, Verdict::kArtifact},
    // Too short to tell.
    {Mode::kStrict, 1, 19, 9, Verdict::kInsufficient},
    {Mode::kStrict, 1, 0, 0, Verdict::kInsufficient},
    {Mode::kStrict, 1, 20, 9, Verdict::kArtifact},
    {Mode::kStrict, 0.7, 79, 9, Verdict::kSuspect},
    {Mode::kStrict, 0.1, 79, 0, Verdict::kInsufficient},
    {Mode::kStrict, 1, 79, 1, Verdict::kInsufficient},
    {Mode::kStrict, 0.1, 80, 0, Verdict::kClean},
};

TEST(VerdictTest, TheTermsOfAnExplanationSumUpToTheLogit) {
  Calibration calibration;
  calibration.document.bias = -4;
  for (std::size_t i = 0; i < calibration.document.weights.size(); ++i) {
    calibration.document.weights[i] = static_cast<double>(i) - 1;
  }
  const DocumentFeatures features = FeaturesOf(200, SomeHits(), {});
  const std::vector<EvidenceTerm> terms = Explain(calibration, features);
  ASSERT_FALSE(terms.empty());
  EXPECT_STREQ(terms.front().name, "prior");
  double logit = 0;
  for (const EvidenceTerm& term : terms) {
    EXPECT_NE(term.log_odds, 0) << term.name;
    logit += term.log_odds;
  }
  EXPECT_NEAR(1 / (1 + std::exp(-logit)), calibration.document.Probability(features), 1e-12);
}

TEST(VerdictTest, Decide) {
  const Calibration calibration = Limits();
  for (const Case& c : kCases) {
    EXPECT_EQ(Decide(calibration, c.mode, c.probability, c.words, c.distinct), c.expected)
        << ModeName(c.mode) << ", probability " << c.probability << ", words " << c.words
        << ", distinct " << c.distinct;
  }
}

TEST(VerdictTest, ManyDifferentTellingHitsShowRewriting) {
  const Calibration calibration = Limits();
  EXPECT_TRUE(ShowsRewriting(calibration, 500, SomeHits()));
  EXPECT_TRUE(ShowsRewriting(calibration, 750, SomeHits()));
  EXPECT_FALSE(ShowsRewriting(calibration, 751, SomeHits()));
  EXPECT_FALSE(ShowsRewriting(calibration, 500, {}));
  // Weak entries and repetitions do not count.
  std::vector<Hit> hits(9, HitOf("a", Strength::kStrong, 1));
  EXPECT_FALSE(ShowsRewriting(calibration, 500, hits));
  for (const char* entry : {"b", "c", "d"}) hits.push_back(HitOf(entry, Strength::kWeak, 1));
  EXPECT_FALSE(ShowsRewriting(calibration, 500, hits));
  for (const char* entry : {"e", "f"}) hits.push_back(HitOf(entry, Strength::kMedium, 1));
  EXPECT_TRUE(ShowsRewriting(calibration, 500, hits));
}

}  // namespace
}  // namespace calque::scoring
