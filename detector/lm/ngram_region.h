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
#include "detector/text/prefetch.h"
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
// locates them all, prefetches well ahead, and asks the home lines with SlotAtHome,
// which is free of branches.
class NgramRegion {
 public:
  NgramRegion() = default;  // one empty line
  NgramRegion(const TableLine* lines, std::uint32_t line_count)
      : lines_(lines), line_count_(line_count) {}

  NgramPlace Locate(text::NgramKey key) const {
    const std::uint64_t mixed = MixKey(key);
    return HomeLine(mixed, line_count_) << 16 | Fingerprint(mixed);
  }

  const TableLine* Home(NgramPlace place) const { return &lines_[place >> 16]; }

  NgramPlace PlaceOf(const TableLine* home, std::uint16_t fingerprint) const {
    return static_cast<NgramPlace>(home - lines_) << 16 | fingerprint;
  }

  void Prefetch(NgramPlace place) const { text::Prefetch(Home(place)); }

  NgramSlot Find(NgramPlace place) const {
    const TableLine& home = *Home(place);
    const auto fingerprint = static_cast<std::uint16_t>(place);
    const std::size_t slot = SlotAtHome(home, fingerprint);
    if (slot != kSlotsPerLine) return SlotAt(home, slot);
    if (!MayHaveSpilled(home, fingerprint)) [[likely]]
      return {};
    return FindSpilled(place);
  }

  // What the home line alone says.
  NgramSlot FindAtHome(NgramPlace place) const {
    const TableLine& home = *Home(place);
    const std::size_t slot = SlotAtHome(home, static_cast<std::uint16_t>(place));
    return slot == kSlotsPerLine ? NgramSlot{} : SlotAt(home, slot);
  }

  // The number of the slot that has the key, counted over all lines with their empty
  // slots; kNoSlot if none has it. For who fills slots: look-ups want their content.
  static constexpr std::uint64_t kNoSlot = ~std::uint64_t{0};
  std::uint64_t SlotNumber(NgramPlace place) const;

  // The slot of the home line that has the fingerprint, kSlotsPerLine if none has it.
  // Computed, not branched on.
  [[gnu::always_inline]] static std::size_t SlotAtHome(const TableLine& home,
                                                       std::uint16_t fingerprint) {
    const std::uint64_t matches = Matches(home, fingerprint) | kNoMatch;
    return static_cast<std::size_t>(std::countr_zero(matches));
  }

  // Whether FindSpilled may have a key that is not at home.
  static bool MayHaveSpilled(const TableLine& home, std::uint16_t fingerprint) {
    return (home.link >> FilterBit(fingerprint) & 1u) != 0;
  }
  bool MayHaveSpilled(NgramPlace place) const {
    return MayHaveSpilled(*Home(place), static_cast<std::uint16_t>(place));
  }

  // The first two lines where a key that is not at home is looked for: every other way
  // ends there.
  void PrefetchNext(NgramPlace place) const {
    const auto fingerprint = static_cast<std::uint16_t>(place);
    std::uint64_t at = place >> 16;
    for (int step = 0; step < 2; ++step) {
      at = NextLine(at, fingerprint, line_count_);
      text::Prefetch(&lines_[at]);
    }
  }

  // Looks for a key that is not at home on its way through the other lines.
  NgramSlot FindSpilled(NgramPlace place) const;

 private:
  static const TableLine kEmptyLine;

  static constexpr unsigned kNoMatch = 1u << kSlotsPerLine;

  // One bit for each slot that has the fingerprint; at most one is set. Bits from
  // kNoMatch on say nothing.
  static unsigned Matches(const TableLine& line, std::uint16_t fingerprint) {
#if defined(__SSE2__)
    // The second half reads four fingerprints and eight probability codes.
    const __m128i wanted = _mm_set1_epi16(static_cast<short>(fingerprint));
    const auto* halves = reinterpret_cast<const __m128i*>(&line);
    const __m128i low = _mm_cmpeq_epi16(_mm_load_si128(halves), wanted);
    const __m128i high = _mm_cmpeq_epi16(_mm_load_si128(halves + 1), wanted);
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
#else
    unsigned matches = 0;
    for (unsigned i = 0; i < kSlotsPerLine; ++i) {
      matches |= static_cast<unsigned>(line.fingerprint[i] == fingerprint) << i;
    }
    return matches;
#endif
  }

  static NgramSlot SlotAt(const TableLine& line, std::size_t i) {
    return {true, line.probability[i], line.backoff[i], line.weight[i]};
  }

  const TableLine* lines_ = &kEmptyLine;
  std::uint32_t line_count_ = 1;
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_NGRAM_REGION_H_
