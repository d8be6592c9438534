// Sentence fluency: how well the words of a sentence fit together, as a percentile
// among clean sentences of similar length and make-up.
//
// A raw log-probability punishes rare words, names and numbers. So a word's score is
// what its context tells about it, log10 P(word | context) - log10 P(word), the idea
// of the sentence log-odds ratio (Pauls and Klein 2012; Kann et al. 2018), and it is
// capped: a fixed phrase must not buy off a word that does not belong. Tokens whose
// spelling is nobody's choice (numbers, addresses, names that the model does not
// know) are left out. What the make-up of the sentence explains is then subtracted
// (make_up.h), and the rest looked up among the quantiles of clean sentences.
#ifndef CALQUE_DETECTOR_SCORING_FLUENCY_H_
#define CALQUE_DETECTOR_SCORING_FLUENCY_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/scoring/calibration.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

// The most that one word's context may count for it, in log10 units.
inline constexpr double kScoreCap = 1;
// The weakest run of a sentence has so many counted tokens, or fewer when the
// sentence has.
inline constexpr std::size_t kWeakestRun = 5;

struct SentenceScore {
  double mean_score = 0;   // per counted token
  std::size_t tokens = 0;  // counted tokens
  MakeUp make_up{};
  // The run of counted tokens with the lowest mean, as token indices of the block.
  // Empty when no token counts.
  std::uint32_t weakest_begin = 0;
  std::uint32_t weakest_end = 0;
  // Of all tokens, whether or not they count.
  std::uint32_t words = 0;   // numbers, too
  std::int32_t weight = 0;   // translationese, as codes (lm/word_score.h); the end's, too
};

// `scores` are those of the sentence's tokens, then of the sentence end; `alone` has
// their log10 probabilities without context. Replaces `*unknown` by the words that the
// model lacks, as tokens of the block.
SentenceScore ScoreOf(const text::SegmentedText& block, const text::Sentence& sentence,
                      std::span<const lm::WordScore> scores, std::span<const float> alone,
                      std::vector<std::uint32_t>* unknown);

// Which length bin of the calibration a sentence belongs to.
std::size_t FluencyBin(std::size_t tokens);

// The sentence's score against what is usual for its make-up.
double Unusual(const Calibration& calibration, const SentenceScore& score);

// Percentile in [0, 1]; 0.5 when no token counts.
double Fluency(const Calibration& calibration, const SentenceScore& score);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_FLUENCY_H_
