// Times and thousands with a gap in them, and what only looks like it.
#include "detector/scoring/torn_number.h"

#include <gtest/gtest.h>

#include <random>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

// Of the words of all sentences.
std::vector<std::string> TornNumbersIn(std::string_view text) {
  const text::SegmentedText block = text::SegmentAll(text);
  std::vector<std::string> found;
  for (const text::Sentence& sentence : block.sentences) {
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (!IsTornNumber(block, sentence, i)) continue;
      const std::uint32_t from = block.tokens[i].begin;
      const std::uint32_t to = block.tokens[i + kTornNumberTokens - 1].end;
      found.emplace_back(text.substr(from, to - from));
    }
  }
  return found;
}

using Found = std::vector<std::string>;

TEST(TornNumberTest, Times) {
  EXPECT_EQ(TornNumbersIn("He arrived at 8: 30 with her."), Found{"8: 30"});
  EXPECT_EQ(TornNumbersIn("It runs from 15: 45 to 16: 00."), (Found{"15: 45", "16: 00"}));
  EXPECT_EQ(TornNumbersIn("At 07: 05 he rose."), Found{"07: 05"});
  EXPECT_EQ(TornNumbersIn("The doors open (about 10: 15 am) early."), Found{"10: 15"});
}

TEST(TornNumberTest, Thousands) {
  EXPECT_EQ(TornNumbersIn("They sold 250, 000 copies."), Found{"250, 000"});
  EXPECT_EQ(TornNumbersIn("It cost $ 1, 000 a day."), Found{"1, 000"});
}

TEST(TornNumberTest, WhatPeopleWrite) {
  for (const std::string_view text : {
           "He arrived at 8:30 with her.",
           "He arrived at 8 : 30 with her.",
           "We read Matthew 5: 17 today.",
           "The ratio of 1: 20 is usual.",
           "at 8: 300 people",
           "at 8: 60 people",
           "at 25: 10 people",
           "at 108: 10 people",
           "He came at 8: 5 came later.",
           "She looked at 8: thirty came.",
           "They sold 250,000 copies.",
           "In 12, 345 came.",
           "Lines 10, 20 and 30.",
           "It fell by 0, 000 points.",
           "In 1990, 000 was his number.",
           "the 8: 30",
           "8: 30 pm",
           "at 8:",
           "at 8: ",
       }) {
    EXPECT_EQ(TornNumbersIn(text), Found{}) << text;
  }
}

// The same rule, as an expression over sentences that are written without surprises.
Found OracleIn(const std::string& text) {
  static const std::regex kTorn(
      "(?:^| )(?:(?:at|from|to|until|till|by|around|about|after|before|between) "
      "((?:[01]?[0-9]|2[0-4]): [0-5][0-9])(?=[ :]|$)|([1-9][0-9]{0,2}, 000)(?=[ ,]|$))");
  Found found;
  for (std::sregex_iterator it(text.begin(), text.end(), kTorn), end; it != end; ++it) {
    for (std::size_t group = 1; group <= 2; ++group) {
      if ((*it)[group].matched) found.push_back((*it)[group].str());
    }
  }
  return found;
}

TEST(TornNumberTest, AgreesWithTheExpression) {
  const std::vector<std::string> kPieces = {"at",    "of",     "until", "the",  "room", "5",
                                            "8:",    "24:",    "25:",   "07:",  "30",   "59",
                                            "60",    "000",    "5:30",  "250,", "0,",   "000,",
                                            "7,",    "pm",     "am",    "ten",  "x,",   "8: 30",
                                            "9: 05", "1, 000", "by",    "1234,"};
  std::mt19937_64 random(20);
  std::size_t total = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int piece = 0; piece < 8; ++piece) {
      text.append(piece == 0 ? "" : " ").append(kPieces[random() % kPieces.size()]);
    }
    const Found expected = OracleIn(text);
    EXPECT_EQ(TornNumbersIn(text), expected) << text;
    total += expected.size();
  }
  EXPECT_GT(total, 5000u);
}

}  // namespace
}  // namespace calque::scoring
