// Putting originals back: the seams (articles, determiners, periods, possessives, spaces
// around words left out), and that nothing else of the text ever changes.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "calque/detector.h"

namespace calque {
namespace {

struct Swap {
  std::string artifact;
  std::string original;
};

// A report with a hit at the first place of each artifact, searched from left to right.
Report ReportOf(std::string_view text, const std::vector<Swap>& swaps) {
  Report report;
  std::size_t at = 0;
  for (const Swap& swap : swaps) {
    at = text.find(swap.artifact, at);
    EXPECT_NE(at, std::string_view::npos) << swap.artifact;
    Hit hit;
    hit.span = {at, at + swap.artifact.size()};
    hit.originals = {swap.original, "never this one"};
    report.hits.push_back(hit);
    at = hit.span.end;
  }
  return report;
}

struct Case {
  std::string_view text;
  std::vector<Swap> swaps;
  std::string_view restored;
};

void ExpectRestored(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(Restore(c.text, ReportOf(c.text, c.swaps)), c.restored) << c.text;
  }
}

TEST(RestoreTest, ArticlesFollowTheRestoredWord) {
  ExpectRestored({
      {"He is an in depth pal.", {{"in depth pal", "close friend"}}, "He is a close friend."},
      {"An ally of his left.", {{"ally", "friend"}}, "A friend of his left."},
      {"It is a sincere man.", {{"sincere", "honest"}}, "It is an honest man."},
      {"He is a  lawmaker.", {{"lawmaker", "MP"}}, "He is an  MP."},
      {"It was \"an institution\".", {{"institution", "university"}}, "It was \"a university\"."},
      {"A pal came.", {{"pal", "ally"}}, "An ally came."},
      {"A 7-day week.", {{"7", "8"}}, "An 8-day week."},
      // The word before stays when both are right, or when it is no article.
      {"He is a pal.", {{"pal", "friend"}}, "He is a friend."},
      {"a large story", {{"large story", "historic moment"}}, "a historic moment"},
      {"Vitamin A pal.", {{"pal", "ally"}}, "Vitamin A ally."},
      {"plan-a pal", {{"pal", "ally"}}, "plan-a ally"},
      {"a, pal", {{"pal", "ally"}}, "a, ally"},
      // An article that is itself put back waits for its word.
      {"He saw in all an elephant.", {{"in all an", "a"}}, "He saw an elephant."},
      {"the kind of pal", {{"the kind of", "a"}, {"pal", "ally"}}, "an ally"},
      {"as an pal", {{"as an", "like an"}, {"pal", "friend"}}, "like a friend"},
      {"an pal apple", {{"pal ", ""}}, "an apple"},
      {"a pal apple", {{"pal", ""}}, "an apple"},
  });
}

TEST(RestoreTest, NoDeterminerIsDoubled) {
  ExpectRestored({
      {"in the coming", {{"coming", "the future"}}, "in the future"},
      {"a Liberal Celebration",
       {{"Liberal Celebration", "the Liberal Party"}},
       "the Liberal Party"},
      {"A Liberal one left.", {{"Liberal one", "the Liberal"}}, "The Liberal left."},
      {"his coming", {{"coming", "the future"}}, "his future"},
      {"in all of the town", {{"all of", "all the"}}, "in all the town"},
      // As it was written, it stays.
      {"the the coming", {{"the coming", "the future"}}, "the the future"},
      {"gave the, coming", {{"coming", "the future"}}, "gave the, the future"},
  });
}

TEST(RestoreTest, MarksAndSpacesStayAsTheyWere) {
  ExpectRestored({
      {"the pal's house", {{"pal", "friend"}}, "the friend's house"},
      {"the city's house", {{"city", "town's"}}, "the town's house"},
      {"the town\xE2\x80\x99s house", {{"town", "city's"}}, "the city\xE2\x80\x99s house"},
      {"in the America. It", {{"America", "U.S."}}, "in the U.S. It"},
      {"left the Corp.", {{"Corp.", "company"}}, "left the company."},
      {"the Corp. left", {{"Corp.", "company"}}, "the company left"},
      {"\"pal\", he", {{"pal", "friend"}}, "\"friend\", he"},
      {"in\n entrance of it", {{"in\n entrance of", "in front of"}}, "in\nfront of it"},
      {"in\r\nentrance of it", {{"in\r\nentrance of", "in front of"}}, "in\r\nfront of it"},
      {"he too went", {{"too", ""}}, "he went"},
      {"he went too.", {{"too", ""}}, "he went."},
      {"too he", {{"too", ""}}, "he"},
      {"caf\xC3\xA9 pal \xFF", {{"pal", "friend"}}, "caf\xC3\xA9 friend \xFF"},
      {"pal", {{"pal", ""}}, ""},
  });
}

TEST(RestoreTest, HitsThatDoNotFitAreLeftOut) {
  Report report = ReportOf("one pal two", {{"pal", "friend"}});
  EXPECT_EQ(Restore("one", report), "one");
  report.hits.push_back(report.hits.front());  // overlaps the first
  EXPECT_EQ(Restore("one pal two", report), "one friend two");
  report.hits.front().originals.clear();
  EXPECT_EQ(Restore("one pal two", report), "one friend two");
}

std::string RandomText(std::mt19937_64* random) {
  static constexpr std::string_view kPieces[] = {
      "a ", "an ",      "the ", "A ", "pal",   "ally ", "The\n", "'s ", ".",  ",",
      " ",  "\xC3\xA9", "\xFF", "8 ", "U.S. ", "hour ", "his ",  "-",   "\"", "x"};
  std::string text;
  for (std::size_t i = (*random)() % 30; i > 0; --i) {
    text += kPieces[(*random)() % std::size(kPieces)];
  }
  return text;
}

TEST(RestoreTest, WithoutHitsEveryByteStays) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = RandomText(&random);
    EXPECT_EQ(Restore(text, Report()), text);
  }
}

// Strips what restoring may touch beside a hit: a determiner, the space next to it.
std::string_view WithoutLastDeterminer(std::string_view text) {
  const auto trim = [&] {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  };
  trim();
  for (const std::string_view word : {"an", "a", "An", "A"}) {
    if (!text.ends_with(word)) continue;
    text.remove_suffix(word.size());
    break;
  }
  trim();
  return text;
}

// Everything before a hit and its article comes back, and everything behind it.
TEST(RestoreTest, OutsideAHitNothingChanges) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 5000; ++i) {
    const std::string before = RandomText(&random);
    const std::string after = RandomText(&random);
    const std::string text = before + "Qq" + after;
    static constexpr std::string_view kOriginals[] = {"friend", "ally", "the party", "MP"};
    const std::string original(kOriginals[random() % std::size(kOriginals)]);
    Report report;
    Hit hit;
    hit.span = {before.size(), before.size() + 2};
    hit.originals = {original};
    report.hits = {hit};
    const std::string restored = Restore(text, report);
    EXPECT_TRUE(restored.starts_with(WithoutLastDeterminer(before))) << text << "\n" << restored;
    EXPECT_TRUE(restored.ends_with(after)) << text << "\n" << restored;
    const std::string_view last = std::string_view(original).substr(original.rfind(' ') + 1);
    EXPECT_NE(restored.find(last), std::string::npos) << restored;
    const std::size_t longest = before.size() + original.size() + after.size() + 1;
    EXPECT_LE(restored.size(), longest) << text << "\n" << restored;
  }
}

}  // namespace
}  // namespace calque
