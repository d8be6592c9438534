// Structural clues: forms that no swap mends, because what stood there is lost.
//
//   structure/collapsed-list    "methods, methods and sources": two near-synonyms of a
//                               list were given the same word
//   structure/stranded-article  "the was ships at": an article whose noun is gone
//   structure/torn-number       "at 8: 30": see torn_number.h
//
// Kept are only rules that are at least ten times as frequent in machine text as in
// honest prose of every kind; slips of the pen (doubled words, "a the", words run
// together, a plural after "a") are not. Nor are, by the share of documents of 150 to 300
// words, honest (mean of 14 kinds; worst kind) against machine translation (10 sets):
//
//   two spellings of a name: a word that is in no list, a letter or two from another
//     capitalised one 1.2 % (4.1 %) : 1.9 %, and in people's translations 2.6 %. Both
//     unknown and equal when read aloud ("Vaintrub", "Vayntrub") 0.04 % : 0.5 %, but in
//     an encyclopedia's articles of full length 1.8 %, which give several spellings
//   one title or first name before two spellings 0.04 % (0.2 %) : 0.08 %
//   a word close to the one that usually follows the first name 0.2 % (0.6 %) : none
//   a common word as a surname 0.6 % (1.3 %) : 0.3 %; a name with and without accents
//     0.4 % (1.8 %) : 0.6 %; letters of an acronym in two orders 0.1 % : none
//   "15 o'clock" 0.02 % (0.3 %, people's translations) : 0.15 %
//   "on 8. May" none : 0.26 %, nearly all by one system
//   "12,5 percent" 0.1 % (0.6 %) : 0.2 %; "5 %", "1.500 people", "8.30" for a time and the
//     quotation marks of other languages: oftener in honest prose
//   "200 thousand" 0.3 % (4.5 %, people's translations) : 3.4 %
//   full-width marks none : 0.7 %, all by way of Chinese and Japanese, and a third as
//     often in people's translations, which are typed on the same keyboards
#ifndef CALQUE_DETECTOR_SCORING_STRUCTURE_CLUE_H_
#define CALQUE_DETECTOR_SCORING_STRUCTURE_CLUE_H_

#include <string_view>
#include <vector>

#include "detector/scoring/clue.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

// Whether a clue has this id.
bool IsStructureClue(std::string_view id);

// Appends the clues of a block in text order.
void FindStructureClues(const text::SegmentedText& block, std::vector<Clue>* clues);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_STRUCTURE_CLUE_H_
