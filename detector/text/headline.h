// Sentences that are written like a headline, where a capital says nothing about
// the word that has it.
#ifndef CALQUE_DETECTOR_TEXT_HEADLINE_H_
#define CALQUE_DETECTOR_TEXT_HEADLINE_H_

#include <array>
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

// The same for who goes through the tokens anyway: Add the classes of each.
class WordCounter {
 public:
  void Add(TokenClassMask classes) { sums_ += kAddends[classes]; }
  // `first` are the classes of the first token.
  WordCounts Counts(TokenClassMask first) const {
    return {Sum(0), Sum(1) - ((first & kCapitalWord) != 0 ? 1 : 0), Sum(2), Sum(3)};
  }

 private:
  std::uint32_t Sum(unsigned i) const { return sums_ >> (16 * i) & 0xFFFF; }

  static const std::array<std::uint64_t, 256> kAddends;
  std::uint64_t sums_ = 0;  // four of 16 bits each; a sentence has no more than 512 tokens
};

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
