// Prunes a model until the file that is made of it is no larger than asked for.
//
// How many bytes an n-gram takes depends on the model, the form of the file and its
// compression, so it is measured, never assumed: prune a copy, make the file, look,
// and go on from the nearest model that is too large, interpolating between what
// was seen. Nothing is estimated anew. Usually two or three files are made, at the
// most kMaxFittingFiles. The same model and size give the same result.
#ifndef CALQUE_DETECTOR_TRAINING_SIZE_FITTING_H_
#define CALQUE_DETECTOR_TRAINING_SIZE_FITTING_H_

#include <cstdint>
#include <functional>

#include "calque/result.h"
#include "detector/training/estimated_model.h"

namespace calque::training {

inline constexpr int kMaxFittingFiles = 12;

// The size of the file that would be made of the model.
using FileMeasure = std::function<Result<std::uint64_t>(const EstimatedModel& model)>;

struct SizeTarget {
  std::uint64_t max_bytes = 0;
  // No n-gram takes less in this form of file. Saves making files that are much too
  // large; a number that is too high makes the result smaller than need be.
  double least_bytes_per_ngram = 1;
};

// Leaves the model as it is if it fits. Else the file of the pruned model has at
// least 95 % of the bytes, unless n-grams of equal worth (see pruning.h) leave no
// such choice. The model measured last is the one that stays. An error when even
// the unigrams are too many. Memory on top: a copy of the n-grams, and pruning.
Status PruneToSize(const SizeTarget& target, const FileMeasure& measure, EstimatedModel* model);

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_SIZE_FITTING_H_
