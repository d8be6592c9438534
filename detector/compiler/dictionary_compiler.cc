// Collects everything in flat arrays, then lays them out as
// dictionary/dictionary_format.h draws them.
#include "detector/compiler/dictionary_compiler.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <span>
#include <utility>

#include "detector/compiler/spelling_variants.h"
#include "detector/dictionary/key_gate.h"
#include "detector/text/segmenter.h"

namespace calque::compiler {
namespace {

using dictionary::EntryRecord;
using dictionary::GuardPlace;
using dictionary::GuardRecord;
using dictionary::Header;
using dictionary::kSlotsInLine;
using dictionary::OriginalRecord;
using dictionary::Slot;
using dictionary::Variant;

// Counts and marks have 16 bits in the section.
constexpr std::size_t kMax16 = std::numeric_limits<std::uint16_t>::max();

// A slot counts its variants in 8 bits.
constexpr std::size_t kMaxInSlot = std::numeric_limits<std::uint8_t>::max();

using text::TokenKeys;

struct Phrase {
  TokenKeys tokens;
  std::vector<std::uint32_t> variants;  // indices in the order of the sources
  std::uint16_t mark = 0;
};

// Chooses the pair of words by which a phrase is found: the one that a text is likely to have
// least often, going by how many times the phrases have it and its words.
class AnchorChoice {
 public:
  void Count(const TokenKeys& phrase) {
    for (const text::TokenKey token : phrase) ++words_[token];
    for (std::size_t i = 0; i + 1 < phrase.size(); ++i) ++pairs_[PairAt(phrase, i)];
  }
  // The token at which the pair begins; of single words, that word.
  std::size_t Of(const TokenKeys& phrase) const {
    std::size_t best = 0;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i + 1 < phrase.size(); ++i) {
      const double pairs = pairs_.find(PairAt(phrase, i))->second;
      const double often =
          pairs * pairs * words_.find(phrase[i])->second * words_.find(phrase[i + 1])->second;
      if (often < least) best = i;
      least = std::min(least, often);
    }
    return best;
  }

 private:
  static text::NgramKey PairAt(const TokenKeys& phrase, std::size_t i) {
    return text::Extend(phrase[i], phrase[i + 1]);
  }

  absl::flat_hash_map<text::TokenKey, std::uint32_t> words_;
  absl::flat_hash_map<text::NgramKey, std::uint32_t> pairs_;
};

// Collects slots, then lays out the table and its two gates.
class IndexBuilder {
 public:
  // `slot` but for its place and tag.
  void Add(Slot slot, const TokenKeys& phrase) {
    const auto anchor = std::span(phrase).subspan(slot.anchor).first(phrase.size() == 1 ? 1 : 2);
    const text::NgramKey key = text::NgramKeyOf(anchor);
    slot.tag = dictionary::TagOf(key, anchor.size() == 2);
    slots_.push_back({slot, key});
    (anchor.size() == 1 ? words_ : pairs_).insert(key);
  }
  std::vector<Slot> Slots() const {
    std::vector<Slot> table(std::bit_ceil(std::max(slots_.size() * 2, kSlotsInLine)));
    for (const auto& [slot, key] : slots_) {
      std::size_t i = dictionary::LineOf(key, table.size() / kSlotsInLine) * kSlotsInLine;
      while (table[i].tokens != 0) i = (i + 1) & (table.size() - 1);
      table[i] = slot;
    }
    return table;
  }
  std::vector<std::uint64_t> WordGate() const { return Gate(words_); }
  std::vector<std::uint64_t> PairGate() const { return Gate(pairs_); }

 private:
  struct Anchored {
    Slot slot;
    text::NgramKey anchor;
  };
  using Keys = absl::flat_hash_set<text::NgramKey>;

  static std::vector<std::uint64_t> Gate(const Keys& keys) {
    std::vector<std::uint64_t> gate(dictionary::KeyGate::WordsFor(keys.size()));
    for (const text::NgramKey key : keys) dictionary::KeyGate::Add(key, gate);
    return gate;
  }

  std::vector<Anchored> slots_;
  Keys words_;
  Keys pairs_;
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
  Phrase& PhraseAt(const TokenKeys& tokens);
  IndexBuilder Index(std::vector<Variant>* ordered) const;

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

Phrase& Builder::PhraseAt(const TokenKeys& tokens) {
  Phrase& phrase = phrases_[text::NgramKeyOf(tokens)];
  phrase.tokens = tokens;
  return phrase;
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
    record.key = text::NgramKeyOf(block.keys);
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
  for (const auto* guards : {&entry.require, &entry.forbid}) {
    for (const SourceGuard& guard : *guards) {
      AddGuard(entry, guard);
      if (guard.place == GuardPlace::kDocument) ++entries_.back().document_guards;
    }
  }
  for (const Spelling& spelling : spellings) AddVariant(entry, spelling);
}

// Variants are reordered so that those of a phrase lie together.
IndexBuilder Builder::Index(std::vector<Variant>* ordered) const {
  AnchorChoice anchors;
  for (const auto& [key, phrase] : phrases_) anchors.Count(phrase.tokens);
  IndexBuilder index;
  for (const auto& [key, phrase] : phrases_) {
    Slot slot{.key = key,
              .first = phrase.mark,
              .variant_count = 0,
              .tokens = static_cast<std::uint8_t>(phrase.tokens.size()),
              .anchor = static_cast<std::uint8_t>(anchors.Of(phrase.tokens)),
              .tag = 0};
    if (phrase.mark != 0) index.Add(slot, phrase.tokens);
    for (std::size_t i = 0; i < phrase.variants.size(); i += slot.variant_count) {
      slot.first = static_cast<std::uint32_t>(ordered->size());
      slot.variant_count =
          static_cast<std::uint8_t>(std::min(phrase.variants.size() - i, kMaxInSlot));
      for (std::size_t v = 0; v < slot.variant_count; ++v) {
        ordered->push_back(variants_[phrase.variants[i + v]]);
      }
      index.Add(slot, phrase.tokens);
    }
  }
  return index;
}

void Align(std::string* out) {
  constexpr std::size_t kTo = dictionary::kArrayAlignment;
  out->resize((out->size() + kTo - 1) / kTo * kTo, '\0');
}

template <typename T>
void AppendArray(const std::vector<T>& array, std::string* out) {
  Align(out);
  out->append(reinterpret_cast<const char*>(array.data()), array.size() * sizeof(T));
}

std::string Builder::Serialize() {
  std::vector<Variant> ordered;
  ordered.reserve(variants_.size());
  const IndexBuilder index = Index(&ordered);
  const std::vector<std::uint64_t> words = index.WordGate();
  const std::vector<std::uint64_t> pairs = index.PairGate();
  const std::vector<Slot> slots = index.Slots();
  const auto size32 = [](const auto& array) { return static_cast<std::uint32_t>(array.size()); };
  const Header header{dictionary::kDictionaryMagic,
                      dictionary::kDictionaryVersion,
                      size32(words),
                      size32(pairs),
                      size32(slots),
                      size32(ordered),
                      size32(entries_),
                      size32(originals_),
                      size32(guards_),
                      size32(keys_),
                      size32(strings_),
                      marks_};
  std::string out(reinterpret_cast<const char*>(&header), sizeof(header));
  AppendArray(words, &out);
  AppendArray(pairs, &out);
  AppendArray(slots, &out);
  AppendArray(ordered, &out);
  AppendArray(entries_, &out);
  AppendArray(originals_, &out);
  AppendArray(guards_, &out);
  AppendArray(keys_, &out);
  Align(&out);
  return out + strings_;
}

text::NgramKey PhraseOf(const std::string& artifact) {
  return text::NgramKeyOf(text::SegmentAll(artifact).keys);
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
