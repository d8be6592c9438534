// Taking evidence away leaves the rest as it was.
#include "detector/evaluation/evidence_kind.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

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
  analysis.inconsistency.terms = 1;
  analysis.substitutions = 3;
  analysis.events = 450;
  report.evidence.translationese = 0.5;
  analysis.features = scoring::FeaturesOf(analysis.Evidence());
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

struct Case {
  EvidenceKind kind;
  std::vector<std::string_view> gone;  // the features that it takes away; it leaves all others
};

const Case kCases[] = {
    {EvidenceKind::kHits, {"strong", "weak", "contradiction"}},
    {EvidenceKind::kStructure, {"medium"}},
    {EvidenceKind::kFluency, {"unfluent"}},
    {EvidenceKind::kThesaurus, {"substitution"}},
    {EvidenceKind::kTranslationese, {"translationese"}},
};

TEST(EvidenceKindTest, EachTakesAwayItsOwn) {
  const Analysis analysis = Example();
  for (const Case& c : kCases) {
    const scoring::DocumentFeatures rest = FeaturesWithout(c.kind, analysis);
    for (const std::string_view feature : scoring::kDocumentFeatures) {
      const bool gone = std::find(c.gone.begin(), c.gone.end(), feature) != c.gone.end();
      EXPECT_NE(FeatureOf(analysis.features, feature), 0) << feature;
      EXPECT_EQ(FeatureOf(rest, feature), gone ? 0 : FeatureOf(analysis.features, feature))
          << feature << " without " << EvidenceKindName(c.kind);
    }
  }
}

}  // namespace
}  // namespace calque::evaluation
