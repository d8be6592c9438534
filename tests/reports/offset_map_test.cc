// Offsets in three units against a slow decoder.
#include "detector/reports/offset_map.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/reports/slow_decoder.h"

namespace calque::reports {
namespace {

TEST(OffsetMapTest, CountsInThreeUnits) {
  struct Case {
    const char* name;
    std::string_view text;
    std::uint64_t codepoints;
    std::uint64_t utf16;
  };
  constexpr Case kCases[] = {
      {"empty", "", 0, 0},
      {"ascii", "consul general", 14, 14},
      {"two bytes", "caf\xC3\xA9", 4, 4},
      {"three bytes", "\xE2\x80\x9Cyes\xE2\x80\x9D", 5, 5},
      {"astral", "a\xF0\x9F\x98\x80z", 3, 4},
      {"combining mark", "e\xCC\x81", 2, 2},
      {"stray continuation", "a\x80z", 3, 3},
      {"cut at the end", "ab\xF0\x9F\x98", 5, 5},
      {"cut before ASCII", "\xE2\x82z", 3, 3},
      {"surrogate", "\xED\xA0\x80", 3, 3},
      {"overlong", "\xC0\xAF", 2, 2},
      {"above U+10FFFF", "\xF4\x90\x80\x80", 4, 4},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(OffsetMap(c.text, OffsetUnit::kCodepoint).At(c.text.size()), c.codepoints);
    EXPECT_EQ(OffsetMap(c.text, OffsetUnit::kUtf16).At(c.text.size()), c.utf16);
    EXPECT_EQ(OffsetMap(c.text, OffsetUnit::kByte).At(c.text.size()), c.text.size());
  }
}

TEST(OffsetMapTest, IsTotal) {
  OffsetMap map("a\xF0\x9F\x98\x80z", OffsetUnit::kCodepoint);
  EXPECT_EQ(map.At(3), 1u) << "inside a character is its start";
  EXPECT_EQ(map.At(5), 2u);
  EXPECT_EQ(map.At(99), 3u) << "beyond the end is the end";
  EXPECT_EQ(map.At(1), 1u) << "a lower offset starts over";
  EXPECT_EQ(map.At(0), 0u);
  EXPECT_EQ(OffsetMap("abc", OffsetUnit::kByte).At(99), 3u);
}

TEST(OffsetMapTest, AgreesWithSlowDecoder) {
  std::mt19937_64 random(20261);
  for (int round = 0; round < 300; ++round) {
    const std::string text = HostileText(1 + round % 40, &random);
    const SlowText slow = SlowDecode(text);
    OffsetMap codepoints(text, OffsetUnit::kCodepoint);
    OffsetMap utf16(text, OffsetUnit::kUtf16);
    std::uint64_t units = 0;
    for (std::size_t i = 0; i < slow.starts.size(); ++i) {
      if (random() % 3 == 0) {  // the maps must not need every offset
        ASSERT_EQ(codepoints.At(slow.starts[i]), i);
        ASSERT_EQ(utf16.At(slow.starts[i]), units);
      }
      if (i < slow.chars.size()) units += slow.chars[i] > 0xFFFF ? 2 : 1;
    }
  }
}

TEST(OffsetMapTest, NamesUnits) {
  EXPECT_STREQ(OffsetUnitName(OffsetUnit::kCodepoint), "codepoint");
  EXPECT_STREQ(OffsetUnitName(OffsetUnit::kByte), "byte");
  EXPECT_STREQ(OffsetUnitName(OffsetUnit::kUtf16), "utf16");
}

}  // namespace
}  // namespace calque::reports
