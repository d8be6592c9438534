// The kinds of evidence that a document's features are made of, so that each can be
// taken away to see what it is worth.
//
// Taking hits or structure away leaves out the hits of those families and computes
// the features again from the rest; taking fluency or translationese away blanks its
// features. The hits were found by a reading that knew all of them, so what a first
// hit told the second reading stays.
#ifndef CALQUE_DETECTOR_EVALUATION_EVIDENCE_KIND_H_
#define CALQUE_DETECTOR_EVALUATION_EVIDENCE_KIND_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "detector/analyzer.h"
#include "detector/scoring/calibration.h"

namespace calque::evaluation {

enum class EvidenceKind : std::uint8_t { kHits, kFluency, kTranslationese, kStructure, kThesaurus };
inline constexpr int kEvidenceKinds = 5;

// "hits", "fluency", "translationese", "structure", "thesaurus"
const char* EvidenceKindName(EvidenceKind kind);
std::optional<EvidenceKind> ParseEvidenceKind(std::string_view name);

// The kind that a document feature belongs to. "hits" for all that count or weigh them.
EvidenceKind KindOfFeature(std::string_view feature);

// Whether any feature is of this kind.
bool HasFeatures(EvidenceKind kind);

// The document's features as they would be without this kind.
scoring::DocumentFeatures FeaturesWithout(EvidenceKind kind, const Analysis& analysis);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_EVIDENCE_KIND_H_
