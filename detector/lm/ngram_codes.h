// What the table says of every n-gram of a block, as codes: for who asks what some words would
// change and need not ask for the others again.
#ifndef CALQUE_DETECTOR_LM_NGRAM_CODES_H_
#define CALQUE_DETECTOR_LM_NGRAM_CODES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "detector/lm/table_format.h"

namespace calque::lm {

// By length - 1, then by the slot of the last word; 0 where the model has no such n-gram. Every
// sentence has a slot for <s>, then for its tokens, then for </s>.
struct NgramCodes {
  static std::size_t Slot(std::uint32_t token, std::size_t sentence) {
    return token + 2 * sentence + 1;
  }

  std::array<std::vector<std::uint8_t>, kMaxOrder> probability;
  std::array<std::vector<std::uint8_t>, kMaxOrder> backoff;
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_NGRAM_CODES_H_
