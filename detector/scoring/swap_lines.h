// Sends for the lines of the n-gram table that reading a swap will ask for. Who has many swaps
// at hand sends for the pairs of all of them, then for the triples of all, and then reads
// them: so nobody waits for a line, nor sends for one that no match can lead to.
#ifndef CALQUE_DETECTOR_SCORING_SWAP_LINES_H_
#define CALQUE_DETECTOR_SCORING_SWAP_LINES_H_

#include <cstdint>
#include <span>

#include "detector/lm/ngram_table.h"
#include "detector/text/segmented_text.h"
#include "detector/text/token_key.h"

namespace calque::scoring {

// Tokens [begin, end) of a sentence of the block, read as `original`.
struct SwapPlace {
  const text::SegmentedText& block;
  const text::Sentence& sentence;
  std::uint32_t begin;
  std::uint32_t end;
  std::span<const text::TokenKey> original;
};

// The original's words, and the pairs that it forms with itself and its neighbours.
void SendForPairs(const lm::NgramTable& table, const SwapPlace& place);

// The triples that end in the same words, where the table has the pair.
void SendForTriples(const lm::NgramTable& table, const SwapPlace& place);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_SWAP_LINES_H_
