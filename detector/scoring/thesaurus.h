// Which words a synonym spinner may have put for which others: pairs of a thesaurus
// (spun word -> original), each with what clean prose taught about it.
//
// A section of the pack, little-endian, 8-byte aligned, written by
// compiler/thesaurus_compiler:
//
//   ThesaurusHeader
//   slots      ThesaurusSlot[slot_count]  open addressing, power of two, key 0 = empty
//   originals  u64[pair_count]            token keys; those of a word lie together
//   trust      i8[pair_count]             1/16 nat, see below
//
// `log_ratio` of a class of finds (substitution.h) is the logarithm of how much more
// often a swapped word falls into it than a word of clean prose; `trust` of a pair is
// added to it, and is negative for a pair that misfires more than the others.
#ifndef CALQUE_DETECTOR_SCORING_THESAURUS_H_
#define CALQUE_DETECTOR_SCORING_THESAURUS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "calque/result.h"
#include "detector/text/prefetch.h"
#include "detector/text/token_key.h"

namespace calque::scoring {

inline constexpr std::uint32_t kThesaurusMagic = 0x53454854;  // "THES"
inline constexpr std::uint32_t kThesaurusVersion = 1;
// Finds are told apart by whether the model knows the word as written beside none or one
// of its neighbours, and by the gain, in steps of half a log10 unit.
inline constexpr std::size_t kGainSteps = 12;
inline constexpr std::size_t kFindClasses = 2 * kGainSteps;
inline constexpr float kTrustUnit = 1.0f / 16;

struct ThesaurusHeader {
  std::uint32_t magic;
  std::uint32_t version;
  std::uint32_t slot_count;
  std::uint32_t pair_count;
  std::array<float, kFindClasses> log_ratio;
};
static_assert(sizeof(ThesaurusHeader) == 112);

struct ThesaurusSlot {
  std::uint64_t key;
  std::uint32_t first_pair;
  std::uint32_t pair_count;
};
static_assert(sizeof(ThesaurusSlot) == 16);

// Half-open range of pairs.
struct PairRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool empty() const { return begin == end; }
};

class Thesaurus {
 public:
  Thesaurus() = default;  // no words

  // Validates the section once; look-ups trust it. The bytes must outlive the thesaurus.
  static Result<Thesaurus> Open(std::span<const std::byte> section);

  // The pairs that have `word` as the spun word; empty when there are none.
  PairRange Find(text::TokenKey word) const;

  // Sends for what Find will look at first; for what Original will.
  void Prefetch(text::TokenKey word) const {
    if (!slots_.empty()) text::Prefetch(&slots_[HomeOf(word, slots_.size())]);
  }
  void Prefetch(PairRange pairs) const { text::Prefetch(&originals_[pairs.begin]); }

  text::TokenKey Original(std::uint32_t pair) const { return originals_[pair]; }
  std::span<const text::TokenKey> Originals(PairRange pairs) const {
    return originals_.subspan(pairs.begin, pairs.end - pairs.begin);
  }
  // Natural logarithm of the likelihood ratio of a find, swapped against clean.
  // Requires find_class < kFindClasses.
  float LogRatio(std::uint32_t pair, std::size_t find_class) const {
    return log_ratio_[find_class] + static_cast<float>(trust_[pair]) * kTrustUnit;
  }

  std::size_t pair_count() const { return originals_.size(); }

  // Where a key is looked for first; `slot_count` is a power of two.
  static std::size_t HomeOf(text::TokenKey key, std::size_t slot_count) {
    return static_cast<std::size_t>((key * 0xD6E8FEB86659FD93u) >> 24) & (slot_count - 1);
  }

 private:
  std::span<const ThesaurusSlot> slots_;
  std::span<const text::TokenKey> originals_;
  std::span<const std::int8_t> trust_;
  std::span<const float> log_ratio_;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_THESAURUS_H_
