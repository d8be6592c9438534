// No text may drive the terminal.
#include "detector/reports/terminal_text.h"

#include <gtest/gtest.h>

#include "tests/reports/slow_decoder.h"

namespace calque::reports {
namespace {

std::string Safe(std::string_view text) {
  std::string out;
  AppendTerminalText(text, &out);
  return out;
}

TEST(TerminalTextTest, ReplacesWhatATerminalWouldObey) {
  struct Case {
    const char* name;
    std::string_view text;
    const char* want;
  };
  constexpr Case kCases[] = {
      {"plain", "caf\xC3\xA9 \xF0\x9F\x98\x80", "caf\xC3\xA9 \xF0\x9F\x98\x80"},
      {"escape sequence", "\x1b[2Jx", "\u241B[2Jx"},
      {"window title", "\x1b]0;owned\x07", "\u241B]0;owned\u2407"},
      {"CSI as one C1 character",
       "\xC2\x9B"
       "31m",
       "\uFFFD31m"},
      {"CSI as a raw byte",
       "\x9B"
       "31m",
       "\uFFFD31m"},
      {"backspace and delete", "a\b\x7f", "a\u2408\u2421"},
      {"NUL", std::string_view("\0", 1), "\u2400"},
      {"right-to-left override", "a\xE2\x80\xAEz", "a\uFFFDz"},
      {"white space runs", "a \t\r\n\xE2\x80\xA8 z", "a z"},
      {"bad bytes", "\xE2\x82z", "\uFFFD\uFFFDz"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Safe(c.text), c.want) << c.name;
}

TEST(TerminalTextTest, NoControlCharacterSurvives) {
  std::mt19937_64 random(20265);
  for (int round = 0; round < 200; ++round) {
    const std::string safe = Safe(HostileText(40, &random));
    for (const char32_t code : SlowDecode(safe).chars) {
      ASSERT_GE(code, U' ');
      ASSERT_FALSE(code >= 0x7F && code <= 0x9F);
      ASSERT_FALSE(code >= 0x202A && code <= 0x202E);
    }
  }
}

TEST(TerminalTextTest, Widths) {
  EXPECT_EQ(TerminalCharAt("a", 0).width, 1);
  EXPECT_EQ(TerminalCharAt("\xC3\xA9", 0).width, 1);
  EXPECT_EQ(TerminalCharAt("\xCC\x81", 0).width, 0);
  EXPECT_EQ(TerminalCharAt("\xE4\xBD\xA0", 0).width, 2);
  EXPECT_EQ(TerminalCharAt("\xF0\x9F\x98\x80", 0).width, 2);
  EXPECT_EQ(TerminalCharAt("x\x1b", 1).width, 1);
}

}  // namespace
}  // namespace calque::reports
