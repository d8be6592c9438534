// What a sentence is made of: names, numbers, quotations, capitals, rare words.
// None of it is a fault, all of it moves a language model's score; the calibration
// says by how much, so that fluency can be compared across kinds of prose.
#ifndef CALQUE_DETECTOR_SCORING_MAKE_UP_H_
#define CALQUE_DETECTOR_SCORING_MAKE_UP_H_

#include <cstdint>
#include <span>

#include "detector/scoring/calibration.h"
#include "detector/text/headline.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

// All features but "rarity" and "inverse", which depend on what is counted and stay
// 0. `unknown` are the words of the sentence that the model lacks, as tokens of the block,
// `words` is what text::CountWords counts.
MakeUp MakeUpOf(const text::SegmentedText& block, const text::Sentence& sentence,
                std::span<const std::uint32_t> unknown, const text::WordCounts& words);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_MAKE_UP_H_
