// The byte layout of the compiled dictionary, a section of the pack. Written by
// compiler/dictionary_compiler, read in place by Dictionary. Little-endian; every
// array starts at a multiple of 8 bytes, in this order:
//
//   Header
//   gate       u64[gate_words]       a bit for every key in `slots` (see below)
//   slots      Slot[slot_count]      open addressing, power of two, key 0 = empty
//   variants   Variant[variant_count]
//   entries    EntryRecord[entry_count]
//   originals  OriginalRecord[original_count]
//   guards     GuardRecord[guard_count]
//   keys       u64[key_count]        token keys of the originals
//   strings    char[string_bytes]    ids and originals, not terminated
//
// `slots` holds the key of every phrase AND of every proper prefix of two tokens or more, so
// that a scan that walks right from two tokens stops at the first miss. Single words begin
// phrases too often to be worth a look: only those that are a phrase are there. A phrase is
// found with the same n-gram keys that the language model uses.
#ifndef CALQUE_DETECTOR_DICTIONARY_DICTIONARY_FORMAT_H_
#define CALQUE_DETECTOR_DICTIONARY_DICTIONARY_FORMAT_H_

#include <cstdint>

#include "detector/text/token_key.h"

namespace calque::dictionary {

inline constexpr std::uint32_t kDictionaryMagic = 0x54434944;  // "DICT"
// 2: guards of place kIn; 3: no prefixes of one token
inline constexpr std::uint32_t kDictionaryVersion = 3;
// The longest artifact, original or guard phrase, in tokens.
inline constexpr int kMaxPhraseTokens = 12;

struct Header {
  std::uint32_t magic;
  std::uint32_t version;
  std::uint32_t gate_words;
  std::uint32_t slot_count;
  std::uint32_t variant_count;
  std::uint32_t entry_count;
  std::uint32_t original_count;
  std::uint32_t guard_count;
  std::uint32_t key_count;
  std::uint32_t string_bytes;
  std::uint32_t mark_count;  // different phrases of document guards
  std::uint32_t reserved;
};
static_assert(sizeof(Header) == 48);

struct Slot {
  std::uint64_t key;
  std::uint32_t first_variant;
  std::uint16_t variant_count;  // 0: only a prefix of longer phrases, or a mark
  std::uint16_t mark;           // 1 + index of the document-guard phrase, or 0
};
static_assert(sizeof(Slot) == 16);

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
  char pivot[2];  // ISO 639-1, or zeros
  std::uint16_t reserved;
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

// Where a key starts in `slots`, and its bit in the gate.
inline std::uint64_t MixKey(text::NgramKey key) {
  key ^= key >> 32;
  return key * 0xD6E8FEB86659FD93u;
}

}  // namespace calque::dictionary

#endif  // CALQUE_DETECTOR_DICTIONARY_DICTIONARY_FORMAT_H_
