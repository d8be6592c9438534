// The byte layout of the compiled dictionary, a section of the pack. Written by
// compiler/dictionary_compiler, read in place by Dictionary. Little-endian; every
// array starts at a multiple of 64 bytes, in this order:
//
//   Header
//   words      u64[word_gate_words]  a filter of the words that are a phrase (key_gate.h)
//   pairs      u64[pair_gate_words]  a filter of the pairs by which longer phrases are found
//   slots      Slot[slot_count]      lines of four, a power of two of them
//   variants   Variant[variant_count]
//   entries    EntryRecord[entry_count]
//   originals  OriginalRecord[original_count]
//   guards     GuardRecord[guard_count]
//   keys       u64[key_count]        token keys of the originals
//   strings    char[string_bytes]    ids and originals, not terminated
//
// Every phrase has an anchor: its only word, or two neighbouring words of it, those that the
// phrases of this dictionary have least often. A scan asks the filters about every word and
// every two of the text; what they let through is looked for at the anchor's home in `slots`,
// where the phrases that have it stand with the key of all their tokens. "of the government" is
// found by "the government", and "of the", which every text has at every turn, is not known at
// all. A phrase whose anchor's line is full is in the next line that is not; the first slots of a
// line are taken first, so that a scan goes on where the last one is. Keys are the n-gram keys that
// the language model uses, too.
#ifndef CALQUE_DETECTOR_DICTIONARY_DICTIONARY_FORMAT_H_
#define CALQUE_DETECTOR_DICTIONARY_DICTIONARY_FORMAT_H_

#include <cstddef>
#include <cstdint>

#include "detector/text/token_key.h"

namespace calque::dictionary {

inline constexpr std::uint32_t kDictionaryMagic = 0x54434944;  // "DICT"
// 2: guards of place kIn; 3: no prefixes of one token; 4: anchors
inline constexpr std::uint32_t kDictionaryVersion = 4;
// The longest artifact, original or guard phrase, in tokens.
inline constexpr int kMaxPhraseTokens = 12;

struct Header {
  std::uint32_t magic;
  std::uint32_t version;
  std::uint32_t word_gate_words;
  std::uint32_t pair_gate_words;
  std::uint32_t slot_count;
  std::uint32_t variant_count;
  std::uint32_t entry_count;
  std::uint32_t original_count;
  std::uint32_t guard_count;
  std::uint32_t key_count;
  std::uint32_t string_bytes;
  std::uint32_t mark_count;  // different phrases of document guards
};
static_assert(sizeof(Header) == 48);

// A phrase of an entry or of a document guard. One with more than 255 variants takes several
// slots, and so does one that is both.
struct Slot {
  std::uint64_t key;           // of all tokens
  std::uint32_t first;         // variant; of a guard's phrase: 1 + its mark
  std::uint8_t variant_count;  // 0: a guard's phrase
  std::uint8_t tokens;         // 0: the slot is empty
  std::uint8_t anchor;         // the token of the phrase at which its anchor begins
  std::uint8_t tag;            // of the anchor, the lowest bit set if it is a pair
};
static_assert(sizeof(Slot) == 16);
inline constexpr std::size_t kSlotsInLine = 4;
inline constexpr std::size_t kArrayAlignment = 64;

enum class CaseMode : std::uint8_t {
  kAny,
  kTitle,  // every word of more than three letters is capitalised in the text
  kExact,  // capitals where the entry has them, and only there
};

// One spelling of an entry: as written, or inflected.
struct Variant {
  std::uint32_t entry;
  std::uint32_t first_original;
  std::uint16_t original_count;
  std::uint16_t capitals;  // bit i: token i has a capital (for kExact)
  std::uint8_t tokens;
  CaseMode case_mode;
  std::uint16_t long_words;  // bit i: token i is a word of more than three letters
};
static_assert(sizeof(Variant) == 16);

struct EntryRecord {
  std::uint32_t id;  // offset into strings
  std::uint16_t id_size;
  std::uint8_t family;
  std::uint8_t strength;
  std::uint32_t first_guard;  // the require guards, then the forbid guards
  std::uint16_t require_count;
  std::uint16_t forbid_count;
  char pivot[2];                  // ISO 639-1, or zeros
  std::uint16_t document_guards;  // how many of the guards look at the whole document
};
static_assert(sizeof(EntryRecord) == 20);

struct OriginalRecord {
  std::uint32_t first_key;
  std::uint32_t text;  // offset into strings
  std::uint16_t key_count;
  std::uint16_t text_size;
};
static_assert(sizeof(OriginalRecord) == 12);

enum class GuardPlace : std::uint8_t {
  kPrev,
  kNext,
  kSentence,
  kDocument,
  kIn,  // what stands around the match; only with the last two classes, and they only here
};
enum class GuardClass : std::uint8_t {
  kPhrase,
  kStart,
  kEnd,
  kNumber,
  kCapital,
  kLower,
  kPunct,
  kTitle,  // a sentence written like a headline
  kQuote,  // quotation marks
};

struct GuardRecord {
  std::uint64_t key;  // of the phrase; 0 for a class
  GuardPlace place;
  GuardClass kind;
  std::uint8_t tokens;
  std::uint8_t reserved;
  std::uint32_t mark;  // 1 + mark index for kDocument
};
static_assert(sizeof(GuardRecord) == 16);

// The line of `slots` where the phrases of an anchor begin, and what tells them from others there.
// The last token's key goes into an n-gram key as it is: its bits need no mixing, only the
// lowest are alike where a word is repeated.
inline std::size_t LineOf(text::NgramKey anchor, std::size_t lines) {
  return static_cast<std::size_t>(anchor >> 4) & (lines - 1);
}
inline std::uint8_t TagOf(text::NgramKey anchor, bool pair) {
  return static_cast<std::uint8_t>((anchor >> 56 & 0xFE) | (pair ? 1 : 0));
}

}  // namespace calque::dictionary

#endif  // CALQUE_DETECTOR_DICTIONARY_DICTIONARY_FORMAT_H_
