// The lines of one order in the n-gram table, and how a key is looked for there
// (layout in table_format.h).
#ifndef CALQUE_DETECTOR_LM_NGRAM_REGION_H_
#define CALQUE_DETECTOR_LM_NGRAM_REGION_H_

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "detector/lm/table_format.h"
#include "detector/text/token_key.h"

namespace calque::lm {

// What the table knows of an n-gram, as codes.
struct NgramSlot {
  bool found = false;
  std::uint8_t probability = 0;
  std::uint8_t backoff = 0;
  std::int8_t weight = 0;

  // Whether the n-gram belongs to the generative model, not only to the weights.
  bool has_probability() const { return probability != 0; }
};

// Where in its region a key has to be looked for: the home line, and in the low
// 16 bits the fingerprint. Place 0 is valid in every region.
using NgramPlace = std::uint64_t;

// The lines of one order. Find asks for one key; who has many keys at hand
// locates them all, prefetches well ahead, and asks FindAtHome, which is free of
// branches.
class NgramRegion {
 public:
  NgramRegion() = default;  // one empty line
  NgramRegion(const TableLine* lines, std::uint64_t line_count)
      : lines_(lines), line_count_(line_count) {}

  NgramPlace Locate(text::NgramKey key) const {
    const std::uint64_t mixed = MixKey(key);
    return HomeLine(mixed, line_count_) << 16 | Fingerprint(mixed);
  }

  void Prefetch(NgramPlace place) const { __builtin_prefetch(&lines_[place >> 16]); }

  // The line where a key that is not at home is looked for first.
  void PrefetchNext(NgramPlace place) const {
    const auto fingerprint = static_cast<std::uint16_t>(place);
    __builtin_prefetch(&lines_[NextLine(place >> 16, fingerprint, line_count_)]);
  }

  NgramSlot Find(NgramPlace place) const {
    const TableLine& line = lines_[place >> 16];
    const auto fingerprint = static_cast<std::uint16_t>(place);
    const unsigned matches = Matches(line, fingerprint);
    if (matches != 0) return SlotAt(line, matches);
    if ((line.link & FilterMask(fingerprint)) == 0) [[likely]]
      return {};
    return FindSpilled(place);
  }

  // The number of the slot that has the key, counted over all lines with their empty
  // slots; kNoSlot if none has it. For who fills slots: look-ups want their content.
  static constexpr std::uint64_t kNoSlot = ~std::uint64_t{0};
  std::uint64_t SlotNumber(NgramPlace place) const;

  // The probability's code, 0 if the home line does not have the key; 1 if FindSpilled may
  // have the key; the codes of backoff and weight, anything if there is no probability.
  // Computed with, not branched on.
  struct HomeAnswer {
    std::uint8_t probability;
    std::uint8_t backoff;
    std::int8_t weight;
    std::uint8_t may_have_spilled;
  };
  [[gnu::always_inline]] HomeAnswer FindAtHome(NgramPlace place) const {
    const TableLine& line = lines_[place >> 16];
    const auto fingerprint = static_cast<std::uint16_t>(place);
    const unsigned matches = Matches(line, fingerprint);
    // Without a match the codes are those of a thirteenth slot, which is none,
    // but its bytes lie in the line, too.
    const auto slot = static_cast<std::size_t>(std::countr_zero(matches | 1u << kSlotsPerLine));
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&line) + slot;
    const unsigned absent = matches == 0 ? 1 : 0;
    return {static_cast<std::uint8_t>(bytes[offsetof(TableLine, probability)] & (absent - 1)),
            bytes[offsetof(TableLine, backoff)],
            static_cast<std::int8_t>(bytes[offsetof(TableLine, weight)]),
            static_cast<std::uint8_t>(absent & (line.link >> FilterBit(fingerprint)))};
  }

  // Looks for a key that is not at home on its way through the other lines.
  NgramSlot FindSpilled(NgramPlace place) const;

 private:
  static const TableLine kEmptyLine;

  // One bit for each slot that has the fingerprint; at most one is set.
  static unsigned Matches(const TableLine& line, std::uint16_t fingerprint) {
#if defined(__SSE2__)
    // The second half reads four fingerprints and eight probability codes;
    // what the latter give is masked away.
    const __m128i wanted = _mm_set1_epi16(static_cast<short>(fingerprint));
    const auto* halves = reinterpret_cast<const __m128i*>(&line);
    const __m128i low = _mm_cmpeq_epi16(_mm_load_si128(halves), wanted);
    const __m128i high = _mm_cmpeq_epi16(_mm_load_si128(halves + 1), wanted);
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_packs_epi16(low, high))) & 0xFFFu;
#else
    unsigned matches = 0;
    for (unsigned i = 0; i < kSlotsPerLine; ++i) {
      matches |= static_cast<unsigned>(line.fingerprint[i] == fingerprint) << i;
    }
    return matches;
#endif
  }

  static NgramSlot SlotAt(const TableLine& line, unsigned matches) {
    const auto i = static_cast<std::size_t>(std::countr_zero(matches));
    return {true, line.probability[i], line.backoff[i], line.weight[i]};
  }

  const TableLine* lines_ = &kEmptyLine;
  std::uint64_t line_count_ = 1;
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_NGRAM_REGION_H_
