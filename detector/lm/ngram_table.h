// The one n-gram table, for all orders: probability, backoff and
// translationese weight of an n-gram in one slot, one look-up, one cache line.
//
// The layout and its idea are in table_format.h; TableBuilder writes it. Every
// order has a region of its own:
//
//   const NgramSlot slot = table.Find(2, key);
//   if (slot.has_probability()) sum += table.Probability(2, slot);
//
// Immutable, thread-safe, cheap to copy; the section must outlive it. Look-ups
// of absent n-grams answer wrongly at a rate of about 1.7e-4.
#ifndef CALQUE_DETECTOR_LM_NGRAM_TABLE_H_
#define CALQUE_DETECTOR_LM_NGRAM_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "calque/result.h"
#include "detector/lm/ngram_region.h"
#include "detector/lm/table_format.h"
#include "detector/text/token_key.h"

namespace calque::lm {

class NgramTable {
 public:
  // An empty table: finds nothing.
  NgramTable() = default;

  // Validates the header once; look-ups trust it. The bytes must be 64-aligned.
  static Result<NgramTable> Open(std::span<const std::byte> section);

  // Here and below 1 <= order <= kMaxOrder.
  const NgramRegion& region(int order) const { return regions_[Index(order)]; }

  NgramSlot Find(int order, text::NgramKey key) const {
    return region(order).Find(region(order).Locate(key));
  }

  // Log10 values by code; probability code 0 means that there is none.
  const std::array<float, kCodes>& probabilities(int order) const {
    return header_->probability[Index(order)];
  }
  const std::array<float, kCodes>& backoffs(int order) const {
    return header_->backoff[Index(order)];
  }

  // Log10 values of a found slot of an `order`-gram.
  float Probability(int order, NgramSlot slot) const {
    return probabilities(order)[slot.probability];
  }
  float Backoff(int order, NgramSlot slot) const { return backoffs(order)[slot.backoff]; }
  // 0 for an n-gram without a weight.
  float Weight(NgramSlot slot) const {
    return static_cast<float>(slot.weight) * header_->weight_scale;
  }

  // What a weight's code is to be multiplied with; 0 when the table has no weights.
  float weight_scale() const { return header_->weight_scale; }

  // The number of an n-gram's slot, as NgramRegion::SlotNumber, but counted through
  // all orders.
  std::uint64_t SlotNumber(int order, text::NgramKey key) const;

  int order() const { return static_cast<int>(header_->order); }
  float unknown() const { return header_->unknown; }
  std::uint64_t ngram_count(int order) const { return header_->ngram_counts[Index(order)]; }
  std::uint64_t weight_count() const { return header_->weight_count; }
  std::uint64_t dropped_count() const { return header_->dropped_count; }
  std::uint64_t line_count() const { return header_->line_count; }

 private:
  static const TableHeader kEmptyHeader;

  static constexpr std::size_t Index(int order) { return static_cast<std::size_t>(order - 1); }

  const TableHeader* header_ = &kEmptyHeader;
  std::array<NgramRegion, kMaxOrder> regions_{};
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_NGRAM_TABLE_H_
