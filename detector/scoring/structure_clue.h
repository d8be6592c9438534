// Structural clues: forms that no swap mends, because what stood there is lost.
//
//   structure/collapsed-list    "methods, methods and sources": two near-synonyms of a
//                               list were given the same word
//   structure/stranded-article  "the was ships at": an article whose noun is gone
//
// Kept are only rules that are at least ten times as frequent in machine text as in
// honest prose of every kind; slips of the pen (doubled words, "a the", words run
// together, a plural after "a") are not.
#ifndef CALQUE_DETECTOR_SCORING_STRUCTURE_CLUE_H_
#define CALQUE_DETECTOR_SCORING_STRUCTURE_CLUE_H_

#include <string_view>
#include <vector>

#include "detector/scoring/clue.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

// Whether a clue has this id.
bool IsStructureClue(std::string_view id);

// Appends the clues of a sentence in text order.
void FindStructureClues(const text::SegmentedText& block, const text::Sentence& sentence,
                        std::vector<Clue>* clues);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_STRUCTURE_CLUE_H_
