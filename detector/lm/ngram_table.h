// The one n-gram table, for all orders: probability, backoff and
// translationese weight of an n-gram in one slot, one look-up, one cache line.
//
// The layout and its idea are in table_format.h; TableBuilder writes it. A slot
// does not say which order it belongs to: the asker knows, because it made the
// key, and passes the order when it turns codes into numbers.
//
//   const NgramSlot slot = table.Find(key);
//   if (slot.has_probability()) sum += table.Probability(2, slot);
//
// Immutable, thread-safe, cheap to copy; the section must outlive it. Look-ups
// of absent n-grams answer wrongly at a rate of about 1.7e-4.
#ifndef CALQUE_DETECTOR_LM_NGRAM_TABLE_H_
#define CALQUE_DETECTOR_LM_NGRAM_TABLE_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "calque/result.h"
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

class NgramTable {
 public:
  // An empty table: finds nothing.
  NgramTable() = default;

  // Validates the header once; look-ups trust it. The bytes must be 64-aligned.
  static Result<NgramTable> Open(std::span<const std::byte> section);

  NgramSlot Find(text::NgramKey key) const {
    const std::uint64_t mixed = MixKey(key);
    const std::uint16_t fingerprint = Fingerprint(mixed);
    const std::uint64_t home = HomeLine(mixed, line_count_);
    const TableLine& line = lines_[home];
    const unsigned matches = Matches(line, fingerprint);
    if (matches != 0) return SlotAt(line, matches);
    if ((line.link & FilterMask(fingerprint)) == 0) [[likely]]
      return {};
    return FindSpilled(home, fingerprint);
  }

  // Brings the home line of `key` into the cache, for a Find a little later.
  void Prefetch(text::NgramKey key) const {
    __builtin_prefetch(&lines_[HomeLine(MixKey(key), line_count_)]);
  }

  // Log10 values of a found slot of an `order`-gram, 1 <= order <= kMaxOrder.
  float Probability(int order, NgramSlot slot) const {
    return header_->probability[Index(order)][slot.probability];
  }
  float Backoff(int order, NgramSlot slot) const {
    return header_->backoff[Index(order)][slot.backoff];
  }
  // 0 for an n-gram without a weight.
  float Weight(NgramSlot slot) const {
    return static_cast<float>(slot.weight) * header_->weight_scale;
  }

  int order() const { return static_cast<int>(header_->order); }
  float unknown() const { return header_->unknown; }
  std::uint64_t ngram_count(int order) const { return header_->ngram_counts[Index(order)]; }
  std::uint64_t weight_count() const { return header_->weight_count; }
  std::uint64_t dropped_count() const { return header_->dropped_count; }
  std::uint64_t line_count() const { return line_count_; }

 private:
  static const TableHeader kEmptyHeader;
  static const TableLine kEmptyLine;

  static constexpr std::size_t Index(int order) { return static_cast<std::size_t>(order - 1); }

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

  NgramSlot FindSpilled(std::uint64_t home, std::uint16_t fingerprint) const;

  const TableHeader* header_ = &kEmptyHeader;
  const TableLine* lines_ = &kEmptyLine;
  std::uint64_t line_count_ = 1;
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_NGRAM_TABLE_H_
