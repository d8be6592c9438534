// The stages together: tiny corpora by hand, bad options, full disks, progress.
#include "detector/training/lm_estimator.h"

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <map>
#include <set>

#include "tests/training/toy_corpus.h"

namespace calque::training {
namespace {

TEST(LmEstimator, RefusesACorpusWithoutWords) {
  for (const Corpus& corpus : {Corpus{}, Corpus{{}, {}}, Corpus{{"<unk>", "<s>"}}}) {
    CorpusSource source(corpus);
    const Result<EstimatedModel> model = EstimateModel(&source, ToyOptions(3));
    ASSERT_FALSE(model.ok());
    EXPECT_EQ(model.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(model.error().message, "The corpus holds no words: there is nothing to learn from.");
  }
}

// Every order falls back to D1 = 0.5. Unigrams: "a" and "</s>" have the adjusted
// count 1 of 2, so 0.25 each and 0.5/3 more; above, "a" follows "<s>" once of once.
TEST(LmEstimator, OneWordByHand) {
  const PlainModel model(Estimate({{"a"}}, ToyOptions(3)));
  EXPECT_EQ(model.entries.size(), 4u + 2u + 1u);
  EXPECT_NEAR(model.entries.at({"<unk>"}).prob, 0.5 / 3, 1e-6);
  EXPECT_NEAR(model.entries.at({"a"}).prob, 0.25 + 0.5 / 3, 1e-6);
  EXPECT_NEAR(model.entries.at({"<s>"}).backoff, 0.5, 1e-6);
  EXPECT_NEAR(model.entries.at({"<s>", "a"}).prob, 0.5 + 0.5 * (0.25 + 0.5 / 3), 1e-6);
  EXPECT_NEAR(model.entries.at({"<s>", "a"}).backoff, 0.5, 1e-6);
  EXPECT_NEAR(model.entries.at({"<s>", "a", "</s>"}).prob,
              0.5 + 0.5 * (0.5 + 0.5 * (0.25 + 0.5 / 3)), 1e-6);
  ExpectSumsOfOne(model, 3);
}

TEST(LmEstimator, OneSentenceAThousandTimes) {
  const Corpus corpus(1000, Words{"the", "house", "is", "red"});
  const PlainModel model(Estimate(corpus, ToyOptions(4)));
  EXPECT_EQ(model.entries.size(), 7u + 5u + 4u + 3u);
  EXPECT_GT(model.Prob({"the", "house", "is"}, "red"), 0.99);
  ExpectSumsOfOne(model, 4);
  ExpectClosed(model);
}

TEST(LmEstimator, ReservedTokensAreSkipped) {
  const Corpus with = {{"<s>", "a", "<unk>", "b", "</s>"}, {"<unk>"}};
  const Corpus without = {{"a", "b"}, {}};
  EXPECT_EQ(ArpaText(Estimate(with, ToyOptions(3))), ArpaText(Estimate(without, ToyOptions(3))));
}

TEST(LmEstimator, VisitsEveryNgramOnceInSuffixOrder) {
  const EstimatedModel model = Estimate(RandomCorpus(41, 300, 20), ToyOptions(4));
  for (int order = 1; order <= 4; ++order) {
    std::set<std::vector<WordId>> seen;
    std::vector<WordId> previous;
    model.Visit(order, [&](std::span<const WordId> words, float prob, float backoff) {
      EXPECT_LE(prob, 0);
      if (order == 4) {
        EXPECT_EQ(backoff, 0);
      }
      std::vector<WordId> reversed(words.rbegin(), words.rend());
      EXPECT_LT(previous, reversed);
      EXPECT_TRUE(seen.insert(reversed).second);
      previous = std::move(reversed);
    });
    EXPECT_EQ(seen.size(), model.level(order).size());
  }
}

TEST(LmEstimator, IdsAreGivenInTheOrderOfTheText) {
  const EstimatedModel model = Estimate({{"b", "a"}, {"a", "c"}}, ToyOptions(2));
  EXPECT_EQ(model.vocabulary.Word(kFirstWordId), "b");
  EXPECT_EQ(model.vocabulary.Word(kFirstWordId + 1), "a");
  EXPECT_EQ(model.vocabulary.Word(kFirstWordId + 2), "c");
  EXPECT_EQ(model.vocabulary.Find("d"), kUnknownId);
}

TEST(LmEstimator, RefusesOptionsThatMakeNoSense) {
  std::vector<EstimatorOptions> all(7, ToyOptions(3));
  all[0].order = 0;
  all[1].order = kMaxModelOrder + 1;
  all[2].count_thresholds = {1};
  all[3].count_thresholds = {0, 2, 1};
  all[4].count_thresholds = {0, 0, 0, 0};
  all[5].entropy_threshold = -1;
  all[6].entropy_threshold = std::nan("");
  for (const EstimatorOptions& options : all) {
    const Corpus corpus = {{"a"}};
    CorpusSource source(corpus);
    const Result<EstimatedModel> model = EstimateModel(&source, options);
    ASSERT_FALSE(model.ok());
    EXPECT_EQ(model.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(LmEstimator, AMissingTemporaryFolderIsNamed) {
  EstimatorOptions options = ToyOptions(2);
  options.temp_folder = "/no/such/folder";
  const Corpus corpus = {{"a"}};
  CorpusSource source(corpus);
  const Result<EstimatedModel> model = EstimateModel(&source, options);
  ASSERT_FALSE(model.ok());
  EXPECT_NE(model.error().message.find("/no/such/folder"), std::string::npos);
}

TEST(LmEstimator, TellsItsStages) {
  EstimatorOptions options = ToyOptions(2);
  options.max_ngrams = 20;
  std::vector<EstimatorStage> stages;
  options.progress = [&](const EstimatorProgress& at) { stages.push_back(at.stage); };
  Estimate(RandomCorpus(1, 50, 20), options);
  EXPECT_EQ(stages,
            (std::vector<EstimatorStage>{EstimatorStage::kCounting, EstimatorStage::kAdjusting,
                                         EstimatorStage::kEstimating, EstimatorStage::kPruning}));
}

// Shares grow from 0 to 1 within a stage; 300,000 different words are enough n-grams
// for several reports.
TEST(LmEstimator, TellsHowFarItsStagesAre) {
  EstimatorOptions options = ToyOptions(1);
  std::map<EstimatorStage, std::vector<double>> shares;
  options.progress = [&](const EstimatorProgress& at) {
    if (at.share) shares[at.stage].push_back(*at.share);
  };
  Corpus corpus(3000);
  for (std::size_t i = 0; i < 300000; ++i) corpus[i / 100].push_back("w" + std::to_string(i));
  Estimate(corpus, options);
  EXPECT_EQ(shares.count(EstimatorStage::kCounting), 0u);
  for (const EstimatorStage stage : {EstimatorStage::kAdjusting, EstimatorStage::kEstimating}) {
    const std::vector<double>& told = shares[stage];
    ASSERT_GE(told.size(), 4u);
    EXPECT_EQ(told.front(), 0.0);
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    EXPECT_GT(told.back(), 0.8);
    EXPECT_LE(told.back(), 1.0);
  }
}

// The disk is full: a limit on the size of files stands in for it, in a process of
// its own, which says by its exit code what it saw.
TEST(LmEstimator, AFullDiskIsAnErrorThatNamesTheFolder) {
  const auto run = [] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{20000, 20000};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) std::_Exit(1);
    const Corpus corpus = RandomCorpus(3, 5000, 500);
    CorpusSource source(corpus);
    const Result<EstimatedModel> model = EstimateModel(&source, ToyOptions(3));
    if (model.ok()) std::_Exit(2);
    const bool named = model.error().message.find(testing::TempDir()) != std::string::npos;
    std::_Exit(named && model.error().code == ErrorCode::kResourceExhausted ? 0 : 3);
  };
  EXPECT_EXIT(run(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace calque::training
