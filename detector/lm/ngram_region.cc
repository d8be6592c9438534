// The rare look-ups that leave the home line.
#include "detector/lm/ngram_region.h"

namespace calque::lm {

const TableLine NgramRegion::kEmptyLine{};

NgramSlot NgramRegion::FindSpilled(NgramPlace place) const {
  const auto fingerprint = static_cast<std::uint16_t>(place);
  const std::uint64_t home = place >> 16;
  const std::uint32_t reach = lines_[home].link & kMaxReach;
  std::uint64_t at = home;
  for (std::uint32_t j = 1; j <= reach; ++j) {
    at = NextLine(at, fingerprint, line_count_);
    const unsigned matches = Matches(lines_[at], fingerprint);
    if (matches != 0) return SlotAt(lines_[at], matches);
  }
  return {};
}

}  // namespace calque::lm
