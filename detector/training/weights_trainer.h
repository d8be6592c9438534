// Translationese weights: which n-grams a machine's translation has more often than a
// person's prose.
//
// Method: L2-regularised logistic regression on n-grams that the language model holds,
// after the study of translationese as text classification (Baroni and Bernardini 2006;
// Volansky, Ordan and Wintner 2015). What keeps it from learning topics and outlets
// instead:
//  - an n-gram counts only if many contents and several domains have it, all versions
//    of a segment being one content;
//  - people's translations of the very segments that the machines translated are most
//    of the human side: they share topic and language with the machines' ones;
//  - prose weighs by collection, large ones less than their size, and within one by
//    outlet, up to a limit; translations weigh by language pair, then by content;
//  - a sample counts an n-gram at most kMostCounted times, as names and topics recur.
// There is no intercept: a text's log-odds are the mean over its tokens of what their
// n-grams weigh, nothing else, so that a scan has only to add up.
#ifndef CALQUE_DETECTOR_TRAINING_WEIGHTS_TRAINER_H_
#define CALQUE_DETECTOR_TRAINING_WEIGHTS_TRAINER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "calque/result.h"
#include "detector/lm/slot_weights.h"
#include "detector/training/weight_samples.h"

namespace calque::training {

struct WeightsOptions {
  double penalty = 6e-5;            // L2, where each side of the samples weighs 1
  std::uint32_t fewest_units = 20;  // contents that must share an n-gram
  int fewest_domains = 3;
  int max_steps = 100;
  std::function<void(int step)> progress = {};
};

// How much each sample weighs; each side, machine and human, adds up to 1.
std::vector<double> BalanceSamples(const std::vector<WeightSample>& samples);

// Ascending by slot. Error when one side has no samples.
Result<std::vector<lm::SlotWeight>> TrainWeights(const std::vector<WeightSample>& samples,
                                                 const WeightsOptions& options);

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_WEIGHTS_TRAINER_H_
