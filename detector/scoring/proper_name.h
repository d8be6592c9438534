// Names are left alone: "The Information" is an outlet, Mr. Celebration a person.
// What is written as a name cannot be judged by what is usual for its words.
//
// A capital inside a sentence marks a name; so a candidate is one when its words have
// capitals that the dictionary does not give them, or when a name goes on beyond its
// edge, so that the swap would cut the name in two. A capital that the dictionary gives
// ("Chinese language") says neither.
#ifndef CALQUE_DETECTOR_SCORING_PROPER_NAME_H_
#define CALQUE_DETECTOR_SCORING_PROPER_NAME_H_

#include <cstdint>

#include "detector/text/segmented_text.h"

namespace calque::scoring {

// Whether tokens [begin, end) are written as a name or as a part of one. Bit i of
// `own_capitals`: the dictionary itself writes token begin + i with a capital. The
// first word of a sentence or quotation and a sentence in capitals say nothing.
bool IsWrittenAsName(const text::SegmentedText& block, const text::Sentence& sentence,
                     std::uint32_t begin, std::uint32_t end, std::uint32_t own_capitals);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_PROPER_NAME_H_
