// Entropy pruning: what stays is closed, sums to one and is what was worth most.
#include "detector/training/pruning.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "tests/training/toy_corpus.h"

namespace calque::training {
namespace {

Corpus ToyCorpus(unsigned seed) { return RandomCorpus(seed, 200, 15); }

EstimatedModel ToyModel(unsigned seed, int order) {
  return Estimate(ToyCorpus(seed), ToyOptions(order));
}

// How often the words stand in the corpus with something to predict after them, a
// word or sentence end of the corpus.
double Frequency(const Corpus& corpus, const Words& words) {
  double found = 0;
  double events = 0;
  for (const Words& sentence : corpus) {
    Words padded = {"<s>"};
    padded.insert(padded.end(), sentence.begin(), sentence.end());
    events += static_cast<double>(padded.size());
    for (auto at = padded.begin();; ++at, ++found) {
      at = std::search(at, padded.end(), words.begin(), words.end());
      if (at == padded.end()) break;
    }
  }
  return found / events;
}

// The model is taken away one n-gram, its context gets the backoff that makes the
// sum one, and the two distributions are compared word by word, as often as the
// context occurs.
double RelativeEntropy(const PlainModel& model, const Corpus& corpus, const Words& ngram) {
  const Words context(ngram.begin(), ngram.end() - 1);
  const Words shorter(context.begin() + 1, context.end());
  double left = 1;
  double left_below = 1;
  std::set<std::string> explicit_words;
  for (const std::string& word : model.vocabulary) {
    Words other = context;
    other.push_back(word);
    if (other == ngram || !model.entries.contains(other)) continue;
    explicit_words.insert(word);
    left -= model.Prob(context, word);
    left_below -= model.Prob(shorter, word);
  }
  double sum = 0;
  for (const std::string& word : model.vocabulary) {
    const double before = model.Prob(context, word);
    const double after =
        explicit_words.contains(word) ? before : left / left_below * model.Prob(shorter, word);
    sum += before * std::log(before / after);
  }
  return Frequency(corpus, context) * sum;
}

// What each n-gram is worth, with the needs of longer ones.
std::map<Words, double> Worths(const PlainModel& model, const Corpus& corpus, int order) {
  std::map<Words, double> worths;
  for (int n = order; n > 1; --n) {
    for (const auto& [words, entry] : model.entries) {
      if (static_cast<int>(words.size()) != n) continue;
      double& worth = worths.try_emplace(words, -1.0).first->second;
      worth = std::max(worth, RelativeEntropy(model, corpus, words));
      if (n == 2) continue;
      for (const Words& part :
           {Words(words.begin(), words.end() - 1), Words(words.begin() + 1, words.end())}) {
        double& needed = worths.try_emplace(part, -1.0).first->second;
        needed = std::max(needed, worth);
      }
    }
  }
  return worths;
}

std::set<Words> LongNgrams(const PlainModel& model) {
  std::set<Words> ngrams;
  for (const auto& [words, entry] : model.entries) {
    if (words.size() > 1) ngrams.insert(words);
  }
  return ngrams;
}

struct PruningCase {
  int order;
  std::vector<std::uint64_t> count_thresholds;
};

class EntropyPruningTest : public testing::TestWithParam<PruningCase> {};

TEST_P(EntropyPruningTest, AgreesWithBruteForce) {
  const int order = GetParam().order;
  const Corpus corpus = ToyCorpus(3);
  EstimatorOptions options = ToyOptions(order);
  options.count_thresholds = GetParam().count_thresholds;
  const PlainModel full(Estimate(corpus, options));
  const std::map<Words, double> worths = Worths(full, corpus, order);
  std::vector<double> sorted;
  for (const auto& [words, worth] : worths) sorted.push_back(worth);
  std::sort(sorted.begin(), sorted.end());
  for (const double share : {0.1, 0.5, 0.9, 0.99}) {
    // A gap that rounding cannot bridge.
    auto i = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    while (i + 1 < sorted.size() && sorted[i + 1] < sorted[i] * 1.001 + 1e-9) ++i;
    const double threshold = (sorted[i] + sorted[std::min(i + 1, sorted.size() - 1)]) / 2;
    std::set<Words> expected;
    for (const auto& [words, worth] : worths) {
      if (worth >= threshold) expected.insert(words);
    }
    EstimatedModel model = Estimate(corpus, options);
    PruneByEntropy({.threshold = threshold}, &model);
    const PlainModel pruned(model);
    EXPECT_EQ(LongNgrams(pruned), expected) << share;
    ExpectSumsOfOne(pruned, order);
    ExpectClosed(pruned);
    for (const auto& [words, entry] : pruned.entries) {
      EXPECT_EQ(entry.prob, full.entries.at(words).prob);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Orders, EntropyPruningTest,
                         testing::Values(PruningCase{2, {}}, PruningCase{3, {}}, PruningCase{4, {}},
                                         PruningCase{4, {0, 0, 1}}));

// Pruning again needs the counts of what is still there.
TEST(EntropyPruning, KeepsOccurrences) {
  const Corpus corpus = ToyCorpus(8);
  EstimatedModel model = ToyModel(8, 3);
  PruneByEntropy({.max_ngrams = model.ngram_count() / 2}, &model);
  double events = 0;
  for (const Words& sentence : corpus) events += static_cast<double>(sentence.size()) + 1;
  for (int order = 1; order <= model.order(); ++order) {
    const std::vector<std::uint32_t>& occurrences = model.level(order).occurrences;
    ASSERT_EQ(occurrences.size(), model.level(order).size());
    std::size_t i = 0;
    model.Visit(order, [&](std::span<const WordId> ids, float, float) {
      const std::uint32_t count = occurrences[i++];
      if (ids.back() == kSentenceEndId) return;
      Words words;
      for (const WordId id : ids) words.emplace_back(model.vocabulary.Word(id));
      EXPECT_NEAR(count, Frequency(corpus, words) * events, 1e-6) << testing::PrintToString(words);
    });
  }
}

TEST(EntropyPruning, BackingOffIsFreeWhereNothingIsLeft) {
  EstimatedModel model = ToyModel(9, 4);
  PruneByEntropy({.max_ngrams = model.ngram_count() / 3}, &model);
  const PlainModel pruned(model);
  std::set<Words> contexts;
  for (const auto& [words, entry] : pruned.entries) {
    contexts.insert(Words(words.begin(), words.end() - 1));
  }
  std::size_t free = 0;
  for (const auto& [words, entry] : pruned.entries) {
    if (contexts.contains(words)) continue;
    EXPECT_EQ(entry.backoff, 1.0) << testing::PrintToString(words);
    ++free;
  }
  EXPECT_GT(free, 0u);
}

TEST(EntropyPruning, NothingAskedChangesNothing) {
  EstimatedModel model = ToyModel(4, 3);
  const std::string before = ArpaText(model);
  PruneByEntropy({}, &model);
  EXPECT_EQ(ArpaText(model), before);
  PruneByEntropy({.max_ngrams = model.ngram_count()}, &model);
  EXPECT_EQ(ArpaText(model), before);
}

TEST(EntropyPruning, ReachesANumberOfNgrams) {
  const std::size_t full = ToyModel(5, 4).ngram_count();
  const std::size_t unigrams = ToyModel(5, 4).level(1).size();
  for (const std::size_t wanted : {full - 1, full / 2, full / 5, unigrams + 1, unigrams}) {
    EstimatedModel model = ToyModel(5, 4);
    PruneByEntropy({.max_ngrams = wanted}, &model);
    EXPECT_LE(model.ngram_count(), wanted);
    EXPECT_GE(model.ngram_count() + wanted / 10 + 8, wanted) << "ties are not that many";
    const PlainModel plain(model);
    ExpectSumsOfOne(plain, 4);
    ExpectClosed(plain);
  }
  EstimatedModel model = ToyModel(5, 4);
  PruneByEntropy({.max_ngrams = 1}, &model);
  EXPECT_EQ(model.ngram_count(), unigrams) << "unigrams stay";
}

TEST(EntropyPruning, AfterCountThresholds) {
  EstimatorOptions options = ToyOptions(4);
  options.count_thresholds = {0, 0, 1};
  options.max_ngrams = 150;
  const Corpus corpus = RandomCorpus(6, 400, 15);
  const EstimatedModel model = Estimate(corpus, options);
  EXPECT_LE(model.ngram_count(), 150u);
  ExpectSumsOfOne(PlainModel(model), 4);
  ExpectClosed(PlainModel(model));
}

TEST(EntropyPruning, OneOrderHasNothingToPrune) {
  EstimatedModel model = ToyModel(7, 1);
  const std::string before = ArpaText(model);
  PruneByEntropy({.threshold = 1, .max_ngrams = 1}, &model);
  EXPECT_EQ(ArpaText(model), before);
}

}  // namespace
}  // namespace calque::training
