// Places n-grams into the lines of a table (layout in table_format.h): the part
// of building that decides where a key goes.
//
// Every order is placed by itself, in a region as large as it needs. A line first
// takes the keys that call it home, n-grams of the model before mere weights. What
// does not fit spills, again in this order. A spilled key only passes lines that are full and stay
// full, so a look-up meets exactly the slots that the placement met.
//
// Two keys clash when one would be found in the other's slot: same home and
// same fingerprint, or a spilled key that meets its own fingerprint on its way.
// Of the former the n-gram of the model stays (then the smaller mixed key), of
// the latter the resident. The other is left out and counted: about 1 in 10,000. A look-up of it
// answers with the values of the one that stayed.
#ifndef CALQUE_DETECTOR_LM_LINE_FILLER_H_
#define CALQUE_DETECTOR_LM_LINE_FILLER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "detector/lm/table_format.h"

namespace calque::lm {

inline constexpr std::uint8_t kMereWeight = kMaxOrder;  // added to the rank of a weight

// An n-gram on its way into a line.
struct TableCell {
  std::uint64_t mixed = 0;  // MixKey of its key
  std::uint8_t rank = 0;    // order - 1, plus kMereWeight if it has only a weight
  std::uint8_t probability = 0;
  std::uint8_t backoff = 0;
  std::int8_t weight = 0;

  std::size_t region() const { return rank % kMereWeight; }
};

struct FilledLines {
  std::vector<TableLine> lines;  // the regions, one after another
  std::array<std::uint32_t, kMaxOrder> region_lines{};
  std::array<std::uint64_t, kMaxOrder> ngram_counts{};
  std::uint64_t weight_count = 0;
  std::uint64_t dropped_count = 0;
};

// `cells` must be sorted by order, then by mixed key, and distinct in both. The
// result depends on nothing but their content.
FilledLines FillLines(std::span<const TableCell> cells);

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_LINE_FILLER_H_
