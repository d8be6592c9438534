// The rare look-ups that leave the home line.
#include "detector/lm/ngram_region.h"

namespace calque::lm {

const TableLine NgramRegion::kEmptyLine{};

std::uint64_t NgramRegion::SlotNumber(NgramPlace place) const {
  const auto fingerprint = static_cast<std::uint16_t>(place);
  const std::uint64_t home = place >> 16;
  const std::uint32_t reach = lines_[home].link & kMaxReach;
  std::uint64_t at = home;
  for (std::uint32_t j = 0; j <= reach; ++j) {
    const std::size_t slot = SlotAtHome(lines_[at], fingerprint);
    if (slot != kSlotsPerLine) return at * kSlotsPerLine + slot;
    at = NextLine(at, fingerprint, line_count_);
  }
  return kNoSlot;
}

NgramSlot NgramRegion::FindSpilled(NgramPlace place) const {
  const std::uint64_t number = SlotNumber(place);
  if (number == kNoSlot) return {};
  return SlotAt(lines_[number / kSlotsPerLine], number % kSlotsPerLine);
}

}  // namespace calque::lm
