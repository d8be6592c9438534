// One sheet through every writer, with names that want to be markup.
#include "detector/evaluation/sheet.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "detector/evaluation/cell_text.h"
#include "detector/evaluation/sheet_json.h"
#include "detector/evaluation/sheet_page.h"
#include "detector/evaluation/sheet_text.h"

namespace calque::evaluation {
namespace {

constexpr const char* kHostile = "</td><script src=\"http://x/\">'&\x1b[31m\xff";

Sheet Example() {
  Sheet sheet{"0.1.0", kHostile, 1204, 7, {"A note."}, {}, {}};
  Table table{"detection", "Detection", "About it.", {{"name", "name"}, {"n", "n"}}, {}};
  table.rows = {{std::string(kHostile), std::uint64_t{1204}},
                {std::string("a"), Number{1.25, 2}},
                {std::string("b"), Estimate{0.5, {0.25, 0.75}, 3}},
                {std::string("c"), Share{0, 1000}},
                {std::string("d"), std::monostate{}}};
  sheet.tables.push_back(table);
  Series series{kHostile, {{0.0001, 0}, {0.01, 0.5}, {1, 1}}};
  sheet.plots = {{kHostile, PlotKind::kRoc, {series, series}},
                 {"Reliability", PlotKind::kReliability, {series}}};
  return sheet;
}

TEST(SheetTest, CellsAsText) {
  const std::vector<std::string> expected = {"1,204", "1.25", "0.500 (0.250-0.750)",
                                             "0 (0.00-0.38)", "-"};
  const Table table = Example().tables[0];
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(CellText(table.rows[i][1]), expected[i]);
  }
}

TEST(SheetTest, PrintedTableIsAlignedAndSafe) {
  const std::string text = SheetText(Example());
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("1,204 honest texts, 7 machine texts"), std::string::npos) << text;
  std::set<std::size_t> ends;
  for (const char* cell : {"1,204\n", "  1.25\n", "0.500 (0.250-0.750)\n", "0 (0.00-0.38)\n"}) {
    const std::size_t at = text.find(cell, text.find("About it."));
    ASSERT_NE(at, std::string::npos) << cell;
    const std::size_t end = text.find('\n', at);
    std::size_t width = 0;
    for (std::size_t i = text.rfind('\n', at) + 1; i < end; ++i) {
      width += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 ? 1 : 0;
    }
    ends.insert(width);
  }
  EXPECT_EQ(ends.size(), 1U) << text;
}

TEST(SheetTest, JsonHasEveryCell) {
  const auto json = nlohmann::json::parse(SheetJson(Example()));
  EXPECT_EQ(json["schema"], 1);
  EXPECT_EQ(json["texts"]["honest"], 1204);
  const auto& rows = json["tables"]["detection"]["rows"];
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[0]["n"], 1204);
  EXPECT_EQ(rows[1]["n"], 1.25);
  EXPECT_EQ(rows[2]["n"]["low"], 0.25);
  EXPECT_EQ(rows[3]["n"]["of"], 1000);
  EXPECT_EQ(rows[3]["n"]["high"], 0.003827);
  EXPECT_TRUE(rows[4]["n"].is_null());
  EXPECT_EQ(json["curves"][0]["series"][1]["points"][1], nlohmann::json::parse("[0.01,0.5]"));
}

// Every tag of the page is closed in order, as XML wants it.
void ExpectWellFormed(const std::string& page) {
  std::vector<std::string> open;
  std::size_t at = page.find("<html");
  for (at = page.find('<', at); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const std::string tag = page.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(0, tag.find_first_of(" \n"));
    if (tag.starts_with('/')) {
      ASSERT_FALSE(open.empty()) << tag;
      ASSERT_EQ("/" + open.back(), tag);
      open.pop_back();
    } else if (!tag.ends_with('/')) {
      open.push_back(name);
    }
  }
  EXPECT_TRUE(open.empty()) << open.back();
}

TEST(SheetTest, PageIsWellFormedAndHasNothingForeign) {
  const std::string page = SheetPage(Example());
  ExpectWellFormed(page);
  for (const char* foreign : {"<script", "<link", "href=", "url(", "@import"}) {
    EXPECT_EQ(page.find(foreign), std::string::npos) << foreign;
  }
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(page.find("&lt;script src=&quot;http://x/&quot;&gt;&#39;&amp;"), std::string::npos);
  EXPECT_NE(page.find("prefers-color-scheme: dark"), std::string::npos);
  EXPECT_NE(page.find("stroke-dasharray=\"7 3\""), std::string::npos);
}

}  // namespace
}  // namespace calque::evaluation
