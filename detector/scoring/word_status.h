// Tells apart the words that the language model lacks: a rare English word, a name,
// a word of another language, a misspelling. Only the last two say something about
// the text; the first two only about the model.
#ifndef CALQUE_DETECTOR_SCORING_WORD_STATUS_H_
#define CALQUE_DETECTOR_SCORING_WORD_STATUS_H_

#include <cstdint>
#include <span>

#include "calque/report.h"
#include "detector/scoring/lexicon_table.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

enum class UnknownWord : std::uint8_t { kEnglish, kName, kForeign, kMisspelt };

// The status of word `i` of the block, inside `sentence`, in this order: an English
// word; a name, when it has a capital and is one of the English names, or does not
// begin its sentence, or stands before another capitalised word; a word of a pivot
// language; a name all the same, when it has a capital; foreign, when it has letters
// beyond ASCII; else a misspelling.
UnknownWord StatusOf(const text::SegmentedText& block, const text::Sentence& sentence,
                     std::uint32_t i, const LexiconTable& lexicon);

// Adds the `unknown` words of a sentence, tokens of the block. What has digits inside is a
// code, not a word.
void CountUnknown(const text::SegmentedText& block, const text::Sentence& sentence,
                  std::span<const std::uint32_t> unknown, const LexiconTable& lexicon,
                  UnknownWords* counts);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_WORD_STATUS_H_
