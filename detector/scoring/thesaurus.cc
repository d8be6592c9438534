// Checks every reference when it is opened, so that look-ups need not.
#include "detector/scoring/thesaurus.h"

#include <cmath>
#include <string>

namespace calque::scoring {
namespace {

Error Damaged(const std::string& what) {
  return {ErrorCode::kDataLoss, "section \"thesaurus\": " + what};
}

Status CheckSlots(std::span<const ThesaurusSlot> slots, std::size_t pairs) {
  if (slots.empty() || (slots.size() & (slots.size() - 1)) != 0) {
    return Damaged("its table size is no power of two");
  }
  std::size_t used = 0;
  for (const ThesaurusSlot& slot : slots) {
    used += slot.key != 0 ? 1 : 0;
    if (slot.first_pair > pairs || slot.pair_count > pairs - slot.first_pair) {
      return Damaged("a word points outside the pairs");
    }
  }
  if (used == slots.size()) return Damaged("its table has no free slot");
  return {};
}

}  // namespace

Result<Thesaurus> Thesaurus::Open(std::span<const std::byte> section) {
  const bool aligned = reinterpret_cast<std::uintptr_t>(section.data()) % 8 == 0;
  if (!aligned || section.size() < sizeof(ThesaurusHeader)) {
    return Damaged("it is shorter than its header");
  }
  const auto& header = *reinterpret_cast<const ThesaurusHeader*>(section.data());
  if (header.magic != kThesaurusMagic) return Damaged("it does not begin with its magic number");
  if (header.version != kThesaurusVersion) {
    return Error{ErrorCode::kUnsupported,
                 "section \"thesaurus\": version " + std::to_string(header.version) +
                     ", this build reads " + std::to_string(kThesaurusVersion)};
  }
  for (const float value : header.log_ratio) {
    if (!std::isfinite(value)) return Damaged("a weight is no number");
  }
  const std::size_t slot_bytes = std::size_t{header.slot_count} * sizeof(ThesaurusSlot);
  const std::size_t key_bytes = std::size_t{header.pair_count} * sizeof(text::TokenKey);
  if (section.size() != sizeof(ThesaurusHeader) + slot_bytes + key_bytes + header.pair_count) {
    return Damaged("its size does not fit its numbers of words and pairs");
  }
  const std::byte* at = section.data() + sizeof(ThesaurusHeader);
  Thesaurus thesaurus;
  thesaurus.log_ratio_ = header.log_ratio;
  thesaurus.slots_ = {reinterpret_cast<const ThesaurusSlot*>(at), header.slot_count};
  at += slot_bytes;
  thesaurus.originals_ = {reinterpret_cast<const text::TokenKey*>(at), header.pair_count};
  at += key_bytes;
  thesaurus.trust_ = {reinterpret_cast<const std::int8_t*>(at), header.pair_count};
  Status checked = CheckSlots(thesaurus.slots_, header.pair_count);
  if (!checked.ok()) return checked.error();
  return thesaurus;
}

PairRange Thesaurus::Find(text::TokenKey word) const {
  if (slots_.empty()) return {};
  std::size_t i = HomeOf(word, slots_.size());
  while (slots_[i].key != 0) {
    if (slots_[i].key == word) {
      return {slots_[i].first_pair, slots_[i].first_pair + slots_[i].pair_count};
    }
    i = (i + 1) & (slots_.size() - 1);
  }
  return {};
}

}  // namespace calque::scoring
