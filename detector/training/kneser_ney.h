// Interpolated modified Kneser-Ney smoothing (Chen & Goodman 1998, section 4.3).
//
//   p(w | h) = max(a(hw) - D(a(hw)), 0) / a(h.) + gamma(h) p(w | h')
//   gamma(h) = (D1 N1(h.) + D2 N2(h.) + D3 N3+(h.) + cut(h.)) / a(h.)
//
// with a the adjusted counts, h' the context without its first word, Nk(h.) the
// number of words after h with adjusted count k, a(h.) the sum of the counts after
// h and cut(h.) the part of it that was cut off, which thus goes to the lower
// order: the probabilities after every context sum to one. The lowest order
// interpolates with 1/|V|, |V| counting words, <unk> and </s> but not <s>; <unk> has
// nothing but this share. gamma(h) is the backoff of h.
//
// Orders are done one after the other: the contexts and suffixes of order n are
// found in order n - 1, which is complete. This needs no second sort, at the price
// that the kept n-grams are in memory: 20 bytes each, 4 more while estimating and
// 12 more for those of the order in work and 12 for those of the order below.
#ifndef CALQUE_DETECTOR_TRAINING_KNESER_NEY_H_
#define CALQUE_DETECTOR_TRAINING_KNESER_NEY_H_

#include <array>
#include <cstdint>

#include "calque/result.h"
#include "detector/training/adjusted_counts.h"
#include "detector/training/estimated_model.h"

namespace calque::training {

// The discounts of one order, by adjusted count: [1], [2], and [3] for 3 and more.
struct Discounts {
  std::array<double, 4> of_count{};
  bool fallback = false;

  double For(std::uint32_t count) const { return of_count[count < 3 ? count : 3]; }
};

// D_k = k - (k + 1) Y n_(k+1) / n_k, Y = n_1 / (n_1 + 2 n_2). Small or artificial
// corpora can make them undefined (an n_k that is zero, k <= 3) or useless (D_k
// outside [0, k]): then the whole order takes 0.5, 1 and 1.5, the fallback of lmplz.
Discounts EstimateDiscounts(const OrderCounts& counts);

// Takes the spools in. An empty corpus gives <unk> and </s> one half each.
Result<EstimatedModel> EstimateKneserNey(AdjustedCounts counts, Vocabulary vocabulary,
                                         const ShareReport& report = {});

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_KNESER_NEY_H_
