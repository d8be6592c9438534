// Opening an n-gram table, and the rare look-ups that leave the home line.
#include "detector/lm/ngram_table.h"

#include <string>

namespace calque::lm {

const TableHeader NgramTable::kEmptyHeader{};
const TableLine NgramTable::kEmptyLine{};

Result<NgramTable> NgramTable::Open(std::span<const std::byte> section) {
  if (section.size() < sizeof(TableHeader)) {
    return Error{ErrorCode::kDataLoss, "The n-gram table is truncated: it has " +
                                           std::to_string(section.size()) +
                                           " bytes, less than its header."};
  }
  if (reinterpret_cast<std::uintptr_t>(section.data()) % alignof(TableLine) != 0) {
    return Error{ErrorCode::kInvalidArgument,
                 "The n-gram table does not start at an address that is a multiple of 64."};
  }
  NgramTable table;
  table.header_ = reinterpret_cast<const TableHeader*>(section.data());
  if (const Status status = CheckHeader(*table.header_, section.size()); !status.ok()) {
    return status.error();
  }
  table.lines_ = reinterpret_cast<const TableLine*>(section.data() + sizeof(TableHeader));
  table.line_count_ = table.header_->line_count;
  return table;
}

NgramSlot NgramTable::FindSpilled(std::uint64_t home, std::uint16_t fingerprint) const {
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
