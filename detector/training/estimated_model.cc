// Filling the levels of a model.
#include "detector/training/estimated_model.h"

namespace calque::training {

void ModelLevel::Reserve(std::size_t count) {
  words.reserve(count);
  suffixes.reserve(count);
  log10_probs.reserve(count);
  log10_backoffs.reserve(count);
}

void ModelLevel::Append(WordId word, NgramIndex suffix, float log10_prob, float log10_backoff) {
  words.push_back(word);
  suffixes.push_back(suffix);
  log10_probs.push_back(log10_prob);
  log10_backoffs.push_back(log10_backoff);
}

std::size_t EstimatedModel::ngram_count() const {
  std::size_t count = 0;
  for (const ModelLevel& level : levels) count += level.size();
  return count;
}

}  // namespace calque::training
