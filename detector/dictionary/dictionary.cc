// The scan walks right from every two tokens as long as the n-gram read so far is a
// phrase or the beginning of one, and looks at every token by itself. A bit array small enough
// for the cache answers "certainly not" for most of them before the table is touched; many
// places are read side by side, so that the answers for all are on their way together.
#include "detector/dictionary/dictionary.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "detector/text/headline.h"
#include "detector/text/quotation.h"
#include "detector/text/segmenter.h"

namespace calque::dictionary {
namespace {

using text::SegmentedText;
using text::Token;
using text::TokenKind;

Error Damaged(const std::string& what) {
  return {ErrorCode::kDataLoss, "section \"dictionary\": " + what};
}

// Takes typed arrays one after another from a section.
class ArrayReader {
 public:
  explicit ArrayReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <typename T>
  bool Take(std::size_t count, std::span<const T>* out) {
    at_ = (at_ + 7) / 8 * 8;
    if (at_ > bytes_.size() || count > (bytes_.size() - at_) / sizeof(T)) return false;
    *out = {reinterpret_cast<const T*>(bytes_.data() + at_), count};
    at_ += count * sizeof(T);
    return true;
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
};

bool InRange(std::size_t first, std::size_t count, std::size_t size) {
  return first <= size && count <= size - first;
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
  std::span<const char> strings;
  const bool complete =
      reader.Take(h.gate_words, &d.gate_) && reader.Take(h.slot_count, &d.slots_) &&
      reader.Take(h.variant_count, &d.variants_) && reader.Take(h.entry_count, &d.entries_) &&
      reader.Take(h.original_count, &d.originals_) && reader.Take(h.guard_count, &d.guards_) &&
      reader.Take(h.key_count, &d.keys_) && reader.Take(h.string_bytes, &strings);
  if (!complete) return Damaged("its arrays do not fit into it");
  d.strings_ = {strings.data(), strings.size()};
  d.mark_count_ = h.mark_count;
  if (Status references = d.CheckReferences(); !references.ok()) return references.error();
  return d;
}

Status Dictionary::CheckReferences() const {
  const auto power_of_two = [](std::size_t n) { return n != 0 && (n & (n - 1)) == 0; };
  if (!power_of_two(gate_.size()) || !power_of_two(slots_.size())) {
    return Damaged("a table size is no power of two");
  }
  // Every mark is that of a phrase; whoever scans allocates that many.
  if (mark_count_ > slots_.size()) return Damaged("it has more marks than phrases");
  std::size_t used = 0;
  for (const Slot& slot : slots_) {
    used += slot.key != 0 ? 1 : 0;
    if (!InRange(slot.first_variant, slot.variant_count, variants_.size()) ||
        slot.mark > mark_count_) {
      return Damaged("a phrase points outside the variants");
    }
  }
  if (used == slots_.size()) return Damaged("its table has no free slot");
  for (const Variant& v : variants_) {
    if (v.entry >= entries_.size() || v.original_count == 0 || v.tokens == 0 ||
        v.tokens > kMaxPhraseTokens || v.case_mode > CaseMode::kExact ||
        !InRange(v.first_original, v.original_count, originals_.size())) {
      return Damaged("a variant points outside the entries or originals");
    }
  }
  for (const EntryRecord& e : entries_) {
    const std::size_t guards = std::size_t{e.require_count} + e.forbid_count;
    if (!InRange(e.id, e.id_size, strings_.size()) || e.family >= kFamilyCount || e.strength > 2 ||
        !InRange(e.first_guard, guards, guards_.size())) {
      return Damaged("an entry points outside its strings or guards");
    }
  }
  for (const OriginalRecord& o : originals_) {
    if (!InRange(o.first_key, o.key_count, keys_.size()) || o.key_count == 0 ||
        o.key_count > kMaxPhraseTokens || !InRange(o.text, o.text_size, strings_.size())) {
      return Damaged("an original points outside its keys or strings");
    }
  }
  for (const GuardRecord& g : guards_) {
    // A class needs a token to look at in a sentence, a phrase needs one anywhere.
    const bool needs_token = g.kind == GuardClass::kPhrase || g.place == GuardPlace::kSentence;
    const bool around = g.kind == GuardClass::kTitle || g.kind == GuardClass::kQuote;
    if (g.tokens > kMaxPhraseTokens || (needs_token && g.tokens == 0) || g.mark > mark_count_ ||
        g.kind > GuardClass::kQuote || g.place > GuardPlace::kIn ||
        around != (g.place == GuardPlace::kIn) ||
        (g.place == GuardPlace::kDocument && g.mark == 0)) {
      return Damaged("a guard is malformed");
    }
  }
  return {};
}

bool Dictionary::PassesGate(std::uint64_t mixed) const {
  const std::uint64_t bit = mixed >> 40;
  return (gate_[(bit >> 6) & (gate_.size() - 1)] >> (bit & 63) & 1) != 0;
}

std::size_t Dictionary::HomeOf(std::uint64_t mixed) const {
  return static_cast<std::size_t>(mixed >> 20) & (slots_.size() - 1);
}

const Slot* Dictionary::FindSlot(text::NgramKey key, std::size_t home) const {
  for (std::size_t i = home; slots_[i].key != 0; i = (i + 1) & (slots_.size() - 1)) {
    if (slots_[i].key == key) return &slots_[i];
  }
  return nullptr;
}

const Slot* Dictionary::Lookup(text::NgramKey key) const {
  const std::uint64_t mixed = MixKey(key);
  return PassesGate(mixed) ? FindSlot(key, HomeOf(mixed)) : nullptr;
}

// Places are read length by length, many at a time: what passes the gate is listed and
// its line of the table sent for before the first is looked at.
struct Dictionary::Live {
  text::NgramKey key;  // of the tokens read so far
  std::uint32_t begin;
  std::uint32_t sentence;
};

// The gate is asked about every token and every two; what passes is read on side by side.
void Dictionary::Find(const SegmentedText& block, std::vector<Candidate>* candidates,
                      DocumentMarks* marks) const {
  static_assert(kPlaces >= text::kMaxSentenceTokens, "a sentence has to fit");
  std::array<Live, kPlaces> words;
  std::array<Live, kPlaces> pairs;
  std::uint32_t s = 0;
  while (s < block.sentences.size()) {
    std::size_t word_count = 0, pair_count = 0;
    for (; s < block.sentences.size(); ++s) {
      const text::Sentence& sentence = block.sentences[s];
      if (sentence.end - sentence.begin > kPlaces - std::max(word_count, pair_count)) break;
      for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
        word_count += Begin(block.keys[i], i, s, &words[word_count]);
      }
      for (std::uint32_t i = sentence.begin; i + 1 < sentence.end; ++i) {
        const text::NgramKey key = text::Extend(block.keys[i], block.keys[i + 1]);
        pair_count += Begin(key, i, s, &pairs[pair_count]);
      }
    }
    const std::size_t first = candidates->size();
    ReadOn(block, 1, std::span(words).first(word_count), candidates, marks);
    ReadOn(block, 2, std::span(pairs).first(pair_count), candidates, marks);
    std::sort(candidates->begin() + static_cast<std::ptrdiff_t>(first), candidates->end(),
              [](const Candidate& a, const Candidate& b) {
                if (a.begin != b.begin) return a.begin < b.begin;
                return a.end != b.end ? a.end > b.end : a.variant < b.variant;
              });
  }
}

// 1 if the key can be in the table.
std::size_t Dictionary::Begin(text::NgramKey key, std::uint32_t begin, std::uint32_t sentence,
                              Live* live) const {
  *live = {key, begin, sentence};
  return PassesGate(MixKey(key)) ? 1 : 0;
}

// All that begins at the places with so many tokens; with one token, only single words.
void Dictionary::ReadOn(const SegmentedText& block, std::uint32_t tokens, std::span<Live> live,
                        std::vector<Candidate>* candidates, DocumentMarks* marks) const {
  for (const bool one = tokens == 1; !live.empty(); ++tokens) {
    for (const Live& place : live) __builtin_prefetch(&slots_[HomeOf(MixKey(place.key))]);
    std::size_t kept = 0;
    for (const Live& place : live) {
      const Slot* slot = FindSlot(place.key, HomeOf(MixKey(place.key)));
      if (slot == nullptr) continue;
      const std::uint32_t end = place.begin + tokens;
      if (slot->mark != 0) (*marks)[slot->mark - 1u] = true;
      if (slot->variant_count != 0) AddVariants(block, *slot, place, end, candidates);
      if (one || tokens == kMaxPhraseTokens || end == block.sentences[place.sentence].end) continue;
      kept +=
          Begin(text::Extend(place.key, block.keys[end]), place.begin, place.sentence, &live[kept]);
    }
    live = live.first(kept);
  }
}

void Dictionary::AddVariants(const SegmentedText& block, const Slot& slot, const Live& place,
                             std::uint32_t end, std::vector<Candidate>* candidates) const {
  for (std::uint32_t v = 0; v < slot.variant_count; ++v) {
    const Candidate candidate{place.begin, end, place.sentence, slot.first_variant + v, 0};
    // A key collision of phrases of different length is settled here.
    const Variant& variant = variants_[candidate.variant];
    if (variant.tokens == end - place.begin && CaseMatches(block, place.begin, variant) &&
        GuardsAllow(block, candidate)) {
      candidates->push_back(candidate);
    }
  }
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

namespace {

bool ClassHolds(const SegmentedText& block, std::uint32_t token, GuardClass kind) {
  const Token& t = block.tokens[token];
  const bool word = t.kind == TokenKind::kWord;
  switch (kind) {
    case GuardClass::kNumber:
      return t.kind == TokenKind::kNumber;
    case GuardClass::kCapital:
      return word && (t.flags & text::kCapitalised) != 0;
    case GuardClass::kLower:
      return word && (t.flags & text::kCapitalised) == 0;
    case GuardClass::kPunct:
      return t.kind == TokenKind::kPunctuation;
    default:
      return false;
  }
}

text::NgramKey KeyOf(const SegmentedText& block, std::uint32_t begin, std::uint32_t tokens) {
  text::NgramKey key = 0;
  for (std::uint32_t i = 0; i < tokens; ++i) key = text::Extend(key, block.keys[begin + i]);
  return key;
}

}  // namespace

bool Dictionary::GuardHolds(const SegmentedText& block, const Candidate& candidate,
                            const GuardRecord& guard) const {
  const text::Sentence& s = block.sentences[candidate.sentence];
  switch (guard.place) {
    case GuardPlace::kPrev:
      if (guard.kind == GuardClass::kStart) return candidate.begin == s.begin;
      if (candidate.begin < s.begin + guard.tokens || candidate.begin == s.begin) return false;
      if (guard.kind != GuardClass::kPhrase) {
        return ClassHolds(block, candidate.begin - 1, guard.kind);
      }
      return KeyOf(block, candidate.begin - guard.tokens, guard.tokens) == guard.key;
    case GuardPlace::kNext:
      // The stop that closes the sentence does not count as a neighbour of <end>.
      if (guard.kind == GuardClass::kEnd) {
        return candidate.end == s.end ||
               (candidate.end + 1 == s.end && ClassHolds(block, candidate.end, GuardClass::kPunct));
      }
      if (candidate.end + guard.tokens > s.end || candidate.end == s.end) return false;
      if (guard.kind != GuardClass::kPhrase) return ClassHolds(block, candidate.end, guard.kind);
      return KeyOf(block, candidate.end, guard.tokens) == guard.key;
    case GuardPlace::kSentence:
      for (std::uint32_t i = s.begin; i + guard.tokens <= s.end; ++i) {
        const bool holds = guard.kind == GuardClass::kPhrase
                               ? KeyOf(block, i, guard.tokens) == guard.key
                               : ClassHolds(block, i, guard.kind);
        if (holds) return true;
      }
      return false;
    case GuardPlace::kDocument:
      break;
    case GuardPlace::kIn:
      if (guard.kind == GuardClass::kTitle) return text::IsHeadline(block, s);
      return text::InQuotation(block, candidate.sentence, candidate.begin, candidate.end);
  }
  return false;
}

bool Dictionary::HasDocumentGuards(std::uint32_t entry) const {
  const EntryRecord& record = entries_[entry];
  const auto guards =
      guards_.subspan(record.first_guard, std::size_t{record.require_count} + record.forbid_count);
  return std::any_of(guards.begin(), guards.end(),
                     [](const GuardRecord& guard) { return guard.place == GuardPlace::kDocument; });
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
  for (const Slot& slot : slots_) {
    if (slot.variant_count == 0) continue;
    const Slot* other = later.Lookup(slot.key);
    if (other == nullptr || other->variant_count == 0) continue;
    for (std::uint32_t v = 0; v < slot.variant_count; ++v) {
      (*overridden)[slot.first_variant + v] = true;
    }
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
