// Lines that are no wider than they may be.
#include "detector/reports/line_wrapper.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/reports/slow_decoder.h"

namespace calque::reports {
namespace {

TEST(LineWrapperTest, Wraps) {
  struct Case {
    const char* name;
    std::string_view text;
    int width;
    const char* want;
  };
  constexpr Case kCases[] = {
      {"empty", "", 10, "\n"},
      {"fits exactly", "12345678", 10, "12345678\n"},
      {"breaks at a space", "1234 678 0", 10, "1234 678\n  0\n"},
      {"white space collapses", "  a \n\n b  ", 10, "a b\n"},
      {"long word stands alone", "a 1234567890123 b", 10, "a\n  1234567890123\n  b\n"},
      {"wide characters", "\u4F60\u597D \u4F60\u597D", 10, "\u4F60\u597D\n  \u4F60\u597D\n"},
      {"combining marks", "e\u0301e\u0301e\u0301 abcd", 10, "e\u0301e\u0301e\u0301 abcd\n"},
      {"no limit", "a b c d e f g h", 0, "a b c d e f g h\n"},
      {"absurd width", "a b", 1, "a\n  b\n"},
  };
  for (const Case& c : kCases) {
    std::string out;
    LineWrapper lines({c.width, 2, false}, &out);
    lines.Add(c.text);
    lines.Finish();
    EXPECT_EQ(out, c.want) << c.name;
  }
}

TEST(LineWrapperTest, ColourNeverCrossesALineAndCountsNothing) {
  std::string out;
  LineWrapper lines({11, 2, true}, &out);
  lines.Add("the ");
  lines.Add("red mark here", "4;31");
  lines.Add(", so.");
  lines.Finish();
  EXPECT_EQ(out,
            "the \x1b[4;31mred\x1b[0m\n"
            "  \x1b[4;31mmark\x1b[0m\n"
            "  \x1b[4;31mhere\x1b[0m, so.\n");
}

TEST(LineWrapperTest, OneUnderlineForWordsOnOneLine) {
  std::string out;
  LineWrapper lines({0, 0, true}, &out);
  lines.Add("a b", "4");
  lines.Finish();
  EXPECT_EQ(out, "\x1b[4ma\x1b[0m\x1b[4m \x1b[0m\x1b[4mb\x1b[0m\n");
}

TEST(LineWrapperTest, NoLineIsTooWideAndNoWordIsLost) {
  std::mt19937_64 random(20266);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    std::string want;
    for (int i = 0; i < 60; ++i) {
      const std::string word(1 + random() % 8, static_cast<char>('a' + i % 26));
      text.append(word).append(1 + random() % 2, ' ');
      want += word + " ";
    }
    std::string out;
    LineWrapper lines({12, 3, false}, &out);
    const std::size_t middle = random() % text.size();
    lines.Add(std::string_view(text).substr(0, middle));
    lines.Add(std::string_view(text).substr(middle));
    lines.Finish();
    std::istringstream words(out);
    std::string got;
    for (std::string word; words >> word;) got += word + " ";
    ASSERT_EQ(got, want);
    std::istringstream rows("   " + out);
    for (std::string row; std::getline(rows, row);) ASSERT_LE(row.size(), 12u) << out;
  }
}

}  // namespace
}  // namespace calque::reports
