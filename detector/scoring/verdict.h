// From evidence to features, to one probability, to a verdict. One hit never
// convicts: besides the probability a minimum of different entries is needed, and
// a text too short to tell is `insufficient`.
#ifndef CALQUE_DETECTOR_SCORING_VERDICT_H_
#define CALQUE_DETECTOR_SCORING_VERDICT_H_

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "calque/report.h"
#include "detector/scoring/calibration.h"

namespace calque::scoring {

// Features of a whole text from its hits and sentences.
DocumentFeatures FeaturesOf(std::size_t words, std::span<const Hit> hits,
                            std::span<const SentenceReport> sentences);

// Features of one sentence from the hits that lie in it.
SentenceFeatures FeaturesOf(const SentenceReport& sentence, std::span<const Hit> hits);

// The public summary of the same evidence.
Evidence Summarise(std::size_t words, std::span<const Hit> hits,
                   std::span<const SentenceReport> sentences);

// The terms of the document's logit: "prior", then every feature that counts.
std::vector<EvidenceTerm> Explain(const Calibration& calibration, const DocumentFeatures& features);

// Whether the hits of a first reading show that the text was rewritten, so that
// further swaps need less evidence: the prior is taken from the text itself.
bool ShowsRewriting(const Calibration& calibration, std::size_t words, std::span<const Hit> hits);

Verdict Decide(const Calibration& calibration, Mode mode, double probability, std::size_t words,
               std::size_t distinct);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_VERDICT_H_
