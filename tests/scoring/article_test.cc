// "a" or "an" by sound, and originals that are read with the article they want.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "detector/scoring/article.h"
#include "detector/scoring/article_reading.h"
#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

void ExpectAll(const std::vector<std::string_view>& words, Article article) {
  for (const std::string_view word : words) EXPECT_EQ(ArticleBefore(word), article) << word;
}

TEST(ArticleTest, BySound) {
  ExpectAll(
      {"friend",    "university", "European", "one",       "once",      "one-time", "union",
       "unit",      "user",       "useful",   "Ukrainian", "unanimous", "utility",  "Uruguayan",
       "euphemism", "ewe",        "house",    "honey",     "year",      "young",    "horse",
       "UN",        "U.S.",       "US",       "UK",        "BBC",       "CIA",      "NATO",
       "NASA",      "SWAT",       "UNESCO",   "7",         "1,800",     "100",      "118",
       "2011",      "u-turn",     "B-side",   "yes"},
      Article::kA);
  ExpectAll(
      {"ally",  "apple",       "hour",         "honest", "honour",  "heir",  "heirloom", "umbrella",
       "uncle", "unimportant", "unidentified", "unable", "onerous", "usher", "urban",    "FBI",
       "MP",    "NHL",         "SUV",          "HTML",   "X-ray",   "x-ray", "8",        "80",
       "8,000", "11",          "18",           "11th",   "18,000",  "1812",  "1100",     "e-mail",
       "Uzbek", "OPEC",        "Ypres",        "R"},
      Article::kAn);
  ExpectAll({"historic", "herb", "hotel", "\xC3\xA9lite", "", "-", "'", "\""}, Article::kEither);
}

struct ReadingCase {
  std::string_view text;  // the alternative covers its second token
  std::string_view original;
  std::string_view read;  // all words of the alternative, "" when it stays as it was
};

TEST(ArticleReadingTest, TheArticleBecomesPartOfTheAlternative) {
  const std::vector<ReadingCase> cases = {
      {"an ally left", "friend", "a friend"},
      {"a pal left", "ally of his", "an ally of his"},
      {"An ally left", "friend", "a friend"},
      {"a pal left", "friend", ""},
      {"the ally left", "friend", ""},
      {"an ally left", "historic", ""},
      {"a friend left", "", ""},
  };
  for (const ReadingCase& c : cases) {
    const text::SegmentedText block = text::SegmentAll(c.text);
    const text::SegmentedText original = text::SegmentAll(c.original);
    ArticleKeys keys;
    Alternative alternative{1, 2, original.keys, 1, 0, 0};
    AgreeArticle(block, block.sentences[0], c.original, &keys, &alternative);
    const text::SegmentedText expected = text::SegmentAll(c.read.empty() ? c.original : c.read);
    EXPECT_EQ(alternative.begin, c.read.empty() ? 1 : 0) << c.text;
    EXPECT_TRUE(std::ranges::equal(alternative.original, expected.keys)) << c.text;
  }
}

TEST(ArticleReadingTest, NothingStandsBeforeTheFirstWord) {
  const text::SegmentedText block = text::SegmentAll("a. Pal");
  const text::SegmentedText original = text::SegmentAll("ally");
  ArticleKeys keys;
  Alternative alternative{0, 1, original.keys, 1, 0, 0};
  AgreeArticle(block, block.sentences[0], "ally", &keys, &alternative);
  EXPECT_EQ(alternative.begin, 0U);
  EXPECT_EQ(alternative.original.data(), original.keys.data());
}

TEST(ArticleReadingTest, ReadingsOfASentenceStayWhereTheyAre) {
  const text::SegmentedText block = text::SegmentAll("It is a friend.");
  const text::SegmentedText original = text::SegmentAll("ally");
  const text::SegmentedText expected = text::SegmentAll("an ally");
  ArticleKeys keys;
  for (int sentence = 0; sentence < 3; ++sentence) {
    keys.clear();
    std::vector<Alternative> alternatives(20, Alternative{3, 4, original.keys, 1, 0, 0});
    for (Alternative& alternative : alternatives) {
      AgreeArticle(block, block.sentences[0], "ally", &keys, &alternative);
    }
    for (const Alternative& alternative : alternatives) {
      EXPECT_EQ(alternative.begin, 2U);
      EXPECT_TRUE(std::ranges::equal(alternative.original, expected.keys));
    }
  }
}

}  // namespace
}  // namespace calque::scoring
