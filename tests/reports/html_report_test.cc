// The file of the HTML report: golden blocks, a sound frame, and nothing of a document
// outside its block. What the page does with it is tested in tests/browser.
#include "detector/reports/html_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "calque/detector.h"
#include "tests/reports/slow_decoder.h"

namespace calque::reports {
namespace {

constexpr std::string_view kOpen = "<script type=\"application/json\">";
constexpr std::string_view kClose = "</script>";
constexpr std::string_view kText =
    "The \"caf\xC3\xA9\" \xF0\x9F\x98\x80 consul normal left.\nIt did.";

RecordSource Source() {
  return {"7.txt", "articles/7.txt", "https://example.org/7", "windows-1252", 3, 123456};
}

Report SampleReport() {
  Report report;
  report.verdict = Verdict::kArtifact;
  report.probability = 0.99914;
  report.words = 8;
  report.evidence = {1, 1, 134.54, 385.66, 0.314, 1.84};
  report.explanation = {{"prior", -4.034}, {"strong", 11.089}};
  report.hits.push_back({{17, 30},
                         {"consul general", "consul"},
                         "en/names/0042",
                         Family::kName,
                         Strength::kStrong,
                         5.21,
                         "1f3a56c09b2d",
                         true});
  report.sentences.push_back({{0, 36}, 0.222, 0.9984, {}, {}});
  report.sentences.push_back({{37, 44}, 0.9, 0.0214, {}, {}});
  report.pivot = Pivot{"it", 0.4};
  return report;
}

std::string DocumentOf(const Report& report, std::string_view text, const RecordSource& source) {
  std::string out;
  AppendHtmlDocument(report, text, source, &out);
  return out;
}

std::string Head() {
  std::string out;
  AppendHtmlHead("en 2026.11", Mode::kStrict, &out);
  return out;
}

std::string Foot() {
  std::string out;
  AppendHtmlFoot(&out);
  return out;
}

// The contents of the blocks, which must be all there is.
std::vector<nlohmann::json> Blocks(std::string_view html) {
  std::vector<nlohmann::json> blocks;
  while (!html.empty()) {
    EXPECT_TRUE(html.starts_with(kOpen)) << html;
    const std::size_t end = html.find(kClose);
    if (!html.starts_with(kOpen) || end == std::string_view::npos) break;
    blocks.push_back(nlohmann::json::parse(html.substr(kOpen.size(), end - kOpen.size())));
    html.remove_prefix(end + kClose.size());
  }
  return blocks;
}

std::size_t Count(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

TEST(HtmlReportTest, Golden) {
  EXPECT_EQ(DocumentOf(SampleReport(), kText, Source()),
            "<script type=\"application/json\">"
            "[\"7.txt\",\"artifact\",0.9991,8,1,134.5,\"https://example.org/7\"]\n</script>"
            "<script type=\"application/json\">"
            "{\"path\":\"articles/7.txt\",\"url\":\"https://example.org/7\","
            "\"charset\":\"windows-1252\",\"pivot\":[\"it\",0.400],\"distinct\":1,"
            "\"fluency\":0.31,\"translationese\":1.8,"
            "\"terms\":[[\"prior\",-4.03],[\"strong\",11.09]],"
            "\"hits\":[[14,13,[\"consul general\",\"consul\"],\"en/names/0042\",\"name\","
            "\"strong\",5.2,1]],"
            "\"spans\":[0,33,998,22,1,7,21,90],"
            "\"text\":\"The \\\"caf\\u00e9\\\" \\ud83d\\ude00 consul normal left.\\nIt did.\"}"
            "\n</script>");
}

TEST(HtmlReportTest, GoldenError) {
  std::string out;
  AppendHtmlError({ErrorCode::kDataLoss, "a.gz ends <early>."}, {"a.gz", "a.gz", "", "", 2, 0},
                  &out);
  EXPECT_EQ(out,
            "<script type=\"application/json\">[\"a.gz\",\"error\",0,0,0,0,\"a.gz\"]\n</script>"
            "<script type=\"application/json\">{\"path\":\"a.gz\","
            "\"error\":[\"data_loss\",\"a.gz ends \\u003cearly>.\"]}\n</script>");
}

TEST(HtmlReportTest, FrameHasItsPartsAndNothingForeign) {
  const std::string page = Head() + Foot();
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
  EXPECT_EQ(Count(page, "<script"), 1u);
  EXPECT_EQ(Count(page, "</script"), 1u);
  EXPECT_EQ(Count(page, "<style"), 1u);
  EXPECT_EQ(Count(page, "</style"), 1u);
  EXPECT_EQ(Count(page, "<!--"), 0u);
  EXPECT_EQ(Count(page, "sha256-"), 2u);
  EXPECT_NE(page.find("content=\"default-src 'none'; script-src 'sha256-"), std::string::npos);
  EXPECT_NE(page.find("pack en 2026.11"), std::string::npos);
  EXPECT_NE(page.find("strict mode"), std::string::npos);
  EXPECT_NE(page.find(std::string("Calque ") + Version()), std::string::npos);
  for (const char* bad :
       {"unsafe", "innerHTML", "eval(", "@import", "url(", " src=", " style=", "@STYLE@",
        "@SCRIPT@", "@POLICY@", "@PACK@", "@DOCUMENTS@", "cookie", "localStorage", "fetch("}) {
    EXPECT_EQ(page.find(bad), std::string::npos) << bad;
  }
}

TEST(HtmlReportTest, PackNameIsOnlyText) {
  std::string out;
  AppendHtmlHead("<b>\"@STYLE@", Mode::kStrict, &out);
  EXPECT_NE(out.find("&lt;b&gt;&quot;@STYLE@"), std::string::npos);
}

// The page is a function of what is appended: any number of documents, in any order.
TEST(HtmlReportTest, DocumentsStandBetweenHeadAndFoot) {
  const std::string document = DocumentOf(SampleReport(), kText, Source());
  const std::string page = Head() + document + document + Foot();
  EXPECT_EQ(Count(page, kOpen), 4u);
  const std::size_t container = page.find("<div id=\"documents\" hidden>");
  ASSERT_NE(container, std::string::npos);
  EXPECT_LT(container, page.find(kOpen));
}

// A block is ASCII with one "<", that of its end, whatever the document holds, and gives
// every string back.
TEST(HtmlReportTest, NothingLeavesItsBlock) {
  std::mt19937_64 random(11);
  std::vector<std::string> texts = {"</script><script>alert(1)</script>",
                                    "<!--<script>",
                                    "]]></ScRiPt >",
                                    "\\u003c\\<\"'",
                                    "\xE2\x80\xA8\xE2\x80\xA9<\x01\x7F",
                                    "<",
                                    "",
                                    "ends with <"};
  for (int i = 0; i < 200; ++i) {
    texts.push_back(HostileText(20, &random) + "<" + HostileText(20, &random));
  }
  for (const std::string& text : texts) {
    Report report = SampleReport();
    report.hits[0].span = {0, text.size()};
    report.hits[0].originals = {text};
    report.hits[0].entry = text;
    const std::string html = DocumentOf(report, text, {text, text, text, text, 0, 0});
    EXPECT_EQ(Count(html, "<"), 4u) << text;
    EXPECT_TRUE(std::all_of(html.begin(), html.end(), [](char c) { return c > 0; })) << text;
    const std::vector<nlohmann::json> blocks = Blocks(html);
    ASSERT_EQ(blocks.size(), 2u);
    const std::u16string expected = ToUtf16(SlowDecode(text).chars);
    for (const nlohmann::json& value : {blocks[0][0], blocks[0][6], blocks[1]["text"],
                                        blocks[1]["hits"][0][2][0], blocks[1]["hits"][0][3]}) {
      EXPECT_EQ(ToUtf16(SlowDecode(value.get<std::string>()).chars), expected);
    }
    EXPECT_EQ(blocks[1]["hits"][0][1], expected.size());
  }
}

// The slow way to read the spans gives back the offsets of the report.
TEST(HtmlReportTest, SpansLeadBackToTheSentences) {
  std::mt19937_64 random(12);
  for (int i = 0; i < 100; ++i) {
    const std::string text = HostileText(60, &random);
    const SlowText slow = SlowDecode(text);
    Report report;
    std::vector<std::size_t> expected;
    for (std::size_t at = 0; at + 5 < slow.starts.size(); at += 5) {
      report.sentences.push_back({{slow.starts[at], slow.starts[at + 3]}, 0, 0, {}, {}});
      expected.push_back(ToUtf16(slow.chars.substr(0, at)).size());
      expected.push_back(ToUtf16(slow.chars.substr(0, at + 3)).size());
    }
    const nlohmann::json spans = Blocks(DocumentOf(report, text, {}))[1]["spans"];
    std::vector<std::size_t> offsets;
    std::size_t end = 0;
    for (std::size_t at = 0; at < spans.size(); at += 4) {
      const std::size_t begin = end + spans[at].get<std::size_t>();
      end = begin + spans[at + 1].get<std::size_t>();
      offsets.insert(offsets.end(), {begin, end});
    }
    EXPECT_EQ(offsets, expected);
  }
}

// A report of another text, or one out of order, must not break the page.
TEST(HtmlReportTest, ForeignReportsAreClipped) {
  Report report = SampleReport();
  report.sentences.push_back({{5, 1000}, 0, 2, {}, {}});
  const nlohmann::json article = Blocks(DocumentOf(report, "short", {}))[1];
  EXPECT_EQ(article["hits"][0][0], 5);
  EXPECT_EQ(article["hits"][0][1], 0);
  EXPECT_EQ(article["spans"], nlohmann::json::parse("[0,5,998,22,0,0,21,90,0,0,1000,0]"));
}

}  // namespace
}  // namespace calque::reports
