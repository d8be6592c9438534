// Entropy pruning: what stays is closed, sums to one and is what was worth most.
#include "detector/training/pruning.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/training/toy_corpus.h"

namespace calque::training {
namespace {

EstimatedModel ToyModel(unsigned seed, int order) {
  return Estimate(RandomCorpus(seed, 200, 15), ToyOptions(order));
}

double ChainProb(const PlainModel& model, const Words& words) {
  double prob = 1;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto here = words.begin() + static_cast<std::ptrdiff_t>(i);
    const std::string& word = words[i] == "<s>" ? "</s>" : words[i];
    prob *= model.Prob(Words(words.begin(), here), word);
  }
  return prob;
}

// The model is taken away one n-gram, its context gets the backoff that makes the
// sum one, and the two distributions are compared word by word.
double RelativeEntropy(const PlainModel& model, const Words& ngram) {
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
  return ChainProb(model, context) * sum;
}

// What each n-gram is worth, with the needs of longer ones.
std::map<Words, double> Worths(const PlainModel& model, int order) {
  std::map<Words, double> worths;
  for (int n = order; n > 1; --n) {
    for (const auto& [words, entry] : model.entries) {
      if (static_cast<int>(words.size()) != n) continue;
      double& worth = worths.try_emplace(words, -1.0).first->second;
      worth = std::max(worth, RelativeEntropy(model, words));
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

class EntropyPruningTest : public testing::TestWithParam<int> {};

TEST_P(EntropyPruningTest, AgreesWithBruteForce) {
  const int order = GetParam();
  const PlainModel full(ToyModel(3, order));
  const std::map<Words, double> worths = Worths(full, order);
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
    EstimatedModel model = ToyModel(3, order);
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

INSTANTIATE_TEST_SUITE_P(Orders, EntropyPruningTest, testing::Values(2, 3, 4));

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
