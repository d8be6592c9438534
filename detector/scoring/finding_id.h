// The name of a hit that outlives edits of the text around it: made of the entry and
// the words, not of the place.
#ifndef CALQUE_DETECTOR_SCORING_FINDING_ID_H_
#define CALQUE_DETECTOR_SCORING_FINDING_ID_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "detector/text/segmented_text.h"

namespace calque::scoring {

// Hexadecimal digits of a finding's name.
inline constexpr std::size_t kFindingDigits = 12;

// The same for the same entry, the same folded words [begin, end) and the same two
// words before and behind them in the sentence (marks do not count as words).
std::string FindingId(const text::SegmentedText& block, const text::Sentence& sentence,
                      std::uint32_t begin, std::uint32_t end, std::string_view entry);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_FINDING_ID_H_
