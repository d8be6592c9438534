// Repair of bytes that are no UTF-8, and paths in messages.
#include "detector/documents/valid_utf8.h"

#include <gtest/gtest.h>

namespace calque::documents {
namespace {

#define FFFD "\xEF\xBF\xBD"

TEST(ValidUtf8Test, ReplacesMaximalSubparts) {
  const struct {
    std::string bytes;
    std::string repaired;
    std::uint64_t count;
  } cases[] = {
      {"", "", 0},
      {"plain", "plain", 0},
      {"caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80", "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80", 0},
      {std::string("a\0b", 3), std::string("a\0b", 3), 0},
      {"caf\xE9", "caf" FFFD, 1},
      {"\x80", FFFD, 1},
      {"\xC0\xAF", FFFD FFFD, 2},
      {"\xED\xA0\x80", FFFD FFFD FFFD, 3},
      {"\xF4\x90\x80\x80", FFFD FFFD FFFD FFFD, 4},
      {"\xF5z", FFFD "z", 1},
      {"\xE2\x82", FFFD, 1},
      {"\xE2\x82z", FFFD "z", 1},
      {"\xF0\x9F\x98", FFFD, 1},
      {"\xF0\x9F\x98\xF0\x9F\x98\x80", FFFD "\xF0\x9F\x98\x80", 1},
      // The example of the Unicode standard, table 3-8.
      {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
       "a" FFFD FFFD FFFD "b" FFFD "c" FFFD FFFD "d", 6},
  };
  for (const auto& c : cases) {
    std::string bytes = c.bytes;
    EXPECT_EQ(ReplaceInvalidUtf8(&bytes), c.count) << testing::PrintToString(c.bytes);
    EXPECT_EQ(bytes, c.repaired);
    EXPECT_EQ(ReplaceInvalidUtf8(&bytes), 0U);
  }
}

TEST(ValidUtf8Test, QuotedPathIsOneLineOfUtf8) {
  EXPECT_EQ(QuotedPath(""), "''");
  EXPECT_EQ(QuotedPath("a b/c.txt"), "'a b/c.txt'");
  EXPECT_EQ(QuotedPath("caf\xC3\xA9"), "'caf\xC3\xA9'");
  EXPECT_EQ(QuotedPath("a\nb\tc\x1B\x7F"), "'a\\nb\\tc\\x1b\\x7f'");
  EXPECT_EQ(QuotedPath("\xFF\xE2\x82z"), "'\\xff\\xe2\\x82z'");
}

}  // namespace
}  // namespace calque::documents
