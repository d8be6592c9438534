// A backoff model in memory, as the estimator makes it and the ARPA writer, the
// pruner and the table builder read it.
//
// The n-grams of an order lie in suffix order in flat arrays. Each is stored as
// its first word and the index of what follows, the n-gram without its first word,
// in the order below: a trie from the last word backwards, 20 bytes an n-gram
// whatever its order. The index of a unigram is its word id.
//
//   order 1:  the          house
//   order 2:  in the       the house
//   order 3:  live in the  in the house
//
//   model.Visit(3, [](std::span<const WordId> words, float log10_prob,
//                     float log10_backoff) { ... });
//
// The n-grams are closed: an n-gram's prefix and suffix of length n - 1 are in the
// model, too. Every word of the vocabulary is a unigram. p(<s>) is kNeverLog10.
#ifndef CALQUE_DETECTOR_TRAINING_ESTIMATED_MODEL_H_
#define CALQUE_DETECTOR_TRAINING_ESTIMATED_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "detector/training/ngram_counter.h"
#include "detector/training/vocabulary.h"

namespace calque::training {

using NgramIndex = std::uint32_t;
inline constexpr NgramIndex kNoNgram = 0xFFFFFFFFu;

// The ARPA convention for a probability of zero.
inline constexpr float kNeverLog10 = -99.0f;

struct ModelLevel {
  std::vector<WordId> words;         // the first word of the n-gram
  std::vector<NgramIndex> suffixes;  // the rest, one order below; order 1: 0
  std::vector<float> log10_probs;
  std::vector<float> log10_backoffs;  // 0 where nothing longer begins with it
  // In the corpus; empty if that is not known (ARPA). <s> occurs as often as </s>.
  std::vector<std::uint32_t> occurrences;

  std::size_t size() const { return words.size(); }
  void Reserve(std::size_t count);
  void Append(WordId word, NgramIndex suffix, float log10_prob, float log10_backoff);
};

struct EstimatedModel {
  Vocabulary vocabulary;
  std::vector<ModelLevel> levels;  // [n - 1]: order n

  int order() const { return static_cast<int>(levels.size()); }
  const ModelLevel& level(int order) const { return levels[static_cast<std::size_t>(order) - 1]; }
  std::size_t ngram_count() const;

  // The words of an n-gram in reading order.
  void Words(int order, NgramIndex index, std::span<WordId> words) const {
    for (int n = order; n > 0; --n) {
      const ModelLevel& here = level(n);
      words[static_cast<std::size_t>(order - n)] = here.words[index];
      index = here.suffixes[index];
    }
  }

  // Calls visitor(std::span<const WordId> words, float log10_prob,
  // float log10_backoff) for every n-gram of `order`, in suffix order.
  template <typename Visitor>
  void Visit(int order, Visitor&& visitor) const {
    std::array<WordId, kMaxModelOrder> words;
    const std::span<WordId> ngram(words.data(), static_cast<std::size_t>(order));
    const ModelLevel& here = level(order);
    for (std::size_t i = 0; i < here.size(); ++i) {
      Words(order, static_cast<NgramIndex>(i), ngram);
      visitor(std::span<const WordId>(ngram), here.log10_probs[i], here.log10_backoffs[i]);
    }
  }
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_ESTIMATED_MODEL_H_
