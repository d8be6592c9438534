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

// What was found in a text, before it is weighed.
struct TextEvidence {
  std::size_t words = 0;
  std::span<const Hit> hits{};
  std::span<const SentenceReport> sentences{};
  std::size_t contradictions = 0;  // different terms that stand in both forms
  double substitutions = 0;        // nats (substitution.h)
  double translationese = 0;       // summed weights
  std::size_t events = 0;          // tokens and sentence ends that they are a sum over
};

DocumentFeatures FeaturesOf(const TextEvidence& text);

// Features of one sentence from the hits that lie in it and the nats of its odd words.
SentenceFeatures FeaturesOf(const SentenceReport& sentence, std::span<const Hit> hits,
                            double substitutions);

// The public summary of the same evidence.
Evidence Summarise(std::size_t words, std::span<const Hit> hits,
                   std::span<const SentenceReport> sentences);

// The terms of the document's logit: those of the likeliest cause, "prior" first, then
// every feature that counts; "otherwise": what the possibility of the other causes adds.
// Replaces `*terms`.
void Explain(const Calibration& calibration, const DocumentFeatures& features,
             std::vector<EvidenceTerm>* terms);

// Whether the hits of a first reading show that the text was rewritten, so that
// further swaps need less evidence: the prior is taken from the text itself.
bool ShowsRewriting(const Calibration& calibration, std::size_t words, std::span<const Hit> hits);

// The probability that may convict a text: that of all its evidence if it holds `needed`
// different entries, else that of what is weak by itself and tells in bulk only
// (substitutions, translationese). Neither a single hit nor fluency convicts.
double Convicting(const Calibration& calibration, const DocumentFeatures& features,
                  std::size_t distinct, std::size_t needed);

Verdict Decide(const Calibration& calibration, Mode mode, const DocumentFeatures& features,
               std::size_t words, std::size_t distinct);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_VERDICT_H_
