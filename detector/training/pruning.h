// Entropy pruning of a backoff model (Stolcke 1998, "Entropy-based pruning of
// backoff language models").
#ifndef CALQUE_DETECTOR_TRAINING_PRUNING_H_
#define CALQUE_DETECTOR_TRAINING_PRUNING_H_
#include <cstddef>
#include "detector/training/estimated_model.h"
namespace calque::training {
struct PruningTarget { double threshold = 0; std::size_t max_ngrams = 0; };
void PruneByEntropy(const PruningTarget& target, EstimatedModel* model);
}
#endif
