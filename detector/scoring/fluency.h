// Sentence fluency: how a sentence's language-model score compares with clean
// sentences of similar length, as a percentile. Raw perplexity punishes names and
// numbers, so tokens whose spelling is nobody's choice (numbers, addresses and
// capitalised words the model does not know) are left out of the mean.
#ifndef CALQUE_DETECTOR_SCORING_FLUENCY_H_
#define CALQUE_DETECTOR_SCORING_FLUENCY_H_

#include <cstddef>
#include <span>

#include "detector/lm/ngram_model.h"
#include "detector/scoring/calibration.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

struct SentenceScore {
  double mean_log10 = 0;   // per counted token
  std::size_t tokens = 0;  // counted tokens
};

// `scores` are those of the sentence's tokens, then of the sentence end.
SentenceScore ScoreOf(const text::SegmentedText& block, const text::Sentence& sentence,
                      std::span<const lm::WordScore> scores);

// Which length bin of the calibration a sentence belongs to.
std::size_t FluencyBin(std::size_t tokens);

// Percentile in [0, 1]; 0.5 when no token counts.
double Fluency(const Calibration& calibration, const SentenceScore& score);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_FLUENCY_H_
