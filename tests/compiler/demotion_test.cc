// Which entries the rules demote, one rule at a time.
#include "detector/compiler/demotion.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace calque::compiler {
namespace {

EntryFigures Entry(const std::string& id, Strength strength, std::vector<EntryHits> by_domain,
                   std::optional<double> precision = std::nullopt) {
  EntryFigures entry;
  entry.id = id;
  entry.strength = strength;
  for (const EntryHits& hits : by_domain) entry.hits += hits.hits;
  entry.by_domain = std::move(by_domain);
  entry.precision = precision;
  return entry;
}

// Domains of `words` words each; their totals are those of the entries.
Statistics Of(const std::vector<std::size_t>& words, std::vector<EntryFigures> entries) {
  Statistics s;
  for (const std::size_t count : words) {
    s.domains.push_back({std::string(1, static_cast<char>('a' + s.domains.size())), count, 0, 0});
    s.words += count;
  }
  for (const EntryFigures& entry : entries) {
    for (const EntryHits& hits : entry.by_domain) {
      s.domains[hits.domain].hits += hits.hits;
      if (entry.strength == Strength::kStrong) s.domains[hits.domain].strong_hits += hits.hits;
    }
  }
  s.entries = std::move(entries);
  return s;
}

std::vector<std::string> DemotedIds(const Statistics& statistics) {
  std::vector<std::string> ids;
  for (const Demotion& demotion : Demotions(statistics, {})) {
    ids.push_back(demotion.id + "=" + demotion.to);
  }
  return ids;
}

using Ids = std::vector<std::string>;
constexpr std::size_t kMillion = 1'000'000;

TEST(DemotionTest, RatesByStrength) {
  const struct {
    Strength strength;
    std::size_t hits;
    std::size_t words;
    Ids demoted;
  } cases[] = {
      {Strength::kStrong, 0, kMillion, {}},
      {Strength::kStrong, 1, kMillion, {}},  // one place may be an accident
      {Strength::kStrong, 2, 20 * kMillion, {}},
      {Strength::kStrong, 2, 19 * kMillion, {"x=medium"}},
      {Strength::kMedium, 1, kMillion, {}},
      {Strength::kMedium, 6, 12 * kMillion, {}},
      {Strength::kMedium, 7, 12 * kMillion, {"x=weak"}},
      {Strength::kWeak, 60, 12 * kMillion, {}},
      {Strength::kWeak, 61, 12 * kMillion, {"x=off"}},
  };
  for (const auto& c : cases) {
    const Statistics s = Of({c.words}, {Entry("x", c.strength, {{0, c.hits}})});
    EXPECT_EQ(DemotedIds(s), c.demoted) << StrengthName(c.strength) << " " << c.hits;
  }
}

TEST(DemotionTest, MoreWrongThanRight) {
  const struct {
    std::size_t hits;
    std::optional<double> precision;
    Ids demoted;
  } cases[] = {
      {3, 0.49, {"x=off"}}, {3, 0.5, {}}, {2, 0.1, {}}, {3, std::nullopt, {}}, {0, 0.0, {}}};
  for (const auto& c : cases) {
    const Statistics s =
        Of({12 * kMillion}, {Entry("x", Strength::kWeak, {{0, c.hits}}, c.precision)});
    EXPECT_EQ(DemotedIds(s), c.demoted) << c.hits;
  }
}

// Single strong hits are accidents one by one, but not all together.
TEST(DemotionTest, ADomainWithTooManyStrongHits) {
  std::vector<EntryFigures> entries;
  for (const char* id : {"p", "q", "r"}) entries.push_back(Entry(id, Strength::kStrong, {{1, 1}}));
  EXPECT_EQ(DemotedIds(Of({9 * kMillion, 3 * kMillion}, entries)), Ids());
  EXPECT_EQ(DemotedIds(Of({9 * kMillion, 400'000}, entries)), Ids({"p=medium"}));
  EXPECT_EQ(DemotedIds(Of({9 * kMillion, 200'000}, entries)), Ids({"p=medium", "q=medium"}));
  // One hit stays allowed in a small domain, and a tiny one says nothing.
  EXPECT_EQ(DemotedIds(Of({9 * kMillion, 20'000}, entries)), Ids({"p=medium", "q=medium"}));
  EXPECT_EQ(DemotedIds(Of({9 * kMillion, 19'999}, entries)), Ids());
}

TEST(DemotionTest, ADomainWithTooManyHits) {
  std::vector<EntryFigures> entries = {Entry("few", Strength::kWeak, {{1, 31}}),
                                       Entry("most", Strength::kWeak, {{1, 35}}),
                                       Entry("elsewhere", Strength::kWeak, {{0, 40}})};
  EXPECT_EQ(DemotedIds(Of({90 * kMillion, 44'000}, entries)), Ids());
  EXPECT_EQ(DemotedIds(Of({90 * kMillion, 43'000}, entries)), Ids({"most=off"}));
  EXPECT_EQ(DemotedIds(Of({90 * kMillion, 20'000}, entries)), Ids({"few=off", "most=off"}));
}

TEST(DemotionTest, TheMedianDomain) {
  const auto statistics = [](std::size_t hits) {
    std::vector<EntryFigures> entries;
    for (std::size_t i = 0; i < 3; ++i) {
      entries.push_back(Entry(std::string(1, static_cast<char>('x' + i)), Strength::kWeak,
                              {{0, hits}, {1, hits + i}}));
    }
    return Of({300'000, 300'000, 40 * kMillion}, entries);
  };
  EXPECT_EQ(DemotedIds(statistics(60)), Ids());
  EXPECT_EQ(DemotedIds(statistics(61)), Ids({"z=off"}));
}

TEST(DemotionTest, TheReasonHasItsFigures) {
  const auto note = [](const EntryFigures& entry) {
    const auto demotions = Demotions(Of({3 * kMillion, kMillion, kMillion, kMillion}, {entry}), {});
    return demotions.empty() ? "" : demotions[0].note;
  };
  EXPECT_EQ(note(Entry("x", Strength::kStrong, {{0, 2}, {1, 5}})),
            "demoted from strong: 7 hits in 6.0 M honest words (b 5, a 2)");
  EXPECT_EQ(note(Entry("x", Strength::kMedium, {{0, 1}, {1, 1}, {2, 2}, {3, 1}}, 0.125)),
            "demoted from medium: 5 hits in 6.0 M honest words (c 2, a 1, b 1, ...), "
            "precision 0.12");
}

TEST(DemotionTest, NothingMeasuredNothingDemoted) {
  EXPECT_EQ(DemotedIds(Of({}, {})), Ids());
  EXPECT_EQ(DemotedIds(Of({}, {Entry("x", Strength::kStrong, {})})), Ids());
}

}  // namespace
}  // namespace calque::compiler
