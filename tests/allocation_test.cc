// A thread that has analysed a few texts asks for memory for its reports, and for hardly
// anything else.
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>

#include "bench/allocation_count.h"
#include "calque/detector.h"
#include "detector/compiler/user_dictionary.h"
#include "tests/dictionary/dictionary_fixture.h"
#include "tests/fresh_directory.h"

namespace calque {
namespace {

// Lists that double as they grow; none has more than a few entries an article.
constexpr std::size_t kOther = 16;

std::string Sample(const std::string& name) {
  std::ifstream in(std::string(CALQUE_SOURCE_DIR) + "/corpora/samples/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::size_t PiecesOf(const std::string& string) {
  return string.capacity() > std::string().capacity() ? 1 : 0;
}

// How many pieces of memory a report holds.
std::size_t PiecesOf(const Report& report) {
  std::size_t pieces = (report.sentences.empty() ? 0 : 1) + (report.explanation.empty() ? 0 : 1) +
                       (report.hits.empty() ? 0 : 1);
  for (const Hit& hit : report.hits) {
    pieces += PiecesOf(hit.entry) + PiecesOf(hit.finding) + (hit.originals.empty() ? 0 : 1);
    for (const std::string& original : hit.originals) pieces += PiecesOf(original);
  }
  return pieces;
}

struct Cost {
  std::size_t allocations;
  std::size_t pieces;
};

const Detector& English() {
  static const Result<Detector> detector = Detector::Open();
  return *detector;
}

Cost CostOf(const std::string& text) {
  EXPECT_FALSE(text.empty());
  for (int warm_up = 0; warm_up < 3; ++warm_up) (void)English().Analyze(text);
  const std::size_t before = bench::Allocations().count;
  const Report report = English().Analyze(text);
  return {bench::Allocations().count - before, PiecesOf(report)};
}

constexpr std::array kHonest = {"honest-court.txt", "honest-science.txt", "honest-sport.txt"};

TEST(AllocationTest, AnHonestArticleCostsItsReport) {
  for (const char* name : kHonest) {
    const Cost cost = CostOf(Sample(name));
    EXPECT_GE(cost.allocations, cost.pieces) << name;
    EXPECT_LE(cost.allocations, cost.pieces + kOther) << name;
  }
}

// A rewritten text and all of them together come first, so that every list has its room.
void ExpectNoneForHonestArticles(const Detector& detector) {
  std::vector<std::string> texts(1);
  for (const char* name : kHonest) texts.push_back(Sample(name));
  for (int copy = 0; copy < 10; ++copy) {  // several blocks
    for (const char* name : kHonest) texts[0] += Sample(name) + "\n\n";
  }
  Report kept;
  detector.AnalyzeInto(Sample("rewritten-court.txt"), &kept);
  EXPECT_FALSE(kept.hits.empty());
  detector.AnalyzeInto(texts[0], &kept);
  for (const std::string& text : texts) {
    const std::size_t before = bench::Allocations().count;
    detector.AnalyzeInto(text, &kept);
    EXPECT_EQ(bench::Allocations().count - before, 0u);
    EXPECT_FALSE(kept.sentences.empty());
    EXPECT_TRUE(kept.hits.empty());
  }
}

TEST(AllocationTest, AReportThatIsKeptCostsHonestArticlesNothing) {
  ExpectNoneForHonestArticles(English());
}

// Its candidates are many, and none of them stands.
TEST(AllocationTest, NorDoesADictionaryThatIsAdded) {
  const std::string source = dictionary::HeaderRow() +
                             "u/1\tthe\taardvark\tsynonym\tstrong\tany\t\t\t\tnoun\t\t\tuser\n"
                             "u/2\tof\taardvark\tsynonym\tstrong\tany\t\t\t\tnoun\t\t\tuser\n";
  const std::string path = WriteFile(FreshDirectory() + "/user.tsv", source);
  const auto user = compiler::CompileUserDictionary(path, "no hunspell");
  ASSERT_TRUE(user.ok()) << user.error().message;
  ASSERT_EQ(user->entries, 2u);
  const auto detector = Detector::Open({.dictionaries = {{path, user->bytes}}});
  ASSERT_TRUE(detector.ok()) << detector.error().message;
  ExpectNoneForHonestArticles(*detector);
}

// It is read twice, and the hits of the first reading go.
TEST(AllocationTest, ARewrittenArticleCostsItsHitsTwice) {
  for (const char* name : {"rewritten-court.txt", "rewritten-economy.txt", "light-sport.txt"}) {
    const Cost cost = CostOf(Sample(name));
    EXPECT_GE(cost.allocations, cost.pieces) << name;
    EXPECT_LE(cost.allocations, 2 * cost.pieces + kOther) << name;
  }
}

TEST(AllocationTest, ALongTextCostsNoMoreThanItsReport) {
  std::string text;
  for (int copy = 0; copy < 40; ++copy) text += Sample("honest-court.txt") + "\n\n";
  const Cost cost = CostOf(text);
  EXPECT_LE(cost.allocations, cost.pieces + 4 * kOther);
}

}  // namespace
}  // namespace calque
