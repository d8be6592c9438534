// The page for people, with and without colour.
#include "detector/reports/human_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <sstream>

#include "tests/reports/slow_decoder.h"

namespace calque::reports {
namespace {

constexpr std::string_view kText =
    "A clean line.\nThe consul normal of the Liberal Celebration was asked {that a}\n"
    "second time.";

constexpr RecordSource kSource{"a/7.txt", "a/7.txt", "", "", 0, 0};

Hit MakeHit(std::string_view quote, std::vector<std::string> originals, Family family,
            double gain) {
  const std::size_t begin = kText.find(quote);
  return {{begin, begin + quote.size()},
          std::move(originals),
          std::string(quote),
          family,
          Strength::kStrong,
          gain,
          {}};
}

Report SampleReport() {
  Report report;
  report.verdict = Verdict::kArtifact;
  report.probability = 0.98765;
  report.words = 1494;
  report.evidence.hits_per_1000 = 134.54;
  report.sentences = {{{0, 13}, 1, 0, {}, {}}, {{13, kText.size()}, 0, 1, {}, {}}};
  report.hits = {MakeHit("consul normal", {"consul general"}, Family::kName, 5.21),
                 MakeHit("Celebration", {"Party", "Feast"}, Family::kName, 7.5),
                 MakeHit("{that a}", {}, Family::kStructure, 0)};
  report.pivot = Pivot{"it", 0.4};
  return report;
}

std::string Page(const Report& report, const HumanStyle& style) {
  std::string out;
  AppendHumanPage(report, kText, kSource, style, &out);
  return out;
}

TEST(HumanWriterTest, GoldenWithoutColour) {
  EXPECT_EQ(Page(SampleReport(), {false, 60, false}),
            "a/7.txt  \u2717 artifact  98.8%  1,494 words  134.5 hits per 1,000\n"
            "     2  The [[consul normal -> consul general]] of the\n"
            "        Liberal [[Celebration -> Party]] was asked [[{that\n"
            "        a}]] second time.\n"
            "        3 hits: 2 name, 1 structure; strongest: Celebration -> Party (+7.5), "
            "consul normal -> consul general (+5.2), {that a} (0.0); "
            "translated through it (40.0%)\n"
            "\n");
}

TEST(HumanWriterTest, AnExplanationShowsTheTermsAndWhatACleanTextHas) {
  Report report = SampleReport();
  report.verdict = Verdict::kClean;
  report.hits.resize(1);
  report.pivot.reset();
  report.explanation = {{"prior", -4.034}, {"strong", 1.5}, {"translationese", -0.26}};
  EXPECT_EQ(Page(report, {false, 0, false, true}),
            "a/7.txt  \u2713 clean  98.8%  1,494 words  134.5 hits per 1,000\n"
            "     2  The [[consul normal -> consul general]] of the Liberal Celebration was asked "
            "{that a} second time.\n"
            "        1 hit: 1 name; strongest: consul normal -> consul general (+5.2)\n"
            "        why: prior -4.0, strong +1.5, translationese -0.3: -2.8 in log-odds\n"
            "\n");
}

TEST(HumanWriterTest, GoldenWithColour) {
  Report report = SampleReport();
  report.verdict = Verdict::kSuspect;
  report.hits.resize(1);
  report.pivot.reset();
  EXPECT_EQ(Page(report, {true, 40, false}),
            "\x1b[1ma/7.txt\x1b[0m  \x1b[1;33m? suspect\x1b[0m  98.8%  1,494 words  "
            "134.5 hits per 1,000\n"
            "\x1b[2m     2\x1b[0m  The \x1b[4;31mconsul\x1b[0m\x1b[4;31m \x1b[0m"
            "\x1b[4;31mnormal\x1b[0m \x1b[32m[consul\x1b[0m\n"
            "        \x1b[32mgeneral]\x1b[0m of the Liberal\n"
            "        Celebration was asked {that a}\n"
            "        second time.\n"
            "        \x1b[2m1 hit: 1 name; strongest: consul normal -> consul general (+5.2)"
            "\x1b[0m\n"
            "\n");
}

TEST(HumanWriterTest, OneLineWhereOneIsEnough) {
  Report report = SampleReport();
  report.verdict = Verdict::kClean;
  report.probability = 0.0001;
  report.words = 1;
  EXPECT_EQ(Page(report, {false, 80, true}),
            "a/7.txt  \u2713 clean  <0.1%  1 word  134.5 hits per 1,000\n");
  report.verdict = Verdict::kInsufficient;
  report.words = 12;
  EXPECT_EQ(Page(report, {false, 80, true}),
            "a/7.txt  - insufficient  too short to say (12 words)\n");
  std::string error;
  AppendHumanError({ErrorCode::kIo, "a/7.txt cannot be read: \x1b[2J\nend."}, kSource, {}, &error);
  EXPECT_EQ(error, "a/7.txt  ! error  a/7.txt cannot be read: \u241B[2J end.\n");
}

TEST(HumanWriterTest, Percentages) {
  struct Case {
    double probability;
    const char* want;
  };
  constexpr Case kCases[] = {{0, " 0.0%"},    {0.0004, " <0.1%"}, {0.0006, " 0.1%"},
                             {0.5, " 50.0%"}, {0.9994, " 99.9%"}, {0.9996, " >99.9%"},
                             {1, " >99.9%"}};
  for (const Case& c : kCases) {
    Report report;
    report.verdict = Verdict::kClean;
    report.probability = c.probability;
    EXPECT_NE(Page(report, {}).find(c.want), std::string::npos) << Page(report, {});
  }
}

TEST(HumanWriterTest, RestoredTextKeepsItsLines) {
  const std::string page = Page(SampleReport(), {false, 60, true});
  EXPECT_NE(page.find("        restored:\n"
                      "        A clean line.\n"
                      "        The consul general of the Liberal Party was asked\n"),
            std::string::npos)
      << page;
}

TEST(HumanWriterTest, AnOriginalThatIsEmptyIsNamed) {
  Report report = SampleReport();
  report.hits = {MakeHit("second ", {""}, Family::kStructure, -1)};
  EXPECT_NE(Page(report, {false, 0, false}).find("[[second -> (nothing)]]time."),
            std::string::npos);
}

// Every escape sequence on the page must be one that the writer itself makes.
TEST(HumanWriterTest, HostileArticlesCannotDriveTheTerminal) {
  const std::regex own_sgr("\x1b\\[(0|1|2|32|1;31|1;33|4;31)m");
  std::mt19937_64 random(20267);
  for (int round = 0; round < 60; ++round) {
    const std::string text = HostileText(50, &random);
    Report report;
    report.verdict = Verdict::kArtifact;
    const std::size_t third = text.size() / 3;
    report.hits.push_back({{third, 2 * third}, {text.substr(0, 20)}, "e", {}, {}, 1, {}});
    report.sentences.push_back({{0, text.size()}, 0, 0, {}, {}});
    report.pivot = Pivot{"\x1b[2J", 1};
    std::string page;
    AppendHumanPage(report, text, {text, "", "", "", 0, 0}, {true, 60, true}, &page);
    const std::string rest = std::regex_replace(page, own_sgr, "");
    for (const char32_t code : SlowDecode(rest).chars) {
      ASSERT_TRUE(code == U'\n' || (code >= U' ' && code < 0x7F) || code > 0x9F);
    }
  }
}

TEST(HumanWriterTest, KeepsTheWidth) {
  std::string text;
  Report report;
  report.verdict = Verdict::kArtifact;
  for (int i = 0; i < 2000; ++i) {
    report.hits.push_back({{text.size(), text.size() + 5}, {"better"}, "e", {}, {}, 1, {}});
    text += "worse words, ";
  }
  report.sentences.push_back({{0, text.size()}, 0, 0, {}, {}});
  std::string page;
  AppendHumanPage(report, text, kSource, {false, 72, false}, &page);
  std::istringstream lines(page);
  std::string line;
  std::getline(lines, line);
  int wrapped = 0;
  while (std::getline(lines, line) && line.find("hits:") == std::string::npos) {
    EXPECT_LE(line.size(), 72u);
    ++wrapped;
  }
  EXPECT_GT(wrapped, 500);
}

}  // namespace
}  // namespace calque::reports
