// Which languages have a word: English and those that texts are translated through.
// Asked about words that the language model lacks, and whether rare ones are of a pivot
// language; so of the English words it holds only those that the model lacks.
//
// A section of the pack, little-endian, 4-byte aligned, written by
// compiler/lexicon_compiler:
//
//   LexiconHeader
//   starts  u32[kLexiconBuckets + 1]  bucket b is words[starts[b]] to words[starts[b + 1]]
//   words   u32[word_count]           key bits << 11 | languages, ascending in a bucket
//
// A word's key is mixed; the top 16 bits choose the bucket, the next 21 are stored: 37
// bits in all, so that of a million words that are in no list fewer than eight are
// taken for one that is, per million words listed.
#ifndef CALQUE_DETECTOR_SCORING_LEXICON_TABLE_H_
#define CALQUE_DETECTOR_SCORING_LEXICON_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "calque/result.h"
#include "detector/text/token_key.h"

namespace calque::scoring {

// One bit for each list of words.
using Languages = std::uint16_t;
inline constexpr Languages kEnglishWord = 1;  // with a small first letter
inline constexpr Languages kEnglishName = 2;  // "Aachen": only with a capital
// Then the pivot languages: bit 2 + i is kPivotLanguages[i], ISO 639-1.
inline constexpr std::array<std::string_view, 9> kPivotLanguages = {"it", "fr", "es", "pt", "de",
                                                                    "nl", "sv", "pl", "tr"};
inline constexpr unsigned kLanguageBits = 2 + kPivotLanguages.size();

constexpr Languages PivotBit(std::size_t i) { return static_cast<Languages>(1u << (2 + i)); }

inline constexpr std::uint32_t kLexiconMagic = 0x4958454C;  // "LEXI"
inline constexpr std::uint32_t kLexiconVersion = 1;
inline constexpr std::uint32_t kLexiconBuckets = 1u << 16;

struct LexiconHeader {
  std::uint32_t magic;
  std::uint32_t version;
  std::uint32_t language_bits;
  std::uint32_t word_count;
};
static_assert(sizeof(LexiconHeader) == 16);

// Where a word is looked for.
struct LexiconPlace {
  std::uint32_t bucket;
  std::uint32_t rest;  // the stored bits of the key
};

constexpr LexiconPlace PlaceOf(text::TokenKey key) {
  const std::uint64_t mixed = key * 0xD6E8FEB86659FD93u;
  constexpr std::uint32_t kRest = (1u << (32 - kLanguageBits)) - 1;
  return {static_cast<std::uint32_t>(mixed >> 48),
          static_cast<std::uint32_t>(mixed >> (16 + kLanguageBits)) & kRest};
}

class LexiconTable {
 public:
  LexiconTable() = default;  // no words

  // Validates the section once; look-ups trust it. The bytes must outlive the table.
  static Result<LexiconTable> Open(std::span<const std::byte> section);

  // 0 when no list has the word.
  Languages Find(text::TokenKey key) const;

  std::size_t size() const { return words_.size(); }

 private:
  std::span<const std::uint32_t> starts_;
  std::span<const std::uint32_t> words_;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_LEXICON_TABLE_H_
