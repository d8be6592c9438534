// The file of rates: written from a study, read back as a table.
#include "detector/evaluation/rates.h"

#include <gtest/gtest.h>

#include "detector/evaluation/cell_text.h"

namespace calque::evaluation {
namespace {

Observation Of(bool machine, const char* domain, Verdict strict) {
  Observation observation;
  observation.machine = machine;
  observation.path = "set.jsonl";
  observation.domain = domain;
  observation.words = 100;
  observation.verdicts = {strict, Verdict::kClean, Verdict::kClean};
  observation.text = static_cast<std::uint64_t>(strict) + 1;
  return observation;
}

Study Example() {
  std::vector<Observation> all;
  for (int i = 0; i < 100; ++i) {
    all.push_back(Of(false, "good", Verdict::kClean));
    all.push_back(Of(false, "b\tad", i < 2 ? Verdict::kArtifact : Verdict::kSuspect));
    // The worst of all, but too few to count, and too short to be judged.
    if (i < 30) all.push_back(Of(false, "few", Verdict::kArtifact));
    all.push_back(Of(false, "short", Verdict::kArtifact));
    all.back().words = 10;
    all.push_back(Of(true, "c", i < 40 ? Verdict::kArtifact : Verdict::kClean));
  }
  StudyOptions options;
  options.least_words = 30;
  options.modes = {Mode::kBalanced};
  return MakeStudy(std::move(all), options);
}

TEST(RatesTest, WritesAllModesAndTheWorstDomain) {
  const std::string text = FormatRates(Example());
  EXPECT_TRUE(
      text.starts_with("kind\tmode\tgroup\ttexts\tartifact\tsuspect\n"
                       "honest\tstrict\tall\t230\t32\t98\n"
                       "honest\tstrict\tworst: set/b ad\t100\t2\t98\n"
                       "machine\tstrict\tall\t100\t40\t0\n"
                       "machine\tstrict\tset\t100\t40\t0\n"))
      << text;
  EXPECT_NE(text.find("machine\tsensitive\tall\t100\t0\t0\n"), std::string::npos) << text;
}

TEST(RatesTest, ReadsWhatItWrote) {
  const std::string text = FormatRates(Example());
  const auto table = ParseRates(text);
  ASSERT_TRUE(table.ok()) << table.error().message;
  std::string again = "kind\tmode\tgroup\ttexts\tartifact\tsuspect\n";
  for (const std::vector<Cell>& row : table->rows) {
    for (std::size_t c = 0; c < 3; ++c) again += std::get<std::string>(row[c]) + "\t";
    again += std::to_string(std::get<std::uint64_t>(row[3])) + "\t" +
             std::to_string(std::get<Share>(row[4]).count) + "\t" +
             std::to_string(std::get<Share>(row[5]).count) + "\n";
  }
  EXPECT_EQ(again, text);
}

TEST(RatesTest, RefusesWhatItDidNotWrite) {
  const std::string header = "kind\tmode\tgroup\ttexts\tartifact\tsuspect\n";
  EXPECT_TRUE(ParseRates(header).ok());
  for (const char* line : {"honest\tstrict\tall\t10\t1", "honest\tstrict\tall\t10\t1\t1\t1",
                           "honest\tstrict\tall\tx\t1\t1", "honest\tstrict\tall\t10\t6\t5",
                           "honest\tstrict\tall\t-1\t0\t0", ""}) {
    const auto table = ParseRates(header + line + "\n");
    ASSERT_FALSE(table.ok()) << line;
    EXPECT_NE(table.error().message.find("line 2"), std::string::npos);
  }
  EXPECT_FALSE(ParseRates("machine\tstrict\tall\t10\t6\t4\n").ok());
}

}  // namespace
}  // namespace calque::evaluation
