// Which feature is of which kind goes by the features' names.
#include "detector/evaluation/evidence_kind.h"

#include <algorithm>
#include <array>
#include <vector>

#include "detector/scoring/verdict.h"

namespace calque::evaluation {
namespace {

constexpr std::array<const char*, kEvidenceKinds> kNames = {"hits", "fluency", "translationese",
                                                            "structure", "thesaurus"};

scoring::DocumentFeatures FeaturesOfOtherHits(bool structure, const Analysis& analysis) {
  std::vector<Hit> kept = analysis.report.hits;
  std::erase_if(kept,
                [&](const Hit& hit) { return (hit.family == Family::kStructure) == structure; });
  scoring::TextEvidence evidence = analysis.Evidence();
  evidence.hits = kept;
  if (!structure) evidence.contradictions = 0;
  return scoring::FeaturesOf(evidence);
}

}  // namespace

const char* EvidenceKindName(EvidenceKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::optional<EvidenceKind> ParseEvidenceKind(std::string_view name) {
  const auto it = std::find(kNames.begin(), kNames.end(), name);
  if (it == kNames.end()) return std::nullopt;
  return static_cast<EvidenceKind>(it - kNames.begin());
}

EvidenceKind KindOfFeature(std::string_view feature) {
  if (feature == "unfluent") return EvidenceKind::kFluency;
  if (feature == "substitution") return EvidenceKind::kThesaurus;
  if (feature.starts_with("translat")) return EvidenceKind::kTranslationese;
  return EvidenceKind::kHits;
}

bool HasFeatures(EvidenceKind kind) {
  if (kind == EvidenceKind::kStructure) return true;  // it is a family of hits
  return std::any_of(scoring::kDocumentFeatures.begin(), scoring::kDocumentFeatures.end(),
                     [&](std::string_view feature) { return KindOfFeature(feature) == kind; });
}

scoring::DocumentFeatures FeaturesWithout(EvidenceKind kind, const Analysis& analysis) {
  const bool of_hits = kind == EvidenceKind::kHits || kind == EvidenceKind::kStructure;
  scoring::DocumentFeatures features =
      of_hits ? FeaturesOfOtherHits(kind == EvidenceKind::kStructure, analysis) : analysis.features;
  for (std::size_t i = 0; i < features.size(); ++i) {
    const EvidenceKind of_feature = KindOfFeature(scoring::kDocumentFeatures[i]);
    if (!of_hits && of_feature == kind) features[i] = 0;
  }
  return features;
}

}  // namespace calque::evaluation
