// One line a finding, whatever the text and the names hold.
#include "detector/reports/line_report_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "detector/reports/line_map.h"
#include "tests/reports/finding_fixture.h"
#include "tests/reports/slow_decoder.h"

namespace calque::reports {
namespace {

TEST(LineReportWriterTest, Golden) {
  std::string out;
  AppendLineReport(TwoLineReport(), kTwoLines, Named("a  b.txt", "a  b.txt"),
                   OffsetUnit::kCodepoint, &out);
  EXPECT_EQ(out,
            "a  b.txt:1:1: warning: artifact: a machine rewrote this text with a probability of "
            "99.9%; 3 hits in 6 words\n"
            "a  b.txt:2:6: warning: \"consul normal\": probably \"consul general\" "
            "[name en/names/0042]\n"
            "a  b.txt:2:21: note: \"mentioned\": probably \"said\" or nothing "
            "[synonym en/synonyms/0001]\n"
            "a  b.txt:2:31: note: \"de\": not English [pivot-leak pivot-leak/fr]\n");
}

TEST(LineReportWriterTest, JsonLinesAreNamedByTheirLine) {
  Report report = TwoLineReport();
  report.verdict = Verdict::kClean;
  report.hits.resize(1);
  std::string out;
  AppendLineReport(report, kTwoLines, {"id 7", "in.jsonl", "", "", 6, 900, 8},
                   OffsetUnit::kCodepoint, &out);
  EXPECT_EQ(out,
            "in.jsonl:8:1: warning: \"consul normal\": probably \"consul general\" "
            "[name en/names/0042] (2:6 of id 7)\n");
}

TEST(LineReportWriterTest, RecordsOfArchivesAreNamedByTheirId) {
  Report report = TwoLineReport();
  report.verdict = Verdict::kSuspect;
  report.hits.clear();
  std::string out;
  AppendLineReport(report, kTwoLines, {"https://x/y", "in.warc", "https://x/y", "", 3, 900},
                   OffsetUnit::kCodepoint, &out);
  AppendLineError({ErrorCode::kIo, "cannot\nbe read"}, Named("n", "n"), &out);
  EXPECT_EQ(out,
            "https://x/y:1:1: note: suspect: a machine rewrote this text with a probability of "
            "99.9%; 0 hits in 6 words\n"
            "n:1:1: error: cannot be read\n");
}

TEST(LineReportWriterTest, CleanTextsWithoutHitsSayNothing) {
  for (const Verdict verdict : {Verdict::kClean, Verdict::kInsufficient}) {
    Report report;
    report.verdict = verdict;
    std::string out;
    AppendLineReport(report, "x", Named("x", "x"), OffsetUnit::kCodepoint, &out);
    EXPECT_EQ(out, "");
  }
}

TEST(LineReportWriterTest, HostileTextStaysOnItsLine) {
  std::mt19937_64 random(20272);
  for (int round = 0; round < 100; ++round) {
    const std::string text = HostileText(round, &random);
    const Report report = HostileReport(text, text, &random);
    for (const std::uint64_t line : {0U, 3U}) {
      std::string out;
      AppendLineReport(report, text, {text, text, text, text, 0, 0, line}, OffsetUnit::kUtf16,
                       &out);
      AppendLineError({ErrorCode::kIo, text}, Named(text, text), &out);
      EXPECT_EQ(static_cast<std::size_t>(std::count(out.begin(), out.end(), '\n')),
                report.hits.size() + 2);
      for (const char32_t c : SlowDecode(out).chars) {
        EXPECT_TRUE(c == U'\n' || (c >= 0x20 && (c < 0x7F || c >= 0xA0))) << std::hex << +c;
      }
    }
  }
}

// Against counting from the start of the text every time.
TEST(LineMapTest, AgreesWithCounting) {
  std::mt19937_64 random(20273);
  for (int round = 0; round < 200; ++round) {
    std::string text = HostileText(round % 40, &random);
    for (int i = 0; i < 5 && !text.empty(); ++i) text.insert(random() % text.size(), "\n");
    const SlowText slow = SlowDecode(text);
    LineMap map(text, OffsetUnit::kCodepoint);
    for (std::size_t i = 0; i < slow.starts.size(); ++i) {
      Place want;
      for (std::size_t k = 0; k < i; ++k) {
        want = slow.chars[k] == U'\n' ? Place{want.line + 1, 1} : Place{want.line, want.column + 1};
      }
      const Place place = map.At(slow.starts[i]);
      EXPECT_EQ(place.line, want.line);
      EXPECT_EQ(place.column, want.column);
    }
  }
}

}  // namespace
}  // namespace calque::reports
