// Tokens against the case table, forms that must compare equal or differ, and what the sentence
// rules are told about a token.
#include "detector/text/tokenizer.h"

#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"
#include "tests/text/case_table.h"

namespace calque::text {
namespace {

constexpr std::string_view kKindLetters = "WNPSU";  // in the order of TokenKind

struct Scanned {
  std::vector<std::string> tokens;
  std::vector<std::string> folded;
  std::string kinds;
};

Scanned Scan(std::string_view text) {
  Scanned out;
  Tokenizer tokenizer(text);
  for (ScannedToken token; tokenizer.Next(&token);) {
    out.tokens.emplace_back(text.substr(token.begin, token.end - token.begin));
    out.folded.emplace_back(token.folded);
    out.kinds += kKindLetters[static_cast<std::size_t>(token.kind)];
  }
  return out;
}

std::vector<ScannedToken> Details(std::string_view text) {
  std::vector<ScannedToken> out;
  Tokenizer tokenizer(text);
  for (ScannedToken token; tokenizer.Next(&token);) out.push_back(token);
  return out;
}

TEST(TokenizerTest, CaseTable) {
  const std::vector<CaseRow> rows = ReadCaseTable("tokens.tsv", 4);
  EXPECT_GE(rows.size(), 70u);
  for (const CaseRow& row : rows) {
    ASSERT_FALSE(row.cells.empty()) << row.place << ": has not four columns";
    const std::string text = Unescape(row.cells[0]);
    const Scanned scanned = Scan(text);
    EXPECT_EQ(scanned.tokens, SplitItems(row.cells[1])) << row.place << ": " << text;
    const std::string& folded = row.cells[2] == "=" ? row.cells[1] : row.cells[2];
    EXPECT_EQ(scanned.folded, SplitItems(folded)) << row.place << ": " << text;
    EXPECT_EQ(scanned.kinds, row.cells[3]) << row.place << ": " << text;
  }
}

TEST(TokenizerTest, FormsThatCompareEqual) {
  const std::vector<std::vector<std::string>> groups = {
      {"don't", "don\xE2\x80\x99t", "DON\xE2\x80\x98T", "Don\xCA\xBCt", "don\xEF\xBC\x87t"},
      {"Dong's", "Dong\xE2\x80\x99s", "DONG'S", "dong 's"},
      {"\"a\"",
       "\xE2\x80\x9C"
       "a\xE2\x80\x9D",
       "\xC2\xAB"
       "a\xC2\xBB",
       "``a''",
       "\xE2\x80\x9E"
       "a\xE2\x80\x9F",
       "\xE2\x80\xB9"
       "A\xE2\x80\xBA"},
      {"a - b", "a \xE2\x80\x93 b", "a \xE2\x80\x94 b", "a -- b", "a---b",
       "a\xE2\x88\x92"
       "b",
       "a\xE2\x80\x91"
       "b"},
      {"so...", "so\xE2\x80\xA6", "so....", "so .."},
      {"caf\xC3\xA9", "cafe\xCC\x81", "CAF\xC3\x89", "CAFE\xCC\x81"},
      {"\xC3\x85ngstr\xC3\xB6m", "\xE2\x84\xABngstr\xC3\xB6m", "a\xCC\x8Angstro\xCC\x88m"},
      {"strasse", "STRASSE",
       "stra\xC3\x9F"
       "e",
       "STRA\xE1\xBA\x9E"
       "E"},
      {"\xCF\x83\xCE\xBF\xCF\x86\xCF\x8C\xCF\x82", "\xCE\xA3\xCE\x9F\xCE\xA6\xCE\x8C\xCE\xA3"},
      {"theory", "the\xC2\xADory", "the\xE2\x80\x8Bory", "THE\xE2\x81\xA0ORY",
       "t\xE2\x80\x8Dheory"},
      {"title", "TITLE", "Title", "t\xC2\xADitle"},
      {"1,494", "7,023"},
      {"1998", "2021"},
      {"10:30", "23:59"},
      {"http://a.b", "www.example.com", "x@y.org", "HTTPS://EXAMPLE.COM/a(b)c"},
  };
  for (const std::vector<std::string>& group : groups) {
    const std::vector<std::string> first = Scan(group.front()).folded;
    for (const std::string& form : group) EXPECT_EQ(Scan(form).folded, first) << form;
  }
}

TEST(TokenizerTest, FormsThatDiffer) {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"its", "it's"},
      {"were", "we're"},
      {"resume", "r\xC3\xA9sum\xC3\xA9"},
      {"3.5", "35"},
      {"12", "13"},
      {"1998", "1848"},
      {"US", "U.S."},
      {"a-b", "ab"},
      {"cant", "can't"},
      {"1,494", "1.494"},
      {"21st", "22nd"},
      {"...", "."},
      {"<s>", "s"},
      {"titl\xC4\xB1", "titli"}};
  for (const auto& [a, b] : pairs) EXPECT_NE(Scan(a).folded, Scan(b).folded) << a << " " << b;
}

// The language model's boundary events have keys of their own.
TEST(TokenizerTest, NothingFoldsToASentenceBoundary) {
  for (const char* text : {"<s>", "</s>", "<S>", "\xEF\xBC\x9Cs\xEF\xBC\x9E"}) {
    for (const TokenKey key : SegmentAll(text).keys) {
      EXPECT_NE(key, SentenceBeginKey()) << text;
      EXPECT_NE(key, SentenceEndKey()) << text;
    }
  }
}

TEST(TokenizerTest, Flags) {
  struct Case {
    std::string word;
    int flags;
    bool lower;
  };
  const std::vector<Case> cases = {
      {"word", 0, true},
      {"Word", kCapitalised, false},
      {"WORD", kCapitalised | kAllCaps, false},
      {"I", kCapitalised, false},
      {"iPhone", 0, true},
      {"McCoy", kCapitalised, false},
      {"AT&T", kCapitalised | kAllCaps, false},
      {"U.S.", kCapitalised | kAllCaps, false},
      {"B2B", kCapitalised | kAllCaps, false},
      {"\xC3\x89tat", kCapitalised | kNonAscii, false},
      {"\xC3\xA9tat", kNonAscii, true},
      {"\xC3\x89T\xC3\x89", kCapitalised | kAllCaps | kNonAscii, false},
      {"12", 0, false},
      {"\xE4\xB8\xAD", kNonAscii, false},
  };
  for (const Case& c : cases) {
    const std::vector<ScannedToken> tokens = Details("x " + c.word);
    ASSERT_EQ(tokens.size(), 2u) << c.word;
    EXPECT_EQ(tokens[1].flags, c.flags | kSpaceBefore) << c.word;
    EXPECT_EQ(tokens[1].lower, c.lower) << c.word;
  }
}

TEST(TokenizerTest, SpaceBefore) {
  const std::vector<ScannedToken> tokens = Details(
      "a, b\tc(d) e\xC2\xA0"
      "f\ng\xFFh\x01i\xC2\xAD j");
  const std::string expected = "1011000111111";
  ASSERT_EQ(tokens.size(), expected.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    EXPECT_EQ((tokens[i].flags & kSpaceBefore) != 0, expected[i] == '1') << "token " << i;
  }
}

TEST(TokenizerTest, LineBreaks) {
  struct Case {
    std::string between;
    int newlines;
  };
  const std::vector<Case> cases = {{" ", 0},
                                   {"\n", 1},
                                   {"\r", 1},
                                   {"\r\n", 1},
                                   {"\n\n", 2},
                                   {"\r\n\r\n", 2},
                                   {"\r\r", 2},
                                   {" \n \t\n ", 2},
                                   {"\n\n\n\n", 2},
                                   {"\v", 0},
                                   {"\f", 0},
                                   {"\xC2\x85", 1},
                                   {"\xE2\x80\xA8", 1},
                                   {"\xE2\x80\xA9\n", 2},
                                   {"\n\xFF\n", 2}};
  for (const Case& c : cases) {
    const std::vector<ScannedToken> tokens = Details("a" + c.between + "b");
    ASSERT_EQ(tokens.size(), 2u);
    EXPECT_EQ(tokens[1].newlines, c.newlines) << testing::PrintToString(c.between);
  }
}

TEST(TokenizerTest, OffsetsQuoteTheText) {
  const std::string text = "\xEF\xBB\xBF \"Dong\xE2\x80\x99s\" caf\xC3\xA9.";
  const Scanned scanned = Scan(text);
  const std::vector<std::string> expected = {"\"", "Dong",        "\xE2\x80\x99s",
                                             "\"", "caf\xC3\xA9", "."};
  EXPECT_EQ(scanned.tokens, expected);
}

TEST(TokenizerTest, LongTokensAreCut) {
  const std::vector<std::string> units = {"a", "1", ".", "-", "\xC3\xA9", "a\xCC\x81"};
  for (const std::string& unit : units) {
    std::string text;
    while (text.size() < 3 * kMaxTokenBytes) text += unit;
    std::size_t covered = 0;
    for (const ScannedToken& token : Details(text)) {
      EXPECT_LE(token.end - token.begin, kMaxTokenBytes) << unit;
      EXPECT_EQ(token.begin, covered) << unit;
      covered = token.end;
    }
    EXPECT_EQ(covered, text.size()) << unit;
  }
}

TEST(TokenizerTest, StartsAnywhere) {
  const std::string text = "one two three";
  Tokenizer tokenizer(text, 4);
  ScannedToken token;
  ASSERT_TRUE(tokenizer.Next(&token));
  EXPECT_EQ(token.folded, "two");
  EXPECT_EQ(token.begin, 4u);
  EXPECT_TRUE((token.flags & kSpaceBefore) != 0);
  EXPECT_EQ(tokenizer.position(), 7u);
}

TEST(TokenizerTest, NoToken) {
  for (const std::string_view text : {"", " ", "\n\n", "\xFF", "\xEF\xBB\xBF"}) {
    EXPECT_TRUE(Details(text).empty());
  }
  EXPECT_TRUE(Details(std::string_view("\0\0", 2)).empty());
}

}  // namespace
}  // namespace calque::text
