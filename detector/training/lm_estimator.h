// From sentences to a language model: count, adjust, estimate, prune.
//
//   EstimatorOptions options;
//   options.order = 4;
//   options.count_thresholds = {0, 0, 1};
//   options.temp_folder = "/var/tmp";
//   Result<EstimatedModel> model = EstimateModel(&sentences, options);
//
// The same sentences give the same bytes, whatever the memory limit.
#ifndef CALQUE_DETECTOR_TRAINING_LM_ESTIMATOR_H_
#define CALQUE_DETECTOR_TRAINING_LM_ESTIMATOR_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calque/result.h"
#include "detector/training/estimated_model.h"
#include "detector/training/ngram_counter.h"

namespace calque::training {

enum class EstimatorStage { kCounting, kAdjusting, kEstimating, kPruning };

struct EstimatorProgress {
  EstimatorStage stage = EstimatorStage::kCounting;
  std::uint64_t words = 0;  // of the corpus, so far
  // Of the stage, 0 to 1. Nothing while counting, since only the source knows how
  // long the corpus is, and while pruning.
  std::optional<double> share;
};

struct EstimatorOptions {
  int order = 4;  // 1 to kMaxModelOrder
  // N-grams of order n that occur no more than [n - 1] times are left out; the last
  // value goes on for the orders above. The first must be 0, none below the one
  // before. Empty: all are kept.
  std::vector<std::uint64_t> count_thresholds;
  // Entropy pruning (see pruning.h), after the counts. 0: none.
  double entropy_threshold = 0;
  // Entropy pruning down to at most so many n-grams of all orders. 0: no limit.
  std::size_t max_ngrams = 0;
  // For sorting only; the model comes on top (see kneser_ney.h).
  std::size_t memory_limit = std::size_t{1} << 30;
  std::string temp_folder = "/tmp";
  // Called at the start of each stage and now and then within it. May be empty.
  std::function<void(const EstimatorProgress& progress)> progress;
};

// An error when the corpus holds no words, or the options make no sense.
Result<EstimatedModel> EstimateModel(SentenceSource* sentences, const EstimatorOptions& options);

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_LM_ESTIMATOR_H_
