// Hits against gold spans.
#include "detector/evaluation/span_match.h"

#include <gtest/gtest.h>

namespace calque::evaluation {
namespace {

Hit HitAt(std::size_t begin, std::size_t end, std::vector<std::string> originals) {
  Hit hit;
  hit.span = {begin, end};
  hit.originals = std::move(originals);
  return hit;
}

TEST(SpanMatchTest, CountsByHand) {
  const std::vector<documents::GoldSpan> gold = {
      {{0, 10}, "Liberal Party"}, {{20, 25}, "said"}, {{30, 35}, ""}, {{50, 60}, "last year"}};
  const std::vector<Hit> hits = {
      HitAt(4, 10, {"Party", "festivity"}),   // found, right, agrees
      HitAt(10, 20, {"between"}),             // touches neither neighbour
      HitAt(24, 31, {"told"}),                // overlaps two, of which one says an original
      HitAt(55, 56, {"wrong", "last year"}),  // only the first original counts
  };
  const SpanCounts counts = MatchSpans(hits, gold);
  EXPECT_EQ(counts.gold, 4U);
  EXPECT_EQ(counts.found, 4U);
  EXPECT_EQ(counts.hits, 4U);
  EXPECT_EQ(counts.right, 3U);
  EXPECT_EQ(counts.judged, 3U);
  EXPECT_EQ(counts.originals, 1U);
  EXPECT_EQ(MatchSpans({}, gold).found, 0U);
  EXPECT_EQ(MatchSpans(hits, {}).right, 0U);
}

TEST(SpanMatchTest, OriginalsAgreeByContentWords) {
  const struct {
    const char* one;
    const char* other;
    bool agree;
  } cases[] = {{"the Liberal Party", "Party", true},  {"said", "Said", true},
               {"in the end", "in the house", false}, {"in the", "In the", true},
               {"of the", "in the", false},           {"", "", true},
               {"local council", "councils", false},  {"because of", "because", true}};
  for (const auto& c : cases) {
    EXPECT_EQ(OriginalsAgree(c.one, c.other), c.agree) << c.one << " / " << c.other;
    EXPECT_EQ(OriginalsAgree(c.other, c.one), c.agree) << c.one << " / " << c.other;
  }
}

TEST(SpanMatchTest, TouchingMeansSharingAByte) {
  const std::vector<documents::GoldSpan> gold = {{{5, 8}, ""}};
  EXPECT_FALSE(Touches(gold, {0, 5}));
  EXPECT_TRUE(Touches(gold, {0, 6}));
  EXPECT_TRUE(Touches(gold, {7, 20}));
  EXPECT_FALSE(Touches(gold, {8, 20}));
}

}  // namespace
}  // namespace calque::evaluation
