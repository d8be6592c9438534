// Models made small enough, measured by the file that would be written.
#include "detector/training/size_fitting.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "detector/training/pruning.h"
#include "detector/training/table_export.h"
#include "tests/training/toy_corpus.h"

namespace calque::training {
namespace {

Result<std::uint64_t> TableBytes(const EstimatedModel& model) {
  return ExportCompactTable(model).size();
}

Result<std::uint64_t> ArpaBytes(const EstimatedModel& model) { return ArpaText(model).size(); }

EstimatedModel ToyModel() { return Estimate(RandomCorpus(71, 2000, 300), ToyOptions(4)); }

TEST(SizeFitting, FillsTheTableItWasGiven) {
  const std::uint64_t whole = *TableBytes(ToyModel());
  for (const double share : {0.99, 0.8, 0.5, 0.3}) {
    EstimatedModel model = ToyModel();
    const auto limit = static_cast<std::uint64_t>(share * static_cast<double>(whole));
    int files = 0;
    std::uint64_t last = 0;
    const auto measure = [&](const EstimatedModel& m) {
      ++files;
      last = *TableBytes(m);
      return Result<std::uint64_t>(last);
    };
    const Status status = PruneToSize({limit, kLeastCompactBytesPerNgram}, measure, &model);
    ASSERT_TRUE(status.ok()) << status.error().message;
    EXPECT_EQ(*TableBytes(model), last) << "the model that stays is the last one measured";
    EXPECT_LE(last, limit);
    EXPECT_GE(last, limit * 9 / 10);
    EXPECT_LE(files, 6);
    ExpectClosed(PlainModel(model));
  }
}

TEST(SizeFitting, FillsAnArpaFile) {
  const std::uint64_t whole = *ArpaBytes(ToyModel());
  for (const std::uint64_t limit : {whole / 2, whole / 5}) {
    EstimatedModel model = ToyModel();
    const Status status = PruneToSize({limit, kLeastArpaBytesPerNgram}, ArpaBytes, &model);
    ASSERT_TRUE(status.ok()) << status.error().message;
    EXPECT_LE(*ArpaBytes(model), limit);
    EXPECT_GE(*ArpaBytes(model), limit * 9 / 10);
  }
}

TEST(SizeFitting, GivesTheSameEveryTime) {
  EstimatedModel one = ToyModel();
  EstimatedModel other = ToyModel();
  const std::uint64_t limit = *TableBytes(one) / 2;
  ASSERT_TRUE(PruneToSize({limit, 1}, TableBytes, &one).ok());
  ASSERT_TRUE(PruneToSize({limit, 1}, TableBytes, &other).ok());
  EXPECT_EQ(ArpaText(one), ArpaText(other));
}

TEST(SizeFitting, LeavesWhatFitsAlone) {
  EstimatedModel model = ToyModel();
  const std::string before = ArpaText(model);
  ASSERT_TRUE(PruneToSize({*TableBytes(model), 1.7}, TableBytes, &model).ok());
  EXPECT_EQ(ArpaText(model), before);
}

TEST(SizeFitting, SaysWhenTheWordsAloneAreTooMany) {
  for (const int order : {1, 3}) {
    EstimatedModel model = Estimate(RandomCorpus(5, 300, 200), ToyOptions(order));
    const Status status = PruneToSize({100, 1}, ArpaBytes, &model);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::kResourceExhausted);
    EXPECT_NE(status.error().message.find("unigrams are never left out"), std::string::npos);
  }
}

// Every n-gram is worth the same: all or none.
TEST(SizeFitting, NgramsOfEqualWorthGoTogether) {
  Corpus corpus;
  for (int i = 0; i < 300; ++i)
    corpus.push_back({"a" + std::to_string(i), "b" + std::to_string(i)});
  EstimatedModel model = Estimate(corpus, ToyOptions(2));
  const std::uint64_t limit = *ArpaBytes(model) * 8 / 10;
  const Status status = PruneToSize({limit, 5}, ArpaBytes, &model);
  ASSERT_TRUE(status.ok()) << status.error().message;
  EXPECT_LE(*ArpaBytes(model), limit);
}

TEST(SizeFitting, ErrorsOfTheMeasureComeThrough) {
  EstimatedModel model = ToyModel();
  const Error full{ErrorCode::kIo, "The disk is gone."};
  const Status status = PruneToSize(
      {1000, 1}, [&](const EstimatedModel&) { return Result<std::uint64_t>(full); }, &model);
  EXPECT_EQ(status.error().message, full.message);
}

// Used to read past the end when there was nothing but unigrams.
TEST(SizeFitting, UnigramModelsCanBePruned) {
  EstimatedModel model = Estimate(RandomCorpus(5, 300, 200), ToyOptions(1));
  const std::string before = ArpaText(model);
  PruneByEntropy({.max_ngrams = 2}, &model);
  EXPECT_EQ(ArpaText(model), before);
}

}  // namespace
}  // namespace calque::training
