// Sixteen bytes at a time against one after another, and what is left to the Tokenizer.
// That both find the same tokens in any text, segmentation_check.h sees to.
#include "detector/text/quick_scan.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace calque::text {
namespace {

TEST(QuickScanTest, LettersAreReadAsOneByOne) {
  std::mt19937_64 random(20261121);
  std::array<char, 16> bytes{};
  for (int round = 0; round < 20000; ++round) {
    for (char& byte : bytes) {
      const auto any = static_cast<char>(random() % 256);
      const auto letter = static_cast<char>((random() % 2 == 0 ? 'a' : 'A') + random() % 26);
      byte = random() % 16 == 0 ? any : letter;
    }
    const Letters expected = ReadLettersOneByOne(bytes.data());
    const Letters letters = ReadLetters(bytes.data());
    ASSERT_EQ(letters.size, expected.size) << round;
    ASSERT_EQ(letters.low, expected.low) << round;
    ASSERT_EQ(letters.high, expected.high) << round;
  }
}

TEST(QuickScanTest, EveryByteIsALetterOrNone) {
  for (int c = 0; c < 256; ++c) {
    std::array<char, 16> bytes{};
    bytes.fill(static_cast<char>(c));
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    EXPECT_EQ(ReadLetters(bytes.data()).size, letter ? 16u : 0u) << c;
  }
}

// The token behind the first character of `text`, or "" when it is left to the Tokenizer.
std::string Quick(std::string_view text) {
  const std::string padded = std::string(text) + std::string(20, ' ');
  ScannedToken token;
  if (!QuickScan(padded, 1, &token)) return "";
  return padded.substr(token.begin, token.end - token.begin);
}

TEST(QuickScanTest, TakesPlainTokens) {
  EXPECT_EQ(Quick("x word next"), "word");
  EXPECT_EQ(Quick("xword. Next"), "word");
  EXPECT_EQ(Quick("x extraordinarily"), "extraordinarily");
  EXPECT_EQ(Quick("x incomprehensible"), "");  // sixteen letters
  EXPECT_EQ(Quick("x administration, he"), "administration");
  EXPECT_EQ(Quick("x, he"), ",");
  EXPECT_EQ(Quick("x. He"), ".");
  EXPECT_EQ(Quick("x \"He"), "\"");
  EXPECT_EQ(Quick("x \n He"), "He");
  EXPECT_EQ(Quick("x \xE2\x80\x9CHe"), "\xE2\x80\x9C");
  EXPECT_EQ(Quick("x he\xE2\x80\x94she"), "he");
  EXPECT_EQ(Quick("x 2021, he"), "2021");
  EXPECT_EQ(Quick("x 7. He"), "7");
  EXPECT_EQ(Quick("x Ann's cat"), "Ann");
  EXPECT_EQ(Quick("x's cat"), "'s");
}

TEST(QuickScanTest, LeavesTheRestToTheTokenizer) {
  for (const char* text : {"x don't",
                           "x U.S. and",
                           "x www.example.org",
                           "x http://a.b",
                           "x a@b.c",
                           "x 3.5",
                           "x 8:30",
                           "x 1,000",
                           "x 12th",
                           "x 123456789",
                           "x 'tis",
                           "x y's.",
                           "x a1",
                           "x AT&T",
                           "x caf\xC3\xA9",
                           "x ...",
                           "x--y",
                           "x 'y'",
                           "x `y`",
                           "x\ty",
                           "x\ry",
                           "x \xE2\x80\x98y",
                           "x y\xE2\x80\x99s"}) {
    EXPECT_EQ(Quick(text), "") << text;
  }
  // Near the end of the text nothing may be read behind it.
  ScannedToken token;
  EXPECT_FALSE(QuickScan("x word", 1, &token));
}

}  // namespace
}  // namespace calque::text
