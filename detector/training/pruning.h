// Entropy pruning of a backoff model (Stolcke 1998, "Entropy-based pruning of
// backoff language models").
//
// What an n-gram hw is worth is the relative entropy, in nats a word, between the
// model and the model without it, all else equal:
//
//   D = P(h) ( p(w|h) ln(p(w|h) / (a' p(w|h'))) + (1 - sum p(v|h)) ln(a / a') )
//
// with a the backoff of h and a' what it becomes, and P(h) how often h occurs, a word
// of the corpus. Counts are needed for it: the product of the probabilities along h,
// which other smoothings can take, is far off after Kneser-Ney, whose lower orders
// say how many contexts a word is new in, not how often it occurs (Chelba, Brants,
// Neveitt & Xu 2010, "Study on interaction between entropy pruning and Kneser-Ney
// smoothing"). So a model read from ARPA, which has none, cannot be pruned.
//
// N-grams worth less than the threshold
// go, unless a longer one that stays contains them: so an n-gram counts for as much
// as the best that needs it, what stays is closed under prefix and suffix, and the
// threshold for a given number of n-grams can be read off the sorted worths. The
// probabilities of what stays do not change; backoffs are computed anew, so that the
// sums are one again, and are exactly 1 where nothing longer is left. Unigrams stay.
//
// Cutting off by count happens while estimating: adjusted_counts.h. Memory on top
// of the model: 8 bytes an n-gram, 16 for those of one order, and while the arrays
// are made anew those of one order twice.
#ifndef CALQUE_DETECTOR_TRAINING_PRUNING_H_
#define CALQUE_DETECTOR_TRAINING_PRUNING_H_

#include <cstddef>

#include "detector/training/estimated_model.h"

namespace calque::training {

struct PruningTarget {
  double threshold = 0;        // keep what is worth at least so much; 0: all
  std::size_t max_ngrams = 0;  // of all orders, unigrams too; 0: no limit
};

// N-grams of equal worth stay or go together, so that fewer than max_ngrams may
// stay; more only if the unigrams alone are more. Requires occurrences in all levels.
// Returns the threshold applied.
double PruneByEntropy(const PruningTarget& target, EstimatedModel* model);

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_PRUNING_H_
