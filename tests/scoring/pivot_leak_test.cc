// What is a leak of another language, and what people write on purpose.
#include "detector/scoring/pivot_leak.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"
#include "tests/scoring/lexicon_section.h"

namespace calque::scoring {
namespace {

const LexiconTable& Lexicon() {
  static const auto section =
      LexiconSection({{"cosi", PivotBit(0)},
                      {"fatto", PivotBit(0)},
                      {"molto", PivotBit(0)},
                      {"luna", static_cast<Languages>(PivotBit(0) | PivotBit(2))},
                      {"llena", PivotBit(2)},
                      {"aere", PivotBit(7)},
                      {"perennius", PivotBit(7)},
                      {"kr\xC3\xB3tki", PivotBit(7)},
                      {"kedgeree", kEnglishWord}});
  static const auto table = LexiconTable::Open(BytesOf(section));
  return *table;
}

// As ScoreBlock has them. Listed words and capitalised ones are unknown to the model; "coup
// molto" it has seen.
std::vector<lm::WordScore> ScoresOf(const text::SegmentedText& block) {
  std::vector<lm::WordScore> scores;
  for (const text::Sentence& sentence : block.sentences) {
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      const bool seen = i > 0 && block.Text(block.tokens[i - 1]) == "coup";
      const bool unknown = Lexicon().Find(block.keys[i]) != 0 && !seen;
      const std::uint8_t order = unknown ? 0 : 2;
      scores.push_back({unknown ? -7.0F : -3.0F, order, unknown});
    }
    scores.push_back({-1.0F, 1, false});
  }
  return scores;
}

// The rules and words of all leaks: "it: cosi fatto".
std::vector<std::string> LeaksIn(std::string_view text) {
  const text::SegmentedText block = text::SegmentAll(text);
  std::vector<std::string> found;
  std::vector<Clue> leaks;
  PivotLeakFinder(Lexicon()).Find(block, ScoresOf(block), &leaks);
  for (const Clue& leak : leaks) {
    EXPECT_EQ(leak.family, Family::kPivotLeak);
    EXPECT_TRUE(leak.id.starts_with(kPivotLeakRule));
    const std::size_t from = block.tokens[leak.begin].begin;
    found.push_back(leak.id.substr(kPivotLeakRule.size()) + ": " +
                    std::string(text.substr(from, block.tokens[leak.end - 1].end - from)));
  }
  return found;
}

using Found = std::vector<std::string>;

TEST(PivotLeakTest, RunsOfOneLanguageInsideEnglish) {
  EXPECT_EQ(LeaksIn("the two men went to see cosi fatto in the old town"), Found{"it: cosi fatto"});
  EXPECT_EQ(LeaksIn("the two men went to see molto cosi fatto, they said"),
            Found{"it: molto cosi fatto"});
  EXPECT_EQ(LeaksIn("the two men went to see luna llena and left"), Found{"es: luna llena"});
  EXPECT_EQ(LeaksIn("the men said it was kr\xC3\xB3tki aere and left"),
            Found{"pl: kr\xC3\xB3tki aere"});
}

// Words that stand alone are looked for sixteen at a time.
TEST(PivotLeakTest, WhereverTheyStandInABlock) {
  const std::string leak = "the two men went to see cosi fatto in the old town.";
  std::string before;
  for (int words = 0; words < 40; ++words) {
    before += "So ";
    EXPECT_EQ(LeaksIn(before + leak), Found{"it: cosi fatto"}) << words;
    EXPECT_EQ(LeaksIn(before + "it was.\n\n" + leak + " " + leak),
              (Found{"it: cosi fatto", "it: cosi fatto"}))
        << words;
    // The end of a sentence parts them.
    EXPECT_EQ(LeaksIn(before + "the two men went to see cosi.\n\nfatto in the old town."), Found{})
        << words;
  }
}

TEST(PivotLeakTest, ATextThatWritesTheLanguageElsewhereLeaksNothing) {
  const std::string leak = "the two men went to see cosi fatto in the old town.";
  for (const auto& [other, allowed] : std::vector<std::pair<std::string, bool>>{
           {"the two men went to see (or luna llena) in the old town.", true},
           {"the two men went to see (or molto cosi) in the old town.", false},
           {"molto cosi fatto.", false}}) {
    const std::string text = leak + "\n\n" + other;
    const text::SegmentedText block = text::SegmentAll(text);
    const std::vector<lm::WordScore> scores = ScoresOf(block);
    PivotLeakFinder finder(Lexicon());
    std::vector<Clue> leaks;
    finder.Find(block, scores, &leaks);
    ASSERT_EQ(leaks.size(), 1U) << text;
    EXPECT_EQ(finder.Allows(leaks[0].id), allowed) << text;
    EXPECT_TRUE(finder.Allows("pivot-leak/xx"));
    EXPECT_TRUE(finder.Allows("structure/braces"));
  }
}

TEST(PivotLeakTest, OtherScripts) {
  EXPECT_EQ(LeaksIn("every family has lost \xD0\xB2\xD0\xBE something in the war"),
            Found{"ru: \xD0\xB2\xD0\xBE"});
  EXPECT_EQ(LeaksIn("we owe you a great \xD1\x94\xD1\x94 thank you"),
            Found{"uk: \xD1\x94\xD1\x94"});
  EXPECT_EQ(LeaksIn("we all went to the \xE6\x97\xA5\xE3\x81\xAE house of the man"),
            Found{"ja: \xE6\x97\xA5\xE3\x81\xAE"});
  EXPECT_EQ(LeaksIn("we all went to the (\xE6\x97\xA5) house of the man"), Found{});
  // One letter of another script among English ones is typography.
  EXPECT_EQ(LeaksIn("we all went to the \xD0\xB0nd house of the man"), Found{});
}

TEST(PivotLeakTest, WhatPeopleWriteOnPurpose) {
  for (const std::string_view text : {
           "the two men went to see \"cosi fatto\" in the old town",
           "the two men went to see (or cosi fatto) in the old town",
           "the two men went to see - cosi fatto - in the old town",
           "the two men went to see cosi fatto (so done) in the old town",
           "the two men went to see Cosi Fatto in the old town",
           "the two men went to see Teatro cosi fatto in the old town",
           "the two men went to see cosi fatto Teatro in the old town",
           "the two men went to see cosi in the old town",            // one word
           "the two men saw a coup molto cosi in the old town",       // a set phrase
           "the two men went to see luna luna in the old town",       // of two languages
           "the two men went to see cosi llena in the old town",      // of different ones
           "the two men said it was aere perennius in the old town",  // Latin
           "cosi fatto molto cosi fatto molto cosi fatto",
           "they said cosi fatto molto cosi fatto molto",
           "cosi fatto the two men went to the old town",
           "the two men ate kedgeree kedgeree in the old town",
       }) {
    EXPECT_EQ(LeaksIn(text), Found{}) << text;
  }
}

}  // namespace
}  // namespace calque::scoring
