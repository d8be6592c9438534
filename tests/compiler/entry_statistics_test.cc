// Counts against reports taken one by one, and the tables made of them.
#include "detector/compiler/entry_statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "detector/compiler/statistics_table.h"
#include "detector/default_pack.h"

namespace calque::compiler {
namespace {

const Analyzer& English() {
  static const auto* analyzer = [] {
    auto opened = Analyzer::Open(std::move(*OpenDefaultPack()));
    return new Analyzer(std::move(*opened));
  }();
  return *analyzer;
}

std::vector<std::string> Samples(const std::string& kind) {
  std::vector<std::string> paths;
  for (const auto& item :
       std::filesystem::directory_iterator(CALQUE_SOURCE_DIR "/corpora/samples")) {
    if (item.path().filename().string().starts_with(kind)) paths.push_back(item.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return texts;
}

TEST(EntryStatisticsTest, CountsWhatReportsSay) {
  EntryStatistics statistics(English());
  std::map<std::string, std::size_t> hits;
  std::map<std::string, std::size_t> candidates;
  std::map<std::string, std::size_t> rewritten;
  std::size_t words = 0;
  // Rewritten samples as honest ones, so that there are hits to count.
  for (const std::string& text : Samples("rewritten-")) {
    statistics.AddHonest(text, "file", "");
    std::vector<std::uint32_t> found;
    const Report report = English().Analyze(text, Mode::kStrict, &found).report;
    words += report.words;
    for (const Hit& hit : report.hits) ++hits[hit.entry];
    for (const std::uint32_t entry : found) {
      ++candidates[std::string(English().dictionaries().front().EntryId(entry))];
    }
  }
  for (const std::string& text : Samples("light-")) {
    statistics.AddRewritten(text);
    for (const Hit& hit : English().Analyze(text, Mode::kStrict).report.hits) {
      ++rewritten[hit.entry];
    }
  }
  const Statistics sum = statistics.Sum();
  EXPECT_EQ(sum.words, words);
  ASSERT_EQ(sum.entries.size(), English().dictionaries().front().entry_count());
  std::size_t all = 0;
  for (const EntryFigures& entry : sum.entries) {
    EXPECT_EQ(entry.hits, hits[entry.id]) << entry.id;
    EXPECT_EQ(entry.candidates, candidates[entry.id]) << entry.id;
    EXPECT_EQ(entry.rewritten_hits, rewritten[entry.id]) << entry.id;
    EXPECT_LE(entry.hits, entry.candidates) << entry.id;
    EXPECT_EQ(entry.gains.size(), entry.hits) << entry.id;
    EXPECT_TRUE(std::is_sorted(entry.gains.rbegin(), entry.gains.rend())) << entry.id;
    all += entry.hits;
  }
  EXPECT_GT(all, 50u);
  ASSERT_EQ(sum.domains.size(), 1u);
  EXPECT_EQ(sum.domains[0].name, "file");
  EXPECT_GE(sum.domains[0].hits, all) << "rules hit, too";
}

TEST(EntryStatisticsTest, SmallDomainsAreCountedWithTheirFile) {
  const std::string text = Samples("honest-")[0];
  const std::size_t words = English().Analyze(text, Mode::kStrict).report.words;
  std::string large;
  const std::size_t copies = EntryStatistics::kMinDomainWords / words + 1;
  for (std::size_t i = 0; i < copies; ++i) large += text + "\n\n";
  EntryStatistics statistics(English());
  statistics.AddHonest(text, "f", "small");
  statistics.AddHonest(text, "f", "tiny");
  statistics.AddHonest(large, "f", "large\tone");
  const Statistics sum = statistics.Sum();
  ASSERT_EQ(sum.domains.size(), 2u);
  EXPECT_EQ(sum.domains[0].name, "f");
  EXPECT_EQ(sum.domains[0].words, 2 * words);
  EXPECT_EQ(sum.domains[1].name, "large_one");
  EXPECT_EQ(sum.words, sum.domains[0].words + sum.domains[1].words);
}

// p*r / (p*r + (1-p)*c) by hand, with p = 0.1.
TEST(EntryStatisticsTest, PrecisionWeighsHonestAndRewrittenText) {
  const std::vector<std::string> texts = Samples("rewritten-");
  EntryStatistics statistics(English());
  for (const std::string& text : texts) statistics.AddHonest(text, "f", "");
  for (int i = 0; i < 3; ++i) {
    for (const std::string& text : texts) statistics.AddRewritten(text);
  }
  const Statistics sum = statistics.Sum();
  EXPECT_EQ(sum.rewritten_words, 3 * sum.words);
  for (const EntryFigures& entry : sum.entries) {
    EXPECT_EQ(entry.precision.has_value(), entry.hits > 0);
    if (!entry.precision) continue;
    // As often in both kinds of text: what is right is the prior.
    EXPECT_NEAR(*entry.precision, 0.1, 1e-12);
    EXPECT_LT(entry.precision_bound, *entry.precision);
    EXPECT_GT(entry.precision_bound, 0);
  }
}

// An obvious case of every column, in a made-up dictionary of three.
Statistics Small() {
  Statistics s;
  s.domains = {{"a", 1'000'000, 3, 1}, {"b", 3'000'000, 3, 0}};
  s.words = 4'000'000;
  EntryFigures often;
  often.id = "t/1";
  often.family = Family::kIdiom;
  often.strength = Strength::kStrong;
  often.candidates = 10;
  often.hits = 6;
  often.gains = {4.25, 0.5};
  often.by_domain = {{0, 3}, {1, 3}};
  EntryFigures never;
  never.id = "t/2";
  never.family = Family::kName;
  s.entries = {often, never};
  return s;
}

TEST(StatisticsTableTest, OneLineAnEntry) {
  const std::string header =
      "id\tfamily\tstrength\tcandidates\thits\tcandidates_per_million\thits_per_million\t"
      "worst_domain\tworst_per_million\tdomains\tgains\trewritten_hits\trewritten_per_million\t"
      "precision\tprecision_low\n";
  Statistics s = Small();
  const std::string often =
      "t/1\tidiom\tstrong\t10\t6\t2.500\t1.500\ta\t3.000\ta=3.000|b=1.000\t4.2|0.5\t";
  const std::string never = "t/2\tname\tweak\t0\t0\t0.000\t0.000\t\t0.000\t\t\t";
  EXPECT_EQ(StatisticsTsv(s), header + often + "\t\t\t\n" + never + "\t\t\t\n");
  s.rewritten_words = 1'000'000;
  s.entries[0].rewritten_hits = 5;
  s.entries[0].precision = 0.25;
  s.entries[0].precision_bound = 0.125;
  EXPECT_EQ(StatisticsTsv(s),
            header + often + "5\t5.000\t0.2500\t0.1250\n" + never + "0\t0.000\t\t\n");
}

TEST(StatisticsTableTest, TheSummaryNamesTheWorst) {
  const std::string all = StatisticsSummary(Small(), 20);
  for (const char* part : {"honest domain", "a ", "t/1", "idiom", "strong"}) {
    EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
  }
  EXPECT_EQ(all.find("t/2"), std::string::npos) << "it never hits";
  EXPECT_EQ(StatisticsSummary(Small(), 0).find("t/1"), std::string::npos);
}

}  // namespace
}  // namespace calque::compiler
