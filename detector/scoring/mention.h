// Use versus mention: words inside a short quotation are talked about, not used.
// An article that quotes "consul normal" has not been rewritten. Long quotations
// are speech, and rewriters rewrite speech, too.
#ifndef CALQUE_DETECTOR_SCORING_MENTION_H_
#define CALQUE_DETECTOR_SCORING_MENTION_H_

#include <vector>

#include "detector/text/segmented_text.h"

namespace calque::scoring {

// The longest quotation, in tokens between the marks, that is a mention.
inline constexpr std::size_t kMaxMentionTokens = 8;

// For every token of the block, whether it stands inside a short quotation.
// Replaces `*mentioned`.
void FindMentions(const text::SegmentedText& block, std::vector<bool>* mentioned);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_MENTION_H_
