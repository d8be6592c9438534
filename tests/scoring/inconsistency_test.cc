// Originals that stand elsewhere in the text: cases, and random texts against a search
// of every place.
#include "detector/scoring/inconsistency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace calque::scoring {
namespace {

using Words = std::vector<text::TokenKey>;

std::vector<bool> Inconsistent(const Words& words, const std::vector<PlacedHit>& hits) {
  std::vector<bool> found = {true};
  FindInconsistent(words, hits, &found);
  return found;
}

TEST(InconsistencyTest, TheOriginalStandsElsewhere) {
  const Words words = {1, 2, 3, 4, 1, 2};
  const Words two = {1, 2};
  const Words three = {1, 2, 3};
  const Words other = {2, 1};
  EXPECT_EQ(Inconsistent(words, std::vector<PlacedHit>{{2, 4, two}}), std::vector{true});
  EXPECT_EQ(Inconsistent(words, std::vector<PlacedHit>{{0, 2, two}}), std::vector{true});
  EXPECT_EQ(Inconsistent(words, std::vector<PlacedHit>{{2, 4, three}}), std::vector{false});
  EXPECT_EQ(Inconsistent(words, std::vector<PlacedHit>{{2, 4, other}}), std::vector{false});
  EXPECT_EQ(Inconsistent(words, std::vector<PlacedHit>{{2, 4, {}}}), std::vector{false});
  EXPECT_TRUE(Inconsistent(words, {}).empty());
  // Inside another hit it was not written by a person.
  EXPECT_EQ(Inconsistent(words, std::vector<PlacedHit>{{0, 2, {}}, {2, 3, two}, {5, 6, {}}}),
            (std::vector{false, false, false}));
}

std::vector<bool> SlowInconsistent(const Words& words, const std::vector<PlacedHit>& hits) {
  std::vector<bool> found;
  for (const PlacedHit& hit : hits) {
    bool any = false;
    for (std::size_t at = 0; at + hit.original.size() <= words.size(); ++at) {
      const std::size_t end = at + hit.original.size();
      bool clear = !hit.original.empty() &&
                   std::equal(hit.original.begin(), hit.original.end(), words.data() + at);
      for (const PlacedHit& other : hits) clear = clear && (end <= other.begin || other.end <= at);
      any = any || clear;
    }
    found.push_back(any);
  }
  return found;
}

TEST(InconsistencyTest, AgreesWithASearchOfEveryPlace) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 2000; ++round) {
    Words words(random() % 30);
    for (auto& word : words) word = 1 + random() % 3;
    std::vector<Words> originals(4);
    for (Words& original : originals) {
      original.resize(random() % 3);
      for (auto& word : original) word = 1 + random() % 3;
    }
    std::vector<PlacedHit> hits;
    std::size_t at = random() % 5;
    for (const Words& original : originals) {
      const std::size_t end = at + 1 + random() % 3;
      if (end > words.size()) break;
      hits.push_back({at, end, original});
      at = end + random() % 6;
    }
    EXPECT_EQ(Inconsistent(words, hits), SlowInconsistent(words, hits)) << round;
  }
}

// If every hit were looked for at every place where its original could begin, this would take
// hours.
TEST(InconsistencyTest, ManyHitsOfOneOriginalInALongText) {
  Words words(kMaxDocumentWords);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = 1 + i % 2;
  const Words absent = {1, 3};
  const Words present = {2, 1};
  std::vector<PlacedHit> hits;
  for (std::size_t at = 0; at + 1 < words.size(); at += 4) {
    hits.push_back({at, at + 1, hits.size() % 2 == 0 ? absent : present});
  }
  const std::vector<bool> found = Inconsistent(words, hits);
  ASSERT_EQ(found.size(), hits.size());
  for (std::size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i], i % 2 != 0) << i;
}

}  // namespace
}  // namespace calque::scoring
