// Use versus mention: words that are talked about are not used. An article that
// quotes "consul normal", or says that a program writes consul normal instead of
// consul general, has not been rewritten. Long quotations are speech, and rewriters
// rewrite speech, too.
#ifndef CALQUE_DETECTOR_SCORING_MENTION_H_
#define CALQUE_DETECTOR_SCORING_MENTION_H_

#include <cstdint>
#include <span>
#include <vector>

#include "detector/text/segmented_text.h"

namespace calque::scoring {

// The longest quotation, in tokens between the marks, that is a mention.
inline constexpr std::size_t kMaxMentionTokens = 8;

// For every token of the block, whether it stands inside a short quotation: between
// quotation marks, or the marks of plain text for italics and code (*x*, _x_, `x`).
// Replaces `*mentioned`.
void FindMentions(const text::SegmentedText& block, std::vector<bool>* mentioned);

// Whether tokens [begin, end) stand beside `other` in the sentence with nothing
// between but words or signs that compare them: "X instead of Y", "turned Y into X",
// "X -> Y". Marks and articles between them do not matter.
bool IsCompared(const text::SegmentedText& block, const text::Sentence& sentence,
                std::uint32_t begin, std::uint32_t end, std::span<const text::TokenKey> other);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_MENTION_H_
