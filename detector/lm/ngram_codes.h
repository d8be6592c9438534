// What the table says of every n-gram of a block, as codes: for who asks what some words would
// change and need not ask for the others again.
#ifndef CALQUE_DETECTOR_LM_NGRAM_CODES_H_
#define CALQUE_DETECTOR_LM_NGRAM_CODES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "detector/text/segmented_text.h"

namespace calque::lm {

// By length, from 1 to the order of the model, and the slot of the last word; 0 where the model
// has no such n-gram. Every sentence has a slot for <s>, then for its tokens, then for </s>.
class NgramCodes {
 public:
  static std::size_t Slot(std::uint32_t token, std::size_t sentence) {
    return token + 2 * sentence + 1;
  }

  // Of the n-grams that end in one slot.
  struct Column {
    std::uint8_t probability(std::size_t length) const { return first[(2 * length - 2) * slots]; }
    std::uint8_t backoff(std::size_t length) const { return first[(2 * length - 1) * slots]; }

    const std::uint8_t* first;
    std::size_t slots;
  };
  Column At(std::size_t slot) const { return {codes_.data() + slot, slots_}; }

  // For who fills them; they are not cleared.
  void Resize(std::size_t order, const text::SegmentedText& block) {
    slots_ = block.keys.size() + 2 * block.sentences.size();
    codes_.resize(2 * order * slots_);
  }
  std::span<std::uint8_t> probabilities(std::size_t length) {
    return std::span(codes_).subspan((2 * length - 2) * slots_, slots_);
  }
  std::span<std::uint8_t> backoffs(std::size_t length) {
    return std::span(codes_).subspan((2 * length - 1) * slots_, slots_);
  }

 private:
  std::size_t slots_ = 0;
  std::vector<std::uint8_t, text::Uncleared<std::uint8_t>> codes_;
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_NGRAM_CODES_H_
