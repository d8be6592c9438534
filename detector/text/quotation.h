// Quotation marks: which of them open and close, and what lies between.
//
// An opening mark has white space (or nothing, a bracket, a dash) before it and
// none behind; a closing mark has none before it. So apostrophes and inches are
// told apart from quotations without a list.
#ifndef CALQUE_DETECTOR_TEXT_QUOTATION_H_
#define CALQUE_DETECTOR_TEXT_QUOTATION_H_

#include <cstdint>

#include "detector/text/segmented_text.h"

namespace calque::text {

// Whether token `i` can open a pair of marks that ends with the same token.
bool OpensPair(const SegmentedText& block, const Sentence& sentence, std::uint32_t i);
// Whether token `i` closes what a token `mark` has opened.
bool ClosesPair(const SegmentedText& block, std::uint32_t i, TokenKey mark);

// Whether tokens [begin, end) of a sentence lie inside quotation marks: a pair in
// the sentence, or double marks around several sentences of one paragraph. A mark
// that is never closed holds to the end of its paragraph, as in printed speech.
bool InQuotation(const SegmentedText& block, std::size_t sentence, std::uint32_t begin,
                 std::uint32_t end);

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_QUOTATION_H_
