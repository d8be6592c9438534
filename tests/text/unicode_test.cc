// Decoding against the slow decoder for every code point and damaged bytes, character classes
// against each other, and folding.
#include "detector/text/unicode.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/text/segmentation_check.h"

namespace calque::text {
namespace {

// Shortest form; surrogates too, which are no valid UTF-8.
std::string Encode(std::uint32_t c) {
  const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
  if (c < 0x10000) {
    return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
  }
  return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)),
          byte(0x80 | (c & 0x3F))};
}

std::string Fold(std::string_view word) {
  std::string folded = "rubbish";
  FoldUnicode(word, &folded);
  return folded;
}

TEST(UnicodeTest, DecodesEveryCodePoint) {
  for (std::uint32_t c = 0; c <= 0x10FFFF; ++c) {
    const std::string bytes = Encode(c);
    const CodePoint decoded = DecodeUtf8(bytes, 0);
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    ASSERT_EQ(decoded.size, surrogate ? 0 : bytes.size()) << c;
    ASSERT_EQ(decoded.value, surrogate ? 0 : c);
  }
}

TEST(UnicodeTest, RefusesCutSequences) {
  for (const std::uint32_t c : {0xE9u, 0x20ACu, 0x1F600u, 0x10FFFFu}) {
    const std::string bytes = Encode(c);
    for (std::size_t size = 1; size < bytes.size(); ++size) {
      EXPECT_EQ(DecodeUtf8(bytes.substr(0, size), 0).size, 0) << c;
      EXPECT_EQ(DecodeUtf8(bytes.substr(0, size) + "a", 0).size, 0) << c;
    }
  }
}

TEST(UnicodeTest, AgreesWithTheSlowDecoderOnDamagedBytes) {
  std::mt19937_64 random(21);
  constexpr std::string_view kLikely(
      "\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED"
      "\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xFF"
      "a",
      24);
  for (int round = 0; round < 200000; ++round) {
    std::string bytes;
    for (int i = 0; i < 5; ++i) bytes += kLikely[random() % kLikely.size()];
    const SlowCodePoint slow = SlowDecode(bytes, 0);
    const CodePoint fast = DecodeUtf8(bytes, 0);
    ASSERT_EQ(fast.size != 0, slow.valid) << testing::PrintToString(bytes);
    if (!slow.valid) continue;
    ASSERT_EQ(fast.size, slow.size);
    ASSERT_EQ(fast.value, slow.value);
  }
}

TEST(UnicodeTest, EveryCodePointHasAClassThatFitsItsVisibility) {
  for (std::uint32_t c = 0x80; c <= 0x10FFFF; ++c) {
    const CharClass kind = Classify(c);
    const bool skipped = kind == CharClass::kSpace || kind == CharClass::kNewline ||
                         kind == CharClass::kIgnorable || kind == CharClass::kControl;
    ASSERT_EQ(!skipped, SlowVisible(c)) << std::hex << c;
  }
}

TEST(UnicodeTest, Classes) {
  const std::vector<std::pair<std::uint32_t, CharClass>> cases = {
      {0xE9, CharClass::kLetter},       {0x301, CharClass::kLetter},
      {0x416, CharClass::kLetter},      {0x5D0, CharClass::kLetter},
      {0xAC00, CharClass::kLetter},     {0xAA, CharClass::kLetter},
      {0x661, CharClass::kDigit},       {0xFF11, CharClass::kDigit},
      {0xA0, CharClass::kSpace},        {0x2009, CharClass::kSpace},
      {0x3000, CharClass::kSpace},      {0x202F, CharClass::kSpace},
      {0x85, CharClass::kNewline},      {0x2028, CharClass::kNewline},
      {0xAD, CharClass::kIgnorable},    {0x200B, CharClass::kIgnorable},
      {0xFEFF, CharClass::kIgnorable},  {0x2060, CharClass::kIgnorable},
      {0x4E2D, CharClass::kIdeograph},  {0x3042, CharClass::kIdeograph},
      {0x30A2, CharClass::kIdeograph},  {0xE01, CharClass::kIdeograph},
      {0x201C, CharClass::kQuote},      {0xAB, CharClass::kQuote},
      {0x2019, CharClass::kApostrophe}, {0x2BC, CharClass::kApostrophe},
      {0x2014, CharClass::kDash},       {0x2212, CharClass::kDash},
      {0x2026, CharClass::kEllipsis},   {0x20AC, CharClass::kOther},
      {0x1F600, CharClass::kOther},     {0xFFFD, CharClass::kOther},
      {0xBD, CharClass::kOther},        {0x9F, CharClass::kControl},
      {0x202A, CharClass::kControl},    {0x378, CharClass::kControl}};
  for (const auto& [c, kind] : cases) EXPECT_EQ(Classify(c), kind) << std::hex << c;
}

TEST(UnicodeTest, UpperAndLower) {
  EXPECT_TRUE(IsUpper(0xC9));
  EXPECT_FALSE(IsLower(0xC9));
  EXPECT_TRUE(IsLower(0xE9));
  EXPECT_TRUE(IsLower(0xDF));
  EXPECT_FALSE(IsUpper(0x4E2D));
  EXPECT_FALSE(IsLower(0x4E2D));
}

TEST(UnicodeTest, Folds) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"CAF\xC3\x89", "caf\xC3\xA9"},
      {"cafe\xCC\x81", "caf\xC3\xA9"},
      {"stra\xC3\x9F"
       "e",
       "strasse"},
      {"\xE2\x80\x99"
       "em",
       "'em"},
      {"a\xC2\xAD"
       "b\xE2\x80\x8B"
       "c\xEF\xBB\xBF",
       "abc"},
      {"\xEF\xAC\x83", "ffi"},
      {"TITLE", "title"},
      {"\xE2\x84\xAA", "k"},
      {"", ""},
  };
  for (const auto& [word, folded] : cases) EXPECT_EQ(Fold(word), folded) << word;
}

// The same in any composition, whatever letters of Latin, Greek and Cyrillic are in it.
TEST(UnicodeTest, ComposedAndDecomposedFoldAlike) {
  const std::vector<std::pair<std::string, std::string>> marks = {
      {"a\xCC\x8A", "\xC3\xA5"},        {"n\xCC\x83", "\xC3\xB1"}, {"o\xCC\x88", "\xC3\xB6"},
      {"c\xCC\xA7", "\xC3\xA7"},        {"s\xCC\x8C", "\xC5\xA1"}, {"\xCE\xB1\xCC\x81", "\xCE\xAC"},
      {"\xD0\xB8\xCC\x86", "\xD0\xB9"}, {"E\xCC\x80", "\xC3\x88"}};
  for (const auto& [decomposed, composed] : marks) {
    EXPECT_EQ(Fold("x" + decomposed + "Y"), Fold("X" + composed + "y")) << composed;
  }
}

}  // namespace
}  // namespace calque::text
