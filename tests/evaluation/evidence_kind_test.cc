// Taking evidence away leaves the rest as it was.
#include "detector/evaluation/evidence_kind.h"

#include <gtest/gtest.h>

#include "detector/scoring/verdict.h"

namespace calque::evaluation {
namespace {

Hit HitOf(Family family, const char* entry, Strength strength) {
  Hit hit;
  hit.family = family;
  hit.entry = entry;
  hit.strength = strength;
  hit.gain = 2;
  return hit;
}

Analysis Example() {
  Analysis analysis;
  Report& report = analysis.report;
  report.words = 400;
  report.hits = {HitOf(Family::kSynonym, "a", Strength::kStrong),
                 HitOf(Family::kStructure, "b", Strength::kMedium),
                 HitOf(Family::kIdiom, "c", Strength::kWeak)};
  report.sentences.resize(4);
  report.sentences[1].fluency = 0.5;
  analysis.features = scoring::FeaturesOf(report.words, report.hits, report.sentences);
  return analysis;
}

double FeatureOf(const scoring::DocumentFeatures& features, std::string_view name) {
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (scoring::kDocumentFeatures[i] == name) return features[i];
  }
  ADD_FAILURE() << name;
  return 0;
}

TEST(EvidenceKindTest, NamesLeadBack) {
  for (int i = 0; i < kEvidenceKinds; ++i) {
    const auto kind = static_cast<EvidenceKind>(i);
    EXPECT_EQ(ParseEvidenceKind(EvidenceKindName(kind)), kind);
  }
  EXPECT_EQ(ParseEvidenceKind("magic"), std::nullopt);
  EXPECT_TRUE(HasFeatures(EvidenceKind::kHits));
  EXPECT_TRUE(HasFeatures(EvidenceKind::kFluency));
  EXPECT_TRUE(HasFeatures(EvidenceKind::kStructure));
}

TEST(EvidenceKindTest, EachTakesAwayItsOwn) {
  const Analysis analysis = Example();
  const auto& all = analysis.features;
  const auto hits = FeaturesWithout(EvidenceKind::kHits, analysis);
  const auto structure = FeaturesWithout(EvidenceKind::kStructure, analysis);
  const auto fluency = FeaturesWithout(EvidenceKind::kFluency, analysis);
  EXPECT_EQ(FeatureOf(hits, "strong"), 0);
  EXPECT_EQ(FeatureOf(hits, "weak"), 0);
  EXPECT_EQ(FeatureOf(hits, "medium"), FeatureOf(all, "medium"));
  EXPECT_EQ(FeatureOf(hits, "structure"), FeatureOf(all, "structure"));
  EXPECT_EQ(FeatureOf(structure, "structure"), 0);
  EXPECT_EQ(FeatureOf(structure, "medium"), 0);
  EXPECT_EQ(FeatureOf(structure, "strong"), FeatureOf(all, "strong"));
  EXPECT_LT(FeatureOf(structure, "distinct"), FeatureOf(all, "distinct"));
  for (const auto* features : {&hits, &structure}) {
    EXPECT_EQ(FeatureOf(*features, "unfluent"), FeatureOf(all, "unfluent"));
  }
  EXPECT_EQ(FeatureOf(all, "unfluent"), 0.75);
  EXPECT_EQ(FeatureOf(fluency, "unfluent"), 0);
  EXPECT_EQ(FeatureOf(fluency, "gain"), FeatureOf(all, "gain"));
}

}  // namespace
}  // namespace calque::evaluation
