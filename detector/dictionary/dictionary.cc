// What the index finds is looked at in several walks: variants are sent for, then their entries
// and originals, then the guards, and the originals' keys, which will be asked for where an entry
// stands; then letter case and guards decide.
#include "detector/dictionary/dictionary.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <bit>

#include "detector/dictionary/guard.h"
#include "detector/text/prefetch.h"

namespace calque::dictionary {
namespace {

using text::SegmentedText;

Error Damaged(const std::string& what) {
  return {ErrorCode::kDataLoss, "section \"dictionary\": " + what};
}

// Takes typed arrays one after another from a section.
class ArrayReader {
 public:
  explicit ArrayReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <typename T>
  bool Take(std::size_t count, std::span<const T>* out) {
    at_ = (at_ + kArrayAlignment - 1) / kArrayAlignment * kArrayAlignment;
    if (at_ > bytes_.size() || count > (bytes_.size() - at_) / sizeof(T)) return false;
    *out = {reinterpret_cast<const T*>(bytes_.data() + at_), count};
    at_ += count * sizeof(T);
    return true;
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
};

bool InRange(std::uint64_t first, std::uint64_t count, std::size_t size) {
  return first + count <= size;
}

// Looks at every record: without a branch for each of them it is over sooner.
template <typename T, typename Check>
bool AllPass(std::span<const T> records, const Check& check) {
  bool passed = true;
  for (const T& record : records) passed &= check(record);
  return passed;
}

bool IsSound(const GuardRecord& g, std::size_t marks) {
  // A class needs a token to look at in a sentence, a phrase needs one anywhere.
  const bool needs_token = g.kind == GuardClass::kPhrase || g.place == GuardPlace::kSentence;
  const bool around = g.kind == GuardClass::kTitle || g.kind == GuardClass::kQuote;
  bool sound = g.tokens <= kMaxPhraseTokens && g.mark <= marks;
  sound &= !needs_token || g.tokens != 0;
  sound &= g.kind <= GuardClass::kQuote && g.place <= GuardPlace::kIn;
  sound &= around == (g.place == GuardPlace::kIn);
  return sound && (g.place != GuardPlace::kDocument || g.mark != 0);
}

bool Before(const Candidate& a, const Candidate& b) {
  if (a.begin != b.begin) return a.begin < b.begin;
  return a.end != b.end ? a.end > b.end : a.variant < b.variant;
}

// By insertion: anchors are in order, so a phrase is out of place by its own length at most.
void SortFrom(std::ptrdiff_t first, std::vector<Candidate>* candidates) {
  const auto begin = candidates->begin() + first;
  for (auto next = begin; next != candidates->end(); ++next) {
    const Candidate moved = *next;
    auto at = next;
    for (; at != begin && Before(moved, *(at - 1)); --at) *at = *(at - 1);
    *at = moved;
  }
}

}  // namespace

Result<Dictionary> Dictionary::Open(std::span<const std::byte> section) {
  ArrayReader reader(section);
  std::span<const Header> headers;
  if (reinterpret_cast<std::uintptr_t>(section.data()) % 8 != 0) {
    return Damaged("it does not begin at a multiple of 8 bytes");
  }
  if (!reader.Take(1, &headers)) return Damaged("it is shorter than its header");
  const Header& h = headers[0];
  if (h.magic != kDictionaryMagic) return Damaged("it does not begin with its magic number");
  if (h.version != kDictionaryVersion) {
    return Error{ErrorCode::kUnsupported, "section \"dictionary\": version " +
                                              std::to_string(h.version) + ", this build reads " +
                                              std::to_string(kDictionaryVersion)};
  }
  Dictionary d;
  std::span<const std::uint64_t> words, pairs;
  std::span<const Slot> slots;
  std::span<const char> strings;
  const bool complete =
      reader.Take(h.word_gate_words, &words) && reader.Take(h.pair_gate_words, &pairs) &&
      reader.Take(h.slot_count, &slots) && reader.Take(h.variant_count, &d.variants_) &&
      reader.Take(h.entry_count, &d.entries_) && reader.Take(h.original_count, &d.originals_) &&
      reader.Take(h.guard_count, &d.guards_) && reader.Take(h.key_count, &d.keys_) &&
      reader.Take(h.string_bytes, &strings);
  if (!complete) return Damaged("its arrays do not fit into it");
  if (!std::has_single_bit(words.size()) || !std::has_single_bit(pairs.size()) ||
      !std::has_single_bit(slots.size()) || slots.size() < kSlotsInLine) {
    return Damaged("a table size is no power of two");
  }
  d.index_ = {words, pairs, slots};
  d.strings_ = {strings.data(), strings.size()};
  d.mark_count_ = h.mark_count;
  if (Status references = d.CheckReferences(); !references.ok()) return references.error();
  return d;
}

Status Dictionary::CheckReferences() const {
  // Every mark is that of a phrase; whoever scans allocates that many.
  if (mark_count_ > index_.slots().size()) return Damaged("it has more marks than phrases");
  if (!index_.PointsInside(variants_.size(), mark_count_)) {
    return Damaged("a phrase points outside the variants");
  }
  if (!index_.HasFreeSlot()) return Damaged("its table has no free slot");
  const auto variant_is_sound = [&](const Variant& v) {
    bool sound = v.entry < entries_.size();
    sound &= v.original_count != 0;
    sound &= v.tokens - 1u < unsigned{kMaxPhraseTokens};
    sound &= v.case_mode <= CaseMode::kExact;
    sound &= InRange(v.first_original, v.original_count, originals_.size());
    return sound;
  };
  const auto entry_is_sound = [&](const EntryRecord& e) {
    bool sound = InRange(e.id, e.id_size, strings_.size());
    sound &= e.family < kFamilyCount;
    sound &= e.strength <= 2;
    sound &=
        InRange(e.first_guard, std::uint64_t{e.require_count} + e.forbid_count, guards_.size());
    return sound;
  };
  const auto original_is_sound = [&](const OriginalRecord& o) {
    bool sound = InRange(o.first_key, o.key_count, keys_.size());
    sound &= o.key_count - 1u < unsigned{kMaxPhraseTokens};
    sound &= InRange(o.text, o.text_size, strings_.size());
    return sound;
  };
  if (!AllPass(variants_, variant_is_sound)) {
    return Damaged("a variant points outside the entries or originals");
  }
  if (!AllPass(entries_, entry_is_sound)) {
    return Damaged("an entry points outside its strings or guards");
  }
  if (!AllPass(originals_, original_is_sound)) {
    return Damaged("an original points outside its keys or strings");
  }
  if (!AllPass(guards_, [&](const GuardRecord& g) { return IsSound(g, mark_count_); })) {
    return Damaged("a guard is malformed");
  }
  return {};
}

void Dictionary::Find(const SegmentedText& block, std::vector<Candidate>* candidates,
                      DocumentMarks* marks) const {
  const auto before = static_cast<std::ptrdiff_t>(candidates->size());
  index_.Find(block, candidates, marks);
  const auto first = candidates->begin() + before;
  const std::span<const Candidate> found(candidates->data() + before,
                                         candidates->size() - static_cast<std::size_t>(before));
  for (const Candidate& c : found) text::Prefetch(&variants_[c.variant]);
  for (const Candidate& c : found) {
    const Variant& variant = variants_[c.variant];
    text::Prefetch(&entries_[variant.entry]);
    text::Prefetch(&originals_[variant.first_original]);
  }
  for (const Candidate& c : found) {
    const Variant& variant = variants_[c.variant];
    text::Prefetch(guards_.data() + entries_[variant.entry].first_guard);
    text::Prefetch(keys_.data() + originals_[variant.first_original].first_key);
  }
  candidates->erase(std::remove_if(first, candidates->end(),
                                   [&](const Candidate& c) { return !Stands(block, c); }),
                    candidates->end());
  SortFrom(before, candidates);
}

bool Dictionary::Stands(const SegmentedText& block, const Candidate& candidate) const {
  // A key collision of phrases of different length is settled here.
  const Variant& variant = variants_[candidate.variant];
  return variant.tokens == candidate.end - candidate.begin &&
         CaseMatches(block, candidate.begin, variant) && GuardsAllow(block, candidate);
}

bool Dictionary::CaseMatches(const SegmentedText& block, std::uint32_t begin,
                             const Variant& variant) const {
  if (variant.case_mode == CaseMode::kAny) return true;
  for (std::uint32_t i = 0; i < variant.tokens; ++i) {
    const bool capital = (block.tokens[begin + i].flags & text::kCapitalised) != 0;
    const bool typed = (variant.capitals >> i & 1) != 0;
    const bool wanted = (variant.long_words >> i & 1) != 0;
    if (variant.case_mode == CaseMode::kTitle ? wanted && !capital : capital != typed) return false;
  }
  return true;
}

bool Dictionary::GuardsAllow(const SegmentedText& block, const Candidate& candidate) const {
  const EntryRecord& entry = entries_[variants_[candidate.variant].entry];
  bool required = entry.require_count == 0;
  const auto guards = guards_.subspan(entry.first_guard);
  for (std::size_t i = 0; i < entry.require_count && !required; ++i) {
    // Document guards are decided later; here they stay possible.
    required = guards[i].place == GuardPlace::kDocument || GuardHolds(block, candidate, guards[i]);
  }
  if (!required) return false;
  for (std::size_t i = 0; i < entry.forbid_count; ++i) {
    const GuardRecord& guard = guards[entry.require_count + i];
    if (guard.place != GuardPlace::kDocument && GuardHolds(block, candidate, guard)) return false;
  }
  return true;
}

bool Dictionary::HasDocumentGuards(std::uint32_t entry) const {
  return entries_[entry].document_guards != 0;
}

bool Dictionary::DocumentAllows(std::uint32_t entry, const DocumentMarks& marks) const {
  const EntryRecord& record = entries_[entry];
  const auto guards = guards_.subspan(record.first_guard);
  // A require list with any non-document item was already met or refused.
  bool required = true;
  for (std::size_t i = 0; i < record.require_count; ++i) {
    if (guards[i].place != GuardPlace::kDocument) {
      required = true;
      break;
    }
    required = marks[guards[i].mark - 1];
    if (required) break;
  }
  if (!required) return false;
  for (std::size_t i = 0; i < record.forbid_count; ++i) {
    const GuardRecord& guard = guards[record.require_count + i];
    if (guard.place == GuardPlace::kDocument && marks[guard.mark - 1]) return false;
  }
  return true;
}

void Dictionary::MarkOverridden(const Dictionary& later, std::vector<bool>* overridden) const {
  absl::flat_hash_set<std::string_view> ids;
  for (std::uint32_t entry = 0; entry < later.entry_count(); ++entry) {
    ids.insert(later.EntryId(entry));
  }
  for (std::size_t v = 0; v < variants_.size(); ++v) {
    if (ids.contains(EntryId(variants_[v].entry))) (*overridden)[v] = true;
  }
  absl::flat_hash_set<text::NgramKey> phrases;
  for (const Slot& slot : later.index_.slots()) {
    if (slot.variant_count != 0) phrases.insert(slot.key);
  }
  for (const Slot& slot : index_.slots()) {
    if (!phrases.contains(slot.key)) continue;
    for (std::uint32_t v = 0; v < slot.variant_count; ++v) (*overridden)[slot.first + v] = true;
  }
}

std::optional<std::uint32_t> Dictionary::FindEntry(std::string_view id) const {
  for (std::uint32_t entry = 0; entry < entries_.size(); ++entry) {
    if (EntryId(entry) == id) return entry;
  }
  return std::nullopt;
}

std::string_view Dictionary::EntryId(std::uint32_t entry) const {
  return strings_.substr(entries_[entry].id, entries_[entry].id_size);
}
Family Dictionary::EntryFamily(std::uint32_t entry) const {
  return static_cast<Family>(entries_[entry].family);
}
Strength Dictionary::EntryStrength(std::uint32_t entry) const {
  return static_cast<Strength>(entries_[entry].strength);
}
std::string_view Dictionary::EntryPivot(std::uint32_t entry) const {
  const char* pivot = entries_[entry].pivot;
  return pivot[0] == '\0' ? std::string_view() : std::string_view(pivot, 2);
}
std::span<const text::TokenKey> Dictionary::OriginalKeys(const Variant& variant,
                                                         std::size_t i) const {
  const OriginalRecord& original = originals_[variant.first_original + i];
  return keys_.subspan(original.first_key, original.key_count);
}
std::string_view Dictionary::OriginalText(const Variant& variant, std::size_t i) const {
  const OriginalRecord& original = originals_[variant.first_original + i];
  return strings_.substr(original.text, original.text_size);
}

}  // namespace calque::dictionary
