// What a sentence is made of: names, numbers, quotations, capitals, rare words.
// None of it is a fault, all of it moves a language model's score; the calibration
// says by how much, so that fluency can be compared across kinds of prose.
#ifndef CALQUE_DETECTOR_SCORING_MAKE_UP_H_
#define CALQUE_DETECTOR_SCORING_MAKE_UP_H_

#include <span>

#include "detector/lm/ngram_model.h"
#include "detector/scoring/calibration.h"
#include "detector/text/headline.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

// All features but "rarity" and "inverse", which depend on what is counted and stay
// 0. `scores` are those of the sentence's tokens, `words` what text::CountWords counts.
MakeUp MakeUpOf(const text::SegmentedText& block, const text::Sentence& sentence,
                std::span<const lm::WordScore> scores, const text::WordCounts& words);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_MAKE_UP_H_
