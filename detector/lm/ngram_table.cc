// Opening an n-gram table: header, then a region for each order.
#include "detector/lm/ngram_table.h"

#include <string>

namespace calque::lm {

const TableHeader NgramTable::kEmptyHeader{};

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
  const auto* lines = reinterpret_cast<const TableLine*>(section.data() + sizeof(TableHeader));
  for (std::size_t i = 0; i < table.regions_.size(); ++i) {
    table.regions_[i] = NgramRegion(lines, table.header_->region_lines[i]);
    lines += table.header_->region_lines[i];
  }
  return table;
}

std::uint64_t NgramTable::SlotNumber(int order, text::NgramKey key) const {
  const std::uint64_t number = region(order).SlotNumber(region(order).Locate(key));
  if (number == NgramRegion::kNoSlot) return number;
  std::uint64_t lines = 0;
  for (int n = 1; n < order; ++n) lines += header_->region_lines[Index(n)];
  return lines * kSlotsPerLine + number;
}

}  // namespace calque::lm
