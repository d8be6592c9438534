// Collects everything in flat arrays, then lays them out as
// dictionary/dictionary_format.h draws them.
#include "detector/compiler/dictionary_compiler.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <utility>

#include "detector/compiler/spelling_variants.h"
#include "detector/text/segmenter.h"

namespace calque::compiler {
namespace {

using dictionary::EntryRecord;
using dictionary::GuardPlace;
using dictionary::GuardRecord;
using dictionary::Header;
using dictionary::OriginalRecord;
using dictionary::Slot;
using dictionary::Variant;

// Counts and marks have 16 bits in the section.
constexpr std::size_t kMax16 = std::numeric_limits<std::uint16_t>::max();

struct Phrase {
  std::vector<std::uint32_t> variants;  // indices in the order of the sources
  std::uint16_t mark = 0;
};

class Builder {
 public:
  explicit Builder(SourceErrors* errors) : errors_(*errors) {}
  void Add(const SourceEntry& entry, const std::vector<Spelling>& spellings);
  std::string Serialize();
  std::size_t entries() const { return entries_.size(); }
  std::size_t phrases() const { return variants_.size(); }

 private:
  std::uint32_t AddString(const std::string& text) {
    const auto offset = static_cast<std::uint32_t>(strings_.size());
    strings_ += text;
    return offset;
  }
  void AddVariant(const SourceEntry& entry, const Spelling& spelling);
  void AddGuard(const SourceEntry& entry, const SourceGuard& guard);
  std::uint16_t NewMark(const SourceEntry& entry);
  Phrase& PhraseAt(const std::vector<text::TokenKey>& tokens);
  std::vector<Slot> Slots(std::vector<Variant>* ordered);

  // Ordered by key, so that the table is filled in a fixed order.
  std::map<text::NgramKey, Phrase> phrases_;
  std::vector<Variant> variants_;
  std::vector<EntryRecord> entries_;
  std::vector<OriginalRecord> originals_;
  std::vector<GuardRecord> guards_;
  std::vector<std::uint64_t> keys_;
  std::string strings_;
  std::uint16_t marks_ = 0;
  SourceErrors& errors_;
};

text::NgramKey KeyOf(const std::vector<text::TokenKey>& tokens) {
  text::NgramKey key = 0;
  for (const text::TokenKey token : tokens) key = text::Extend(key, token);
  return key;
}

// The phrase with these tokens; its prefixes get a place in the table, too.
Phrase& Builder::PhraseAt(const std::vector<text::TokenKey>& tokens) {
  text::NgramKey key = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    key = text::Extend(key, tokens[i]);
    if (i > 0) phrases_[key];
  }
  return phrases_[key];
}

void Builder::AddVariant(const SourceEntry& entry, const Spelling& spelling) {
  const text::SegmentedText artifact = text::SegmentAll(spelling.artifact);
  Variant variant{};
  variant.entry = static_cast<std::uint32_t>(entries_.size() - 1);
  variant.case_mode = entry.case_mode;
  variant.tokens = static_cast<std::uint8_t>(artifact.tokens.size());
  for (std::size_t i = 0; i < artifact.tokens.size(); ++i) {
    const text::Token& token = artifact.tokens[i];
    const auto bit = static_cast<std::uint16_t>(1u << i);
    if ((token.flags & text::kCapitalised) != 0) variant.capitals |= bit;
    if (token.kind == text::TokenKind::kWord && token.end - token.begin > 3) {
      variant.long_words |= bit;
    }
  }
  variant.first_original = static_cast<std::uint32_t>(originals_.size());
  variant.original_count = static_cast<std::uint16_t>(spelling.originals.size());
  for (const std::string& original : spelling.originals) {
    const text::SegmentedText block = text::SegmentAll(original);
    originals_.push_back({static_cast<std::uint32_t>(keys_.size()), AddString(original),
                          static_cast<std::uint16_t>(block.keys.size()),
                          static_cast<std::uint16_t>(original.size())});
    keys_.insert(keys_.end(), block.keys.begin(), block.keys.end());
  }
  std::vector<std::uint32_t>& variants = PhraseAt(artifact.keys).variants;
  if (variants.size() == kMax16) {
    errors_.push_back(entry.Where() + ": more than " + std::to_string(kMax16) +
                      " entries have the words \"" + spelling.artifact + "\"");
    return;
  }
  variants.push_back(static_cast<std::uint32_t>(variants_.size()));
  variants_.push_back(variant);
}

// 1 + the index of the next phrase that guards look for in the whole document.
std::uint16_t Builder::NewMark(const SourceEntry& entry) {
  if (marks_ < kMax16) return ++marks_;
  errors_.push_back(entry.Where() + ": the document: guards have more than " +
                    std::to_string(kMax16) + " different phrases");
  return marks_;
}

void Builder::AddGuard(const SourceEntry& entry, const SourceGuard& guard) {
  GuardRecord record{};
  record.place = guard.place;
  record.kind = guard.kind;
  if (guard.kind == dictionary::GuardClass::kPhrase) {
    const text::SegmentedText block = text::SegmentAll(guard.phrase);
    record.key = KeyOf(block.keys);
    record.tokens = static_cast<std::uint8_t>(block.keys.size());
    if (guard.place == GuardPlace::kDocument) {
      Phrase& phrase = PhraseAt(block.keys);
      if (phrase.mark == 0) phrase.mark = NewMark(entry);
      record.mark = phrase.mark;
    }
  } else {
    record.tokens = guard.place == GuardPlace::kSentence ? 1 : 0;
  }
  guards_.push_back(record);
}

void Builder::Add(const SourceEntry& entry, const std::vector<Spelling>& spellings) {
  EntryRecord record{};
  record.id = AddString(entry.id);
  record.id_size = static_cast<std::uint16_t>(entry.id.size());
  record.family = static_cast<std::uint8_t>(entry.family);
  record.strength = static_cast<std::uint8_t>(entry.strength);
  record.first_guard = static_cast<std::uint32_t>(guards_.size());
  record.require_count = static_cast<std::uint16_t>(entry.require.size());
  record.forbid_count = static_cast<std::uint16_t>(entry.forbid.size());
  std::copy_n(entry.pivot.begin(), std::min<std::size_t>(2, entry.pivot.size()), record.pivot);
  entries_.push_back(record);
  for (const SourceGuard& guard : entry.require) AddGuard(entry, guard);
  for (const SourceGuard& guard : entry.forbid) AddGuard(entry, guard);
  for (const Spelling& spelling : spellings) AddVariant(entry, spelling);
}

// The hash table; variants are reordered so that those of a phrase lie together.
std::vector<Slot> Builder::Slots(std::vector<Variant>* ordered) {
  std::vector<Slot> slots(std::bit_ceil(phrases_.size() * 2 + 1));
  for (const auto& [key, phrase] : phrases_) {
    std::size_t i = (dictionary::MixKey(key) >> 20) & (slots.size() - 1);
    while (slots[i].key != 0) i = (i + 1) & (slots.size() - 1);
    slots[i] = {key, static_cast<std::uint32_t>(ordered->size()),
                static_cast<std::uint16_t>(phrase.variants.size()), phrase.mark};
    for (const std::uint32_t index : phrase.variants) ordered->push_back(variants_[index]);
  }
  return slots;
}

template <typename T>
void AppendArray(const std::vector<T>& array, std::string* out) {
  out->resize((out->size() + 7) / 8 * 8, '\0');
  out->append(reinterpret_cast<const char*>(array.data()), array.size() * sizeof(T));
}

std::string Builder::Serialize() {
  std::vector<Variant> ordered;
  ordered.reserve(variants_.size());
  const std::vector<Slot> slots = Slots(&ordered);
  // Sixteen bits a key: one absent key in about sixteen passes the gate.
  std::vector<std::uint64_t> gate(
      std::min<std::size_t>(std::bit_ceil(phrases_.size() / 4 + 1), std::size_t{1} << 18));
  for (const auto& [key, phrase] : phrases_) {
    const std::uint64_t bit = dictionary::MixKey(key) >> 40;
    gate[(bit >> 6) & (gate.size() - 1)] |= std::uint64_t{1} << (bit & 63);
  }
  const auto size32 = [](const auto& array) { return static_cast<std::uint32_t>(array.size()); };
  const Header header{dictionary::kDictionaryMagic,
                      dictionary::kDictionaryVersion,
                      size32(gate),
                      size32(slots),
                      size32(ordered),
                      size32(entries_),
                      size32(originals_),
                      size32(guards_),
                      size32(keys_),
                      size32(strings_),
                      marks_,
                      0};
  std::string out(reinterpret_cast<const char*>(&header), sizeof(header));
  AppendArray(gate, &out);
  AppendArray(slots, &out);
  AppendArray(ordered, &out);
  AppendArray(entries_, &out);
  AppendArray(originals_, &out);
  AppendArray(guards_, &out);
  AppendArray(keys_, &out);
  out.resize((out.size() + 7) / 8 * 8, '\0');
  return out + strings_;
}

text::NgramKey PhraseOf(const std::string& artifact) {
  return KeyOf(text::SegmentAll(artifact).keys);
}

// The artifacts as the sources have them.
absl::flat_hash_set<text::NgramKey> WrittenPhrases(const std::vector<SourceEntry>& entries) {
  absl::flat_hash_set<text::NgramKey> phrases;
  for (const SourceEntry& entry : entries) {
    if (!entry.off) phrases.insert(PhraseOf(entry.artifact));
  }
  return phrases;
}

CompiledDictionary Finished(Builder builder) {
  CompiledDictionary compiled;
  compiled.section = builder.Serialize();
  compiled.entries = builder.entries();
  compiled.phrases = builder.phrases();
  return compiled;
}

}  // namespace

CompiledDictionary CompileDictionary(const std::vector<SourceEntry>& entries,
                                     const Lexicon& lexicon, SourceErrors* errors) {
  Builder builder(errors);
  const auto written = WrittenPhrases(entries);
  for (const SourceEntry& entry : entries) {
    if (entry.off) continue;
    std::vector<Spelling> spellings = AllSpellings(entry, lexicon, errors);
    // What another entry says of its own words counts more than what follows from this one.
    std::erase_if(spellings, [&](const Spelling& spelling) {
      return spelling.artifact != entry.artifact && written.contains(PhraseOf(spelling.artifact));
    });
    builder.Add(entry, spellings);
  }
  return Finished(std::move(builder));
}

CompiledDictionary CompileAsWritten(const std::vector<SourceEntry>& entries, SourceErrors* errors) {
  Builder builder(errors);
  for (const SourceEntry& entry : entries) {
    if (!entry.off) builder.Add(entry, {{entry.artifact, entry.originals}});
  }
  return Finished(std::move(builder));
}

}  // namespace calque::compiler
