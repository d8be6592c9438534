// How many hits name a pivot, and that the right one is named.
#include "detector/scoring/pivot_vote.h"

#include <gtest/gtest.h>

namespace calque::scoring {
namespace {

const PivotShares& Shares() {
  static const PivotShares shares = {{"de", 0.2}, {"fr", 0.2}, {"it", 0.1}, {"ru", 0.5}};
  return shares;
}

TEST(PivotVoteTest, NothingIsNamedOnLittleEvidence) {
  EXPECT_FALSE(Vote(Shares(), {}));
  EXPECT_FALSE(Vote(Shares(), {{"de"}, {}}));
  EXPECT_FALSE(Vote(Shares(), {{"ru", "ru"}, {}}));  // most entries are Russian anyway
  EXPECT_FALSE(Vote({}, {}));
}

TEST(PivotVoteTest, TheLanguageThatMostHitsName) {
  const auto german = Vote(Shares(), {{"de", "fr", "de", "ru", "de", "de", "de", "de"}, {}});
  ASSERT_TRUE(german.has_value());
  EXPECT_EQ(german->language, "de");
  EXPECT_GT(german->probability, 0.8);
  EXPECT_LE(german->probability, 1);
}

TEST(PivotVoteTest, LeaksCountForMoreAndMayNameAnyLanguage) {
  const auto italian = Vote(Shares(), {{"it"}, {"it", "it"}});
  ASSERT_TRUE(italian.has_value());
  EXPECT_EQ(italian->language, "it");
  const auto japanese = Vote(Shares(), {{}, {"ja", "ja", "ja"}});
  ASSERT_TRUE(japanese.has_value());
  EXPECT_EQ(japanese->language, "ja");
}

TEST(PivotVoteTest, MoreVotesMakeSurerAndManyDoNotOverflow) {
  double last = 0;
  for (std::size_t count = 6; count < 4000; count *= 3) {
    const auto pivot = Vote(Shares(), {std::vector<std::string_view>(count, "it"), {}});
    ASSERT_TRUE(pivot.has_value()) << count;
    EXPECT_GE(pivot->probability, last) << count;
    last = pivot->probability;
  }
}

}  // namespace
}  // namespace calque::scoring
