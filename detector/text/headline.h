// Sentences that are written like a headline, where a capital says nothing about
// the word that has it.
#ifndef CALQUE_DETECTOR_TEXT_HEADLINE_H_
#define CALQUE_DETECTOR_TEXT_HEADLINE_H_

#include <cstdint>

#include "detector/text/segmented_text.h"

namespace calque::text {

// The words of a sentence by their capitals.
struct WordCounts {
  std::uint32_t words = 0;
  std::uint32_t capitalised = 0;  // without the first token
  std::uint32_t all_caps = 0;
  std::uint32_t numbers = 0;
};
WordCounts CountWords(const SegmentedText& block, const Sentence& sentence);
bool InCapitals(const WordCounts& counts);
bool InTitleCase(const WordCounts& counts);

// Whether most words have no small letter.
bool InCapitals(const SegmentedText& block, const Sentence& sentence);

// Whether most words behind the first have a capital; also true in capitals.
bool InTitleCase(const SegmentedText& block, const Sentence& sentence);

// In title case or in capitals; or the first sentence of the text when it is a line
// of its own without a stop.
bool IsHeadline(const SegmentedText& block, const Sentence& sentence);

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_HEADLINE_H_
