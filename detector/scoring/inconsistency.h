// The wrong and the right form of one term in the same text: "International
// Information" here and "Global News" there. A writer keeps to one; a rewriter that
// draws its words at random does not. So a hit whose original stands elsewhere in the
// text, as written, tells more than one whose original does not.
#ifndef CALQUE_DETECTOR_SCORING_INCONSISTENCY_H_
#define CALQUE_DETECTOR_SCORING_INCONSISTENCY_H_

#include <cstddef>
#include <span>
#include <vector>

#include "detector/text/token_key.h"

namespace calque::scoring {

// Words are kept up to this number, which no article reaches.
inline constexpr std::size_t kMaxDocumentWords = std::size_t{1} << 20;

// A hit in the token keys of the whole text.
struct PlacedHit {
  std::size_t begin;
  std::size_t end;
  std::span<const text::TokenKey> original;  // empty: none is known
};

// Makes `*inconsistent` say of every hit whether its original stands in `words` outside of
// all hits. `hits` are in text order.
void FindInconsistent(std::span<const text::TokenKey> words, std::span<const PlacedHit> hits,
                      std::vector<bool>* inconsistent);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_INCONSISTENCY_H_
