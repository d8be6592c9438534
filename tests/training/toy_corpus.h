// Small corpora, and a slow look at a model, for the tests of training.
#ifndef CALQUE_TESTS_TRAINING_TOY_CORPUS_H_
#define CALQUE_TESTS_TRAINING_TOY_CORPUS_H_

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/training/arpa.h"
#include "detector/training/lm_estimator.h"

namespace calque::training {

using Words = std::vector<std::string>;
using Corpus = std::vector<Words>;

class CorpusSource : public SentenceSource {
 public:
  explicit CorpusSource(const Corpus& corpus) : corpus_(corpus) {}

  bool Next(std::vector<std::string_view>* tokens) override {
    if (next_ == corpus_.size()) return false;
    tokens->assign(corpus_[next_].begin(), corpus_[next_].end());
    ++next_;
    return true;
  }

 private:
  const Corpus& corpus_;
  std::size_t next_ = 0;
};

// Words are drawn with a skew, so that low counts and repetitions are there.
inline Corpus RandomCorpus(unsigned seed, std::size_t sentences, unsigned vocabulary) {
  std::mt19937_64 random(seed);
  Corpus corpus(sentences);
  for (Words& sentence : corpus) {
    const std::size_t length = random() % 9;
    for (std::size_t i = 0; i < length; ++i) {
      const auto bound = 1 + random() % vocabulary;
      sentence.push_back("w" + std::to_string(random() % bound));
    }
  }
  return corpus;
}

inline EstimatorOptions ToyOptions(int order) {
  EstimatorOptions options;
  options.order = order;
  options.memory_limit = 1 << 16;
  options.temp_folder = testing::TempDir();
  return options;
}

inline EstimatedModel Estimate(const Corpus& corpus, const EstimatorOptions& options) {
  CorpusSource source(corpus);
  Result<EstimatedModel> model = EstimateModel(&source, options);
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.error().message);
  return std::move(*model);
}

inline std::string ArpaText(const EstimatedModel& model) {
  std::string text;
  const Status status = WriteArpa(model, [&](std::string_view bytes) -> Status {
    text += bytes;
    return {};
  });
  EXPECT_TRUE(status.ok());
  return text;
}

struct Entry {
  double prob;
  double backoff;
};

// A model as a map, scored by the definition of backing off.
class PlainModel {
 public:
  explicit PlainModel(const EstimatedModel& model) {
    for (int order = 1; order <= model.order(); ++order) {
      model.Visit(order, [&](std::span<const WordId> ids, float prob, float backoff) {
        Words words;
        for (const WordId id : ids) words.emplace_back(model.vocabulary.Word(id));
        entries[words] = {std::pow(10.0, prob), std::pow(10.0, backoff)};
        if (order == 1 && ids[0] != kSentenceBeginId) vocabulary.push_back(words[0]);
      });
    }
  }

  double Prob(const Words& context, const std::string& word) const {
    Words ngram = context;
    ngram.push_back(word);
    const auto found = entries.find(ngram);
    if (found != entries.end()) return found->second.prob;
    const auto backoff = entries.find(context);
    const double weight = backoff == entries.end() ? 1.0 : backoff->second.backoff;
    return weight * Prob(Words(context.begin() + 1, context.end()), word);
  }

  double Sum(const Words& context) const {
    double sum = 0;
    for (const std::string& word : vocabulary) sum += Prob(context, word);
    return sum;
  }

  std::map<Words, Entry> entries;
  Words vocabulary;  // without <s>
};

// After every context in the model, and after some that are not.
inline void ExpectSumsOfOne(const PlainModel& model, int order) {
  std::vector<Words> contexts = {{}, {"never", "seen"}, {"<unk>"}, {"w1", "never"}};
  std::mt19937_64 random(5);
  for (int i = 0; i < 20; ++i) {
    Words context;
    for (int k = 1; k < order; ++k) {
      context.push_back(model.vocabulary[random() % model.vocabulary.size()]);
    }
    contexts.push_back(context);
  }
  for (const auto& [words, entry] : model.entries) {
    if (static_cast<int>(words.size()) < order) contexts.push_back(words);
  }
  for (const Words& context : contexts) {
    EXPECT_NEAR(model.Sum(context), 1.0, 2e-5) << testing::PrintToString(context);
  }
}

inline void ExpectClosed(const PlainModel& model) {
  for (const auto& [words, entry] : model.entries) {
    if (words.size() == 1) continue;
    EXPECT_TRUE(model.entries.contains(Words(words.begin(), words.end() - 1)));
    EXPECT_TRUE(model.entries.contains(Words(words.begin() + 1, words.end())));
  }
}

}  // namespace calque::training

#endif  // CALQUE_TESTS_TRAINING_TOY_CORPUS_H_
