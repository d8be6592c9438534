// Lists that collapsed and articles that lost their noun, and what only looks like it.
#include "detector/scoring/structure_clue.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

// "rule: words" of every clue, without the family.
std::vector<std::string> CluesIn(std::string_view text) {
  const text::SegmentedText block = text::SegmentAll(text);
  std::vector<Clue> clues;
  FindStructureClues(block, &clues);
  std::vector<std::string> found;
  for (const Clue& clue : clues) {
    EXPECT_EQ(clue.family, Family::kStructure);
    const std::size_t from = block.tokens[clue.begin].begin;
    found.push_back(clue.id.substr(clue.id.find('/') + 1) + ": " +
                    std::string(text.substr(from, block.tokens[clue.end - 1].end - from)));
  }
  return found;
}

using Found = std::vector<std::string>;

TEST(StructureClueTest, CollapsedLists) {
  EXPECT_EQ(CluesIn("They protect methods, methods and sources."),
            Found{"collapsed-list: methods, methods"});
  EXPECT_EQ(CluesIn("Consultants, projects, projects, linguists came."),
            Found{"collapsed-list: projects, projects"});
  EXPECT_EQ(CluesIn("methods, methods or sources"), Found{"collapsed-list: methods, methods"});
}

TEST(StructureClueTest, StrandedArticles) {
  EXPECT_EQ(CluesIn("They attacked, the was ships at sea."), Found{"stranded-article: the was"});
  EXPECT_EQ(CluesIn("It was an of great use."), Found{"stranded-article: an of"});
}

TEST(StructureClueTest, TornNumbers) {
  EXPECT_EQ(CluesIn("It runs from 8: 30 to 10: 00."),
            (Found{"torn-number: 8: 30", "torn-number: 10: 00"}));
  EXPECT_EQ(CluesIn("They sold 250, 000 copies."), Found{"torn-number: 250, 000"});
}

TEST(StructureClueTest, WhatPeopleWrite) {
  for (const std::string_view text : {
           "It was very, very, very long.",
           "It was very, very and long.",
           "They were crying, crying, crying and waving.",
           "He had a great-grandfather, grandfather and uncle.",
           "Boris, Boris and Ann came.",
           "They use methods, methods that work.",
           "They use methods and methods, they said.",
           "the methods, methods and",
           "He knows who the WAS is.",
           "the The Of group",
           "the is",
           "He was the one.",
       }) {
    EXPECT_EQ(CluesIn(text), Found{}) << text;
  }
}

}  // namespace
}  // namespace calque::scoring
