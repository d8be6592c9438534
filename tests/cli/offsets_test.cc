// Offsets in all three units over texts that tell them apart, and the restored text.
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/records.h"
#include "tests/fresh_directory.h"

namespace calque::cli {
namespace {

// One, two, three and four bytes; one and two UTF-16 units; marks that combine.
constexpr std::string_view kPieces[] = {
    "\xF0\x9F\x98\x80 ",          // U+1F600
    "Caf\x65\xCC\x81 society. ",  // e and U+0301
    "\xE2\x80\x9C",               // U+201C
    "Stra\xC3\x9F"
    "e \xE2\x80\x94 ",                                // U+00DF, U+2014
    "\xF0\x9D\x94\x84\xF0\x9D\x94\x85 ",              // mathematical letters
    "\xE4\xB8\xAD\xE6\x96\x87. ",                     // CJK
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80 ",  // a sequence with U+200D
};

// A rewritten article with such a piece before every second sentence.
std::string Decorated(const std::string& article) {
  std::string text;
  std::size_t sentence = 0;
  for (std::size_t i = 0; i < article.size(); ++i) {
    if ((i == 0 || article.substr(i - 1, 2) == "\n\n" || article.substr(i, 2) == ". ")) {
      if (article.substr(i, 2) == ". ") {
        text += ". ";
        ++i;
      }
      if (sentence++ % 2 == 0) text += kPieces[sentence / 2 % std::size(kPieces)];
      if (article[i] == ' ') continue;
    }
    text += article[i];
  }
  return text;
}

std::vector<std::string> HostileTexts() {
  std::vector<std::string> texts;
  for (const char* name : {"rewritten-court", "rewritten-economy", "rewritten-health"}) {
    texts.push_back(Decorated(Sample(name)));
  }
  std::string crlf;
  for (const char c : texts[0]) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  texts.push_back(crlf);
  return texts;
}

TEST(OffsetsTest, SlicesAreTheQuotesInEveryUnit) {
  const std::string root = FreshDirectory();
  for (const std::string& text : HostileTexts()) {
    const std::string path = WriteFile(root + "/x.txt", text);
    const std::string line = nlohmann::json{{"text", text}}.dump() + "\n";
    for (const char* unit : {"codepoint", "byte", "utf16"}) {
      SCOPED_TRACE(unit);
      const auto record = OnlyRecord(Calque({"scan", "--offsets", unit, path}).out);
      EXPECT_EQ(record["offset_unit"], unit);
      EXPECT_GT(record["hits"].size(), 5U);
      ExpectSpansLeadBack(record, text);
      const auto from_json = OnlyRecord(Program({"scan", "--offsets", unit}).Input(line).Run().out);
      EXPECT_EQ(from_json["hits"], record["hits"]);
    }
    EXPECT_EQ(OnlyRecord(Calque({"scan", path}).out)["offset_unit"], "codepoint");
  }
}

// Bad bytes in a text that is mostly good UTF-8: each counts as one code point.
TEST(OffsetsTest, BadBytesShiftNothing) {
  const std::string root = FreshDirectory();
  std::string text = "\xE2\x80 \xFF " + Decorated(Sample("rewritten-court")) + "\xC3\n\n";
  for (int i = 0; i < 60; ++i) text += "caf\xC3\xA9 ";
  const std::string path = WriteFile(root + "/x.txt", text);
  for (const char* unit : {"codepoint", "byte", "utf16"}) {
    SCOPED_TRACE(unit);
    const auto record = OnlyRecord(Calque({"scan", "--offsets", unit, path}).out);
    ASSERT_FALSE(record["source"].contains("charset")) << record["source"];
    EXPECT_GT(record["invalid_bytes"], 0);
    EXPECT_GT(record["hits"].size(), 5U);
    ExpectSpansLeadBack(record, text);
  }
}

// "an" as "a": articles follow the restored words (restore_test.cc).
std::string OneArticle(const std::string& text) {
  static const std::regex article("\\b([Aa])n ");
  return std::regex_replace(text, article, "$1 ");
}

TEST(OffsetsTest, RestoredTextHasTheOriginalsInPlace) {
  for (const std::string& text : HostileTexts()) {
    const std::string line = nlohmann::json{{"text", text}}.dump() + "\n";
    const auto record =
        OnlyRecord(Program({"scan", "--restore", "--offsets", "byte"}).Input(line).Run().out);
    // The same by hand: hits do not overlap and come in order.
    std::string expected;
    std::size_t at = 0;
    for (const auto& hit : record["hits"]) {
      const auto begin = hit["begin"].get<std::size_t>();
      expected += text.substr(at, begin - at);
      at = hit["end"].get<std::size_t>();
      if (hit["originals"].empty()) {
        expected += hit["text"].get<std::string>();
      } else {
        expected += hit["originals"][0].get<std::string>();
      }
    }
    expected += text.substr(at);
    EXPECT_EQ(OneArticle(record["restored"]), OneArticle(expected));
    EXPECT_NE(record["restored"], text);
  }
  EXPECT_FALSE(OnlyRecord(Program({"scan"}).Input("Text.").Run().out).contains("restored"));
}

}  // namespace
}  // namespace calque::cli
