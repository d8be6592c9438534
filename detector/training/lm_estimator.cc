// Checks the options and runs the stages one after the other.
#include "detector/training/lm_estimator.h"

#include <algorithm>
#include <utility>

#include "detector/training/adjusted_counts.h"
#include "detector/training/kneser_ney.h"
#include "detector/training/pruning.h"

namespace calque::training {
namespace {

constexpr std::uint64_t kProgressWords = 1 << 15;

bool IsReserved(std::string_view token) {
  return token == kUnknownWord || token == kSentenceBeginWord || token == kSentenceEndWord;
}

Status CheckOptions(const EstimatorOptions& options) {
  const auto refuse = [](std::string why) {
    return Error{ErrorCode::kInvalidArgument, std::move(why)};
  };
  if (options.order < 1 || options.order > kMaxModelOrder) {
    return refuse("The order of a language model must be 1 to " + std::to_string(kMaxModelOrder) +
                  ", not " + std::to_string(options.order) + ".");
  }
  const std::vector<std::uint64_t>& thresholds = options.count_thresholds;
  if (!thresholds.empty() && thresholds[0] != 0) {
    return refuse("The first count threshold must be 0: unigrams are never left out.");
  }
  if (!std::is_sorted(thresholds.begin(), thresholds.end())) {
    return refuse("The count thresholds must not decrease from order to order.");
  }
  if (thresholds.size() > static_cast<std::size_t>(options.order)) {
    return refuse("There are " + std::to_string(thresholds.size()) +
                  " count thresholds, but the order of the model is " +
                  std::to_string(options.order) + ".");
  }
  if (!(options.entropy_threshold >= 0)) {
    return refuse("The entropy threshold must not be negative.");
  }
  return {};
}

std::vector<std::uint64_t> Thresholds(const EstimatorOptions& options) {
  std::vector<std::uint64_t> thresholds = options.count_thresholds;
  thresholds.resize(static_cast<std::size_t>(options.order),
                    thresholds.empty() ? 0 : thresholds.back());
  return thresholds;
}

void Report(const EstimatorOptions& options, const EstimatorProgress& progress) {
  if (options.progress) options.progress(progress);
}

// Begins a stage that can say how much of it is done.
ShareReport Begin(const EstimatorOptions& options, EstimatorStage stage, std::uint64_t words) {
  Report(options, {stage, words, 0.0});
  return [&options, stage, words](double share) { Report(options, {stage, words, share}); };
}

// Returns the number of words.
Result<std::uint64_t> CountSentences(SentenceSource* sentences, const EstimatorOptions& options,
                                     Vocabulary* vocabulary, NgramCounter* counter) {
  std::uint64_t words = 0;
  std::uint64_t reported = 0;
  std::vector<WordId> ids;
  for (std::vector<std::string_view> tokens; sentences->Next(&tokens);) {
    ids.clear();
    for (const std::string_view token : tokens) {
      if (!IsReserved(token)) ids.push_back(vocabulary->Add(token));
    }
    if (Status s = counter->Add(ids); !s.ok()) return s.error();
    words += ids.size();
    if (words - reported < kProgressWords) continue;
    reported = words;
    Report(options, {EstimatorStage::kCounting, words, std::nullopt});
  }
  if (Status s = counter->Finish(); !s.ok()) return s.error();
  return words;
}

}  // namespace

Result<EstimatedModel> EstimateModel(SentenceSource* sentences, const EstimatorOptions& options) {
  if (Status s = CheckOptions(options); !s.ok()) return s.error();
  Vocabulary vocabulary;
  auto counter = NgramCounter::Create(options.order, options.temp_folder, options.memory_limit);
  Report(options, {EstimatorStage::kCounting, 0, std::nullopt});
  Result<std::uint64_t> words = CountSentences(sentences, options, &vocabulary, counter.get());
  if (!words.ok()) return words.error();
  if (*words == 0) {
    return Error{ErrorCode::kInvalidArgument,
                 "The corpus holds no words: there is nothing to learn from."};
  }
  Result<AdjustedCounts> counts =
      AdjustCounts(counter.get(), Thresholds(options), options.temp_folder,
                   Begin(options, EstimatorStage::kAdjusting, *words));
  if (!counts.ok()) return counts.error();
  counter.reset();  // the memory of the sorter
  Result<EstimatedModel> model =
      EstimateKneserNey(std::move(*counts), std::move(vocabulary),
                        Begin(options, EstimatorStage::kEstimating, *words));
  if (!model.ok() || (options.entropy_threshold <= 0 && options.max_ngrams == 0)) return model;
  Report(options, {EstimatorStage::kPruning, *words, std::nullopt});
  PruneByEntropy({.threshold = options.entropy_threshold, .max_ngrams = options.max_ngrams},
                 &*model);
  return model;
}

}  // namespace calque::training
