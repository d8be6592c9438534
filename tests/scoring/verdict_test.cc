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

DocumentFeatures FeaturesOfHits(std::size_t words, const std::vector<Hit>& hits) {
  return FeaturesOf({.words = words, .hits = hits});
}

SentenceFeatures FeaturesOfSentence(double fluency, const std::vector<Hit>& hits,
                                    double substitutions) {
  SentenceReport sentence;
  sentence.fluency = fluency;
  return FeaturesOf(sentence, hits, substitutions);
}

TEST(VerdictTest, DocumentFeatures) {
  const std::vector<SentenceReport> sentences = {SentenceOf(0.01), SentenceOf(0.9), SentenceOf(0.5),
                                                 SentenceOf(0.049)};
  const auto features = FeaturesOf({.words = 2000,
                                    .hits = SomeHits(),
                                    .sentences = sentences,
                                    .contradictions = 4,
                                    .substitutions = 30,
                                    .translationese = 1050,
                                    .events = 2000});
  EXPECT_DOUBLE_EQ(Named(features, "strong"), std::log1p(0.5));
  EXPECT_DOUBLE_EQ(Named(features, "medium"), std::log1p(1.0));
  EXPECT_DOUBLE_EQ(Named(features, "weak"), std::log1p(0.5));
  EXPECT_DOUBLE_EQ(Named(features, "contradiction"), std::log1p(2.0));
  EXPECT_DOUBLE_EQ(Named(features, "substitution"), 1.5);
  EXPECT_DOUBLE_EQ(Named(features, "translationese"), 0.5);
  EXPECT_DOUBLE_EQ(Named(features, "unfluent"), 0.5);
}

TEST(VerdictTest, AnEntryCountsOnce) {
  std::vector<Hit> repeated = SomeHits();
  repeated.insert(repeated.begin(), HitOf("a", Strength::kStrong, 1));
  repeated.push_back(HitOf("d", Strength::kWeak, 3));
  EXPECT_EQ(FeaturesOfHits(2000, repeated), FeaturesOfHits(2000, SomeHits()));
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
  const auto once = FeaturesOfHits(1400, SomeHits());
  const auto often = FeaturesOfHits(kParts * 1400, hits);
  for (const std::string_view name : {"strong", "medium", "weak"}) {
    EXPECT_NEAR(Named(once, name), Named(often, name), 1e-9) << name;
  }
}

TEST(VerdictTest, ShortTextsAreNotDense) {
  const std::vector<Hit> one = {HitOf("a", Strength::kStrong, 2)};
  EXPECT_EQ(FeaturesOfHits(0, one), FeaturesOfHits(150, one));
  EXPECT_EQ(FeaturesOfHits(10, one), FeaturesOfHits(150, one));
  EXPECT_GT(Named(FeaturesOfHits(150, one), "strong"), Named(FeaturesOfHits(151, one), "strong"));
}

TEST(VerdictTest, AFewWordsTellLittleAboutTranslation) {
  // The same mean weight in both.
  const auto a_few = FeaturesOf({.words = 9, .translationese = 20, .events = 10});
  const auto many = FeaturesOf({.words = 900, .translationese = 2000, .events = 1000});
  EXPECT_LT(5 * Named(a_few, "translationese"), Named(many, "translationese"));
}

TEST(VerdictTest, EmptyTextsHaveFiniteFeatures) {
  for (const double feature : FeaturesOf(TextEvidence{})) EXPECT_TRUE(std::isfinite(feature));
  for (const double feature : FeaturesOfSentence(0.5, {}, 0)) EXPECT_TRUE(std::isfinite(feature));
}

TEST(VerdictTest, SentenceFeatures) {
  const auto features = FeaturesOfSentence(0.25, SomeHits(), 4);
  EXPECT_DOUBLE_EQ(Named(features, "strong"), 1);
  EXPECT_DOUBLE_EQ(Named(features, "medium"), 2);
  EXPECT_DOUBLE_EQ(Named(features, "weak"), 1);
  EXPECT_DOUBLE_EQ(Named(features, "substitution"), 4);
  EXPECT_DOUBLE_EQ(Named(features, "unfluent"), 0.75);
  const std::vector<Hit> many(10, HitOf("a", Strength::kStrong, 2));
  EXPECT_DOUBLE_EQ(Named(FeaturesOfSentence(0, many, 0), "strong"), 3);
  EXPECT_DOUBLE_EQ(Named(FeaturesOfSentence(0, many, 99), "substitution"), 10);
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

// One cause, whose logit is that of "strong" as long as nothing else counts.
Calibration Limits() {
  Calibration calibration;
  for (auto& cause : calibration.document.causes) cause.bias = -2000;
  calibration.document.Of(Cause::kSpun) = {.bias = 0, .weights = {1}};
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
  double logit;
  std::size_t words;
  std::size_t distinct;
  Verdict expected;
};

constexpr double kSure = 1000;
constexpr double kNot = -1000;
// ln(p / (1 - p)) just above or below the thresholds.
constexpr double k90 = 2.1973, k89 = 2.1972, k85 = 1.7346, k70 = 0.8473, k60 = 0.4055, k59 = 0.4054,
                 k55 = 0.2007, k35 = -0.6190, k25 = -1.0986;

constexpr Case kCases[] = {
    // The thresholds.
    {Mode::kStrict, k90, 500, 3, Verdict::kArtifact},
    {Mode::kStrict, k89, 500, 3, Verdict::kSuspect},
    {Mode::kStrict, k60, 500, 3, Verdict::kSuspect},
    {Mode::kStrict, k59, 500, 3, Verdict::kClean},
    {Mode::kStrict, kNot, 500, 0, Verdict::kClean},
    // The modes have their own.
    {Mode::kBalanced, k85, 500, 3, Verdict::kArtifact},
    {Mode::kBalanced, k55, 500, 3, Verdict::kSuspect},
    {Mode::kSensitive, k55, 500, 3, Verdict::kArtifact},
    {Mode::kSensitive, k35, 500, 3, Verdict::kSuspect},
    {Mode::kSensitive, k25, 500, 3, Verdict::kClean},
    // Two different entries make a suspect, three convict. Without them nothing is left
    // here, which is as good as 0.5.
    {Mode::kStrict, kSure, 500, 0, Verdict::kClean},
    {Mode::kStrict, kSure, 500, 1, Verdict::kClean},
    {Mode::kStrict, kSure, 500, 2, Verdict::kSuspect},
    {Mode::kStrict, kSure, 500, 3, Verdict::kArtifact},
    // Too short to tell.
    {Mode::kStrict, kSure, 19, 9, Verdict::kInsufficient},
    {Mode::kStrict, kSure, 0, 0, Verdict::kInsufficient},
    {Mode::kStrict, kSure, 20, 9, Verdict::kArtifact},
    {Mode::kStrict, k70, 79, 9, Verdict::kSuspect},
    {Mode::kStrict, kNot, 79, 0, Verdict::kInsufficient},
    {Mode::kStrict, kSure, 79, 1, Verdict::kInsufficient},
    {Mode::kStrict, kNot, 80, 0, Verdict::kClean},
};

TEST(VerdictTest, Decide) {
  const Calibration calibration = Limits();
  for (const Case& c : kCases) {
    EXPECT_EQ(Decide(calibration, c.mode, {c.logit}, c.words, c.distinct), c.expected)
        << ModeName(c.mode) << ", logit " << c.logit << ", words " << c.words << ", distinct "
        << c.distinct;
  }
}

TEST(VerdictTest, WhatTellsInBulkConvictsWithoutHits) {
  for (std::size_t i = 0; i < kDocumentFeatures.size(); ++i) {
    Calibration calibration = Limits();
    calibration.document.Of(Cause::kUnlisted).weights[i] = 1;
    DocumentFeatures features{};
    features[i] = 2000 + kSure;
    const bool in_bulk =
        kDocumentFeatures[i] == "substitution" || kDocumentFeatures[i] == "translationese";
    EXPECT_EQ(Decide(calibration, Mode::kStrict, features, 500, 0),
              in_bulk ? Verdict::kArtifact : Verdict::kClean)
        << kDocumentFeatures[i];
    EXPECT_EQ(Decide(calibration, Mode::kStrict, features, 500, 3), Verdict::kArtifact)
        << kDocumentFeatures[i];
  }
}

TEST(VerdictTest, TheTermsOfAnExplanationSumUpToTheLogit) {
  for (std::size_t likeliest = 0; likeliest < kCauseNames.size(); ++likeliest) {
    Calibration calibration;
    for (std::size_t cause = 0; cause < kCauseNames.size(); ++cause) {
      auto& logistic = calibration.document.causes[cause];
      logistic.bias = cause == likeliest ? -2 : -4;
      for (std::size_t i = 0; i < logistic.weights.size(); ++i) {
        logistic.weights[i] = static_cast<double>(i) - 1;
      }
    }
    const DocumentFeatures features = FeaturesOfHits(200, SomeHits());
    std::vector<EvidenceTerm> terms = {{"of another text", 1}};
    Explain(calibration, features, &terms);
    ASSERT_GE(terms.size(), 3u);
    EXPECT_STREQ(terms.front().name, "prior");
    EXPECT_EQ(terms.front().log_odds, -2);
    EXPECT_STREQ(terms.back().name, "otherwise");
    double logit = 0;
    for (const EvidenceTerm& term : terms) {
      EXPECT_NE(term.log_odds, 0) << term.name;
      logit += term.log_odds;
    }
    EXPECT_NEAR(logit, calibration.document.Logit(features), 1e-12);
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
