// Seeded random texts hold the invariants of segmentation_check.h: pieces that the rules care
// about thrown together, real prose with bytes changed, and bytes alone.
#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"
#include "tests/text/segmentation_check.h"

namespace calque::text {
namespace {

constexpr std::string_view kPieces[] = {"a",
                                        "B",
                                        "s",
                                        "word",
                                        "Word",
                                        "Mr",
                                        "U.S.",
                                        "a.m.",
                                        "I",
                                        "no",
                                        "inc",
                                        "The",
                                        ".",
                                        ".",
                                        "...",
                                        "..",
                                        "!",
                                        "?",
                                        ",",
                                        ";",
                                        ":",
                                        "'",
                                        "'s",
                                        "'S",
                                        "\"",
                                        "``",
                                        "''",
                                        "`",
                                        "(",
                                        ")",
                                        "[",
                                        "]",
                                        "{",
                                        "}",
                                        "-",
                                        "--",
                                        "&",
                                        "@",
                                        "/",
                                        "<",
                                        ">",
                                        "_",
                                        "=",
                                        "$",
                                        "%",
                                        " ",
                                        " ",
                                        " ",
                                        "  ",
                                        "\t",
                                        "\n",
                                        "\n\n",
                                        "\r\n",
                                        "\r",
                                        "\v",
                                        "\x01",
                                        "\x7F",
                                        "1",
                                        "23",
                                        "2021",
                                        "1,494",
                                        "3.5",
                                        "10:30",
                                        "\xC2\xAD",
                                        "\xE2\x80\x8B",
                                        "\xEF\xBB\xBF",
                                        "\xC2\xA0",
                                        "\xE3\x80\x80",
                                        "\xC2\x85",
                                        "\xE2\x80\xA8",
                                        "\xE2\x80\xA9",
                                        "\xE2\x80\x99",
                                        "\xE2\x80\x98",
                                        "\xE2\x80\x9C",
                                        "\xE2\x80\x9D",
                                        "\xC2\xAB",
                                        "\xC2\xBB",
                                        "\xE2\x80\x93",
                                        "\xE2\x80\x94",
                                        "\xE2\x80\xA6",
                                        "\xC3\xA9",
                                        "\xC3\x89",
                                        "\xCC\x81",
                                        "\xC3\x9F",
                                        "\xC4\xB0",
                                        "\xEF\xAC\x81",
                                        "\xD9\xA1",
                                        "\xE4\xB8\xAD",
                                        "\xE3\x81\x82",
                                        "\xE0\xB8\x81",
                                        "\xF0\x9F\x98\x80",
                                        "\xF0\x9D\x90\x80",
                                        "\xEF\xBF\xBD",
                                        "\xEE\x80\x80",
                                        "\xCD\xB8",
                                        "\xFF",
                                        "\x80",
                                        "\xC3",
                                        "\xE2\x80",
                                        "\xF0\x9F\x98"};

constexpr std::string_view kProse =
    "Mr. Dong's \xE2\x80\x9Cplan\xE2\x80\x9D cost $1,494.50 (up 3.5%) in 2021. \"Who knew?\" he "
    "asked; nobody did. The U.S. Senate met at 10:30 a.m. Well\xE2\x80\xA6 caf\xC3\xA9 owners\xE2"
    "\x80\x94the Trudeaus\xE2\x80\x94weren\xE2\x80\x99t amused.\nA line goes\non, and on -- "
    "J. K. Rowling wrote to x@example.org.\r\n\r\nNext paragraph: \xE4\xB8\xAD\xE6\x96\x87 co\xC2"
    "\xADoperation, {that a} e-mail, AT&T and the 1990s.\n";

std::string RandomPieces(std::size_t count, std::mt19937_64* random) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += kPieces[(*random)() % std::size(kPieces)];
  return text;
}

// A byte changed, put in or taken out, or a stretch copied elsewhere.
void Mutate(std::string* text, std::mt19937_64* random) {
  const std::size_t at = (*random)() % (text->size() + 1);
  switch ((*random)() % 4) {
    case 0:
      if (at < text->size()) (*text)[at] = static_cast<char>((*random)());
      break;
    case 1:
      text->insert(at, 1, static_cast<char>((*random)()));
      break;
    case 2:
      text->erase(at, 1 + (*random)() % 3);
      break;
    default:
      text->insert((*random)() % (text->size() + 1), text->substr(at, (*random)() % 20));
  }
}

TEST(SegmenterPropertyTest, EveryShortTextOfPieces) {
  for (const std::string_view a : kPieces) {
    for (const std::string_view b : kPieces) {
      const std::string text = std::string(a) + std::string(b);
      ASSERT_EQ(CheckSegmentation(text), "") << testing::PrintToString(text);
    }
  }
}

TEST(SegmenterPropertyTest, RandomPieces) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 30000; ++round) {
    const std::string text = RandomPieces(1 + random() % 14, &random);
    ASSERT_EQ(CheckSegmentation(text), "") << testing::PrintToString(text);
  }
}

TEST(SegmenterPropertyTest, MutatedProse) {
  std::mt19937_64 random(12);
  for (int round = 0; round < 3000; ++round) {
    std::string text(kProse);
    for (std::size_t changes = 1 + random() % 8; changes > 0; --changes) Mutate(&text, &random);
    ASSERT_EQ(CheckSegmentation(text), "") << testing::PrintToString(text);
  }
}

TEST(SegmenterPropertyTest, RandomBytes) {
  std::mt19937_64 random(13);
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 200, '\0');
    for (char& c : text) c = static_cast<char>(random());
    ASSERT_EQ(CheckSegmentation(text), "") << testing::PrintToString(text);
  }
}

TEST(SegmenterPropertyTest, EveryByteAloneAndEveryPairOfBytes) {
  for (int a = 0; a < 256; ++a) {
    const std::string one(1, static_cast<char>(a));
    ASSERT_EQ(CheckSegmentation(one), "") << a;
    for (int b = 0; b < 256; ++b) {
      const std::string two = one + static_cast<char>(b);
      ASSERT_EQ(CheckSegmentation(two), "") << a << " " << b;
    }
  }
}

// Long enough for many blocks.
TEST(SegmenterPropertyTest, LongRandomTexts) {
  std::mt19937_64 random(14);
  for (int round = 0; round < 4; ++round) {
    const std::string text = RandomPieces(30000, &random);
    ASSERT_EQ(CheckSegmentation(text), "") << "round " << round;
  }
}

TEST(SegmenterPropertyTest, LongProse) {
  std::string text;
  while (text.size() < 300000) text += kProse;
  EXPECT_EQ(CheckSegmentation(text), "");
}

// A blank line parts any two texts: neither changes the other's tokens.
TEST(SegmenterPropertyTest, ParagraphsAreIndependent) {
  std::mt19937_64 random(15);
  for (int round = 0; round < 5000; ++round) {
    const std::string first = RandomPieces(1 + random() % 8, &random) + "\n\n";
    const std::string second = RandomPieces(1 + random() % 8, &random);
    TokenKeys expected = SegmentAll(first).keys;
    const TokenKeys rest = SegmentAll(second).keys;
    expected.insert(expected.end(), rest.begin(), rest.end());
    ASSERT_EQ(SegmentAll(first + second).keys, expected)
        << testing::PrintToString(first) << testing::PrintToString(second);
  }
}

// Text in capitals has the keys of text in lower case.
TEST(SegmenterPropertyTest, CaseDoesNotChangeKeys) {
  std::string upper(kProse);
  std::string lower(kProse);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  EXPECT_EQ(SegmentAll(upper).keys, SegmentAll(kProse).keys);
  EXPECT_EQ(SegmentAll(lower).keys, SegmentAll(kProse).keys);
}

}  // namespace
}  // namespace calque::text
