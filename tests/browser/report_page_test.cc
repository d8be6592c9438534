// The page of `calque scan --format html` in a browser: opens, filters, marks, and does
// nothing that a hostile article wants.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "calque/report.h"
#include "detector/reports/html_report.h"
#include "tests/browser/browser.h"
#include "tests/cli/program.h"
#include "tests/fresh_directory.h"

namespace calque::browser {
namespace {

using cli::Calque;
using nlohmann::json;
using Strings = std::vector<std::string>;

// Scans `input` to a page and returns its path.
std::string PageOf(const std::string& input) {
  const std::string path = FreshDirectory() + "/report.html";
  const cli::Outcome outcome = Calque({"scan", "--format", "html", "-o", path, input});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  return path;
}

std::string Samples() { return cli::SourcePath("corpora/samples"); }

// The records of the same scan, by the name of the file.
json RecordOf(const std::string& name) {
  const cli::Outcome outcome = Calque({"scan", "--offsets", "utf16", Samples() + "/" + name});
  return json::parse(outcome.out);
}

void OpenArticle(const std::string& name, Browser* browser) {
  browser->Evaluate("[...document.querySelectorAll('#list a')].find(a => a.textContent === '" +
                    name + "').click()");
  browser->Evaluate("new Promise(done => setTimeout(done))");  // the address changes later
  ASSERT_EQ(browser->Evaluate("byId('article-title').textContent"), name);
}

Strings Texts(const std::string& selector, Browser* browser) {
  return browser->Evaluate("[...document.querySelectorAll('" + selector +
                           "')].map(e => e.textContent)");
}

void ExpectQuiet(const Browser& browser) {
  EXPECT_EQ(browser.complaints(), Strings());
  for (const std::string& address : browser.requests()) {
    EXPECT_TRUE(address.starts_with("file:///")) << address;
  }
  EXPECT_EQ(browser.requests().size(), 1u) << testing::PrintToString(browser.requests());
}

TEST(ReportPageTest, OpensAndListsAllDocuments) {
  CALQUE_REQUIRE_CHROMIUM();
  Browser browser;
  browser.Open(PageOf(Samples()));
  const std::size_t samples = Texts("#list tbody tr", &browser).size();
  EXPECT_GE(samples, 13u);
  EXPECT_EQ(browser.Evaluate("byId('documents').children.length"), 2 * samples);
  EXPECT_TRUE(browser.Evaluate("byId('loading') === null").get<bool>());
  EXPECT_FALSE(browser.Evaluate("byId('limits').hidden").get<bool>());
  EXPECT_EQ(browser.Evaluate("document.querySelectorAll('#plots svg rect.column').length"), 20);
  // The most probable come first.
  EXPECT_NE(Texts("#list tbody .verdict", &browser).front().find("Artifact"), std::string::npos);
  ExpectQuiet(browser);
}

TEST(ReportPageTest, FiltersByTextAndByVerdict) {
  CALQUE_REQUIRE_CHROMIUM();
  Browser browser;
  browser.Open(PageOf(Samples()));
  browser.Press("/");
  browser.Type("HONEST sp");
  EXPECT_EQ(Texts("#list td.id a", &browser), Strings({"honest-sport.txt"}));
  browser.Type("elling");
  EXPECT_EQ(Texts("#list td.id a", &browser), Strings());
  EXPECT_EQ(browser.Evaluate("byId('count').textContent"), "No document fits the filter.");
  browser.Evaluate("byId('filter').select()");
  browser.Type("court");
  EXPECT_EQ(Texts("#list td.id a", &browser), Strings({"rewritten-court.txt", "honest-court.txt"}));
  browser.Evaluate("document.querySelector('[data-verdict=artifact]').click()");
  EXPECT_EQ(Texts("#list td.id a", &browser), Strings({"honest-court.txt"}));
  EXPECT_EQ(browser.Evaluate(
                "document.querySelector('[data-verdict=artifact]').getAttribute('aria-pressed')"),
            "false");
  browser.Evaluate("document.querySelector('[data-verdict=artifact]').click()");
  EXPECT_EQ(Texts("#list td.id a", &browser).size(), 2u);
  ExpectQuiet(browser);
}

TEST(ReportPageTest, SortsByEveryColumnBothWays) {
  CALQUE_REQUIRE_CHROMIUM();
  Browser browser;
  browser.Open(PageOf(Samples()));
  for (const std::string column : {"number", "id", "probability", "rate", "hits", "words"}) {
    const auto sorted = [&](const std::string& expected) {
      browser.Evaluate("document.querySelector('[data-column=" + column + "]').click()");
      EXPECT_EQ(
          browser.Evaluate("document.querySelector('th." + column + "').getAttribute('aria-sort')"),
          expected);
      return Texts("#list td." + column, &browser);
    };
    const bool up_first = column == "number" || column == "id";
    Strings first = sorted(up_first ? "ascending" : "descending");
    const Strings second = sorted(up_first ? "descending" : "ascending");
    EXPECT_NE(first, second) << column;
    std::reverse(first.begin(), first.end());
    EXPECT_EQ(first, second) << column;
  }
  ExpectQuiet(browser);
}

TEST(ReportPageTest, MarksWhatTheRecordNames) {
  CALQUE_REQUIRE_CHROMIUM();
  const std::string name = "rewritten-court.txt";
  const json record = RecordOf(name);
  Browser browser;
  browser.Open(PageOf(Samples()));
  OpenArticle(name, &browser);
  Strings quotes;
  Strings originals;
  for (const json& hit : record["hits"]) {
    quotes.push_back(hit["text"]);
    if (!hit["originals"].empty()) originals.push_back(hit["originals"][0]);
  }
  ASSERT_FALSE(quotes.empty());
  EXPECT_EQ(Texts(".text mark", &browser), quotes);
  EXPECT_EQ(Texts(".marks .written", &browser), quotes);
  EXPECT_EQ(Texts(".marks .original", &browser), originals);
  // The text is all there, and its sentences are those of the record.
  const std::string text = cli::Sample("rewritten-court");
  EXPECT_EQ(browser.Evaluate("document.querySelector('.text').textContent"), text);
  std::vector<std::size_t> lengths;
  std::size_t shaded = 0;
  for (const json& sentence : record["sentences"]) {
    lengths.push_back(sentence["end"].get<std::size_t>() - sentence["begin"].get<std::size_t>());
    shaded += sentence["probability"].get<double>() >= 0.2 ? 1 : 0;
  }
  EXPECT_EQ(browser.Evaluate("[...document.querySelectorAll('.text .sentence')]"
                             ".map(e => e.textContent.length)"),
            json(lengths));
  EXPECT_EQ(Texts(".text .sentence[class*=shade]", &browser).size(), shaded);
  ExpectQuiet(browser);
}

// Every term of an explanation must be told in words.
TEST(ReportPageTest, ExplainsTheProbabilityInWords) {
  CALQUE_REQUIRE_CHROMIUM();
  const std::string name = "rewritten-court.txt";
  const json terms = RecordOf(name)["explanation"];
  ASSERT_GT(terms.size(), 2u);
  Browser browser;
  browser.Open(PageOf(Samples()));
  OpenArticle(name, &browser);
  const Strings lines = Texts(".why tbody th", &browser);
  EXPECT_EQ(lines.size(), terms.size());
  for (const std::string& line : lines) {
    EXPECT_NE(line.find(' '), std::string::npos) << line;
    EXPECT_FALSE(terms.contains(line));
  }
  ExpectQuiet(browser);
}

TEST(ReportPageTest, KeysGoFromMarkToMarkAndBack) {
  CALQUE_REQUIRE_CHROMIUM();
  Browser browser;
  browser.Open(PageOf(Samples()));
  OpenArticle("rewritten-court.txt", &browser);
  const json hits = RecordOf("rewritten-court.txt")["hits"];
  const auto focused = [&] { return browser.Evaluate("document.activeElement.textContent"); };
  browser.Press("n");
  EXPECT_EQ(focused(), hits[0]["text"]);
  EXPECT_FALSE(browser.Evaluate("byId('tip').hidden").get<bool>());
  const std::string tip = browser.Evaluate("byId('tip').textContent");
  EXPECT_NE(tip.find(hits[0]["originals"][0].get<std::string>()), std::string::npos) << tip;
  browser.Press("n");
  EXPECT_EQ(focused(), hits[1]["text"]);
  browser.Press("p");
  browser.Press("p");
  EXPECT_EQ(focused(), hits.back()["text"]);
  browser.Press("Escape");  // the tip first
  EXPECT_TRUE(browser.Evaluate("byId('tip').hidden").get<bool>());
  browser.Press("Escape");
  browser.Evaluate("new Promise(done => setTimeout(done))");
  EXPECT_TRUE(browser.Evaluate("byId('article').hidden").get<bool>());
  EXPECT_EQ(focused(), "rewritten-court.txt");
  browser.Press("Enter");
  browser.Evaluate("new Promise(done => setTimeout(done))");
  EXPECT_FALSE(browser.Evaluate("byId('article').hidden").get<bool>());
  ExpectQuiet(browser);
}

TEST(ReportPageTest, NothingIsWiderThanAPhone) {
  CALQUE_REQUIRE_CHROMIUM();
  Browser browser;
  browser.ResizeTo(360, 740);
  browser.Open(PageOf(Samples()));
  const std::string width = "document.documentElement.scrollWidth";
  EXPECT_LE(browser.Evaluate(width), 360);
  OpenArticle("rewritten-court.txt", &browser);
  EXPECT_LE(browser.Evaluate(width), 360);
  ExpectQuiet(browser);
}

TEST(ReportPageTest, UnreadableDocumentsAreListed) {
  CALQUE_REQUIRE_CHROMIUM();
  Browser browser;
  browser.Open(PageOf(WriteFile(FreshDirectory() + "-in.jsonl",
                                "{\"id\":\"good\",\"text\":\"Few words.\"}\nno JSON\n")));
  EXPECT_EQ(Texts("#list tbody .verdict .badge", &browser), Strings({"\u2013Too short", "!Error"}));
  browser.Evaluate("location.hash = '2'");
  browser.Evaluate("new Promise(done => setTimeout(done))");
  EXPECT_NE(Texts("#article .notice", &browser).at(0).find("line 2"), std::string::npos);
  ExpectQuiet(browser);
}

TEST(ReportPageTest, TenThousandDocumentsArePaged) {
  CALQUE_REQUIRE_CHROMIUM();
  constexpr int kDocuments = 10'000;
  Report report;
  report.verdict = Verdict::kClean;
  report.words = 400;
  std::string page;
  reports::AppendHtmlHead("en", Mode::kStrict, &page);
  for (int i = 0; i < kDocuments; ++i) {
    const std::string id = "article " + std::to_string(i);
    report.probability = i / 20000.0;
    reports::AppendHtmlDocument(report, std::string(2000, 'x'), {id, "in.jsonl", "", "", 0, 0},
                                &page);
  }
  reports::AppendHtmlFoot(&page);
  Browser browser;
  browser.Open(WriteFile(FreshDirectory() + "/big.html", page));
  EXPECT_EQ(Texts("#list tbody tr", &browser).size(), 100u);
  EXPECT_EQ(browser.Evaluate("byId('count').textContent"), "1 to 100 of 10,000 documents");
  EXPECT_EQ(Texts("#list td.id a", &browser).front(), "article 9999");
  browser.Evaluate("[...document.querySelectorAll('#pager button')].at(-1).click()");
  EXPECT_EQ(Texts("#list td.id a", &browser).back(), "article 0");
  browser.Evaluate("byId('filter').focus()");
  browser.Type("4321");
  EXPECT_EQ(Texts("#list td.id a", &browser), Strings({"article 4321"}));
  ExpectQuiet(browser);
}

}  // namespace
}  // namespace calque::browser
