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
  const Detector* const detector = &English();
  EXPECT_FALSE(text.empty());
  for (int warm_up = 0; warm_up < 3; ++warm_up) (void)detector->Analyze(text);
  const std::size_t before = bench::Allocations().count;
  const Report report = detector->Analyze(text);
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

// Whatever was read before: longest and rewritten first, so that all lists have their room.
TEST(AllocationTest, AReportThatIsKeptCostsHonestArticlesNothing) {
  Report kept;
  English().AnalyzeInto(Sample("rewritten-court.txt"), &kept);
  EXPECT_FALSE(kept.hits.empty());
  std::string all;
  for (const char* name : kHonest) all += Sample(name) + "\n\n";
  English().AnalyzeInto(all, &kept);
  for (const char* name : kHonest) {
    const std::string text = Sample(name);
    const std::size_t before = bench::Allocations().count;
    English().AnalyzeInto(text, &kept);
    EXPECT_EQ(bench::Allocations().count - before, 0u) << name;
  }
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
