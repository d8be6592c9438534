// What the whole text decides about its hits, seen through the front door.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "calque/detector.h"

namespace calque {
namespace {

const Detector& English() {
  static const auto detector = Detector::Open();
  return *detector;
}

std::string Quoted(std::string_view text, const Hit& hit) {
  return std::string(text.substr(hit.span.begin, hit.span.end - hit.span.begin));
}

TEST(HitCollectionTest, AHitKnowsWhetherItsOriginalStandsElsewhere) {
  const std::string wrong = "The consul normal spoke to reporters in Toronto on Monday. ";
  const std::string right = "The consul general spoke to reporters in Toronto on Monday.";
  Report report = English().Analyze(wrong + right);
  ASSERT_EQ(report.hits.size(), 1U);
  EXPECT_EQ(Quoted(wrong + right, report.hits[0]), "consul normal");
  EXPECT_TRUE(report.hits[0].inconsistent);
  report = English().Analyze(wrong);
  ASSERT_EQ(report.hits.size(), 1U);
  EXPECT_FALSE(report.hits[0].inconsistent);
}

TEST(HitCollectionTest, LeaksHaveNoOriginalAndNameThePivot) {
  const std::string leaks =
      "We are proud of our army, but every family has lost \xD1\x81\xD0\xB2\xD0\xBE\xD1\x97 people "
      "in this war.\n\nWe owe you a great debt \xD0\xB4\xD1\x8F\xD0\xBA\xD1\x83\xD1\x94\xD0\xBC\xD0"
      "\xBE thank you for all that you have done for us.\n";
  Report report = English().Analyze(leaks);
  ASSERT_EQ(report.hits.size(), 2U);
  for (const Hit& hit : report.hits) {
    EXPECT_EQ(hit.family, Family::kPivotLeak);
    EXPECT_EQ(hit.entry, "pivot-leak/uk");
    EXPECT_TRUE(hit.originals.empty());
    EXPECT_EQ(hit.gain, 0);
  }
  ASSERT_TRUE(report.pivot.has_value());
  EXPECT_EQ(report.pivot->language, "uk");
  EXPECT_EQ(Restore(leaks, report), leaks);
  // Who writes the language on purpose elsewhere does not leak it.
  const std::string about =
      leaks + "\nThe word for it (\xD1\x97\xD1\x97) is short and known to all.";
  report = English().Analyze(about);
  EXPECT_TRUE(report.hits.empty());
  EXPECT_FALSE(report.pivot.has_value());
}

TEST(HitCollectionTest, CluesAndSwapsStandInTextOrder) {
  const std::string text =
      "The consul normal said the agency must protect its methods, methods and sources. They "
      "met in entrance of a crowd.";
  const Report report = English().Analyze(text);
  ASSERT_EQ(report.hits.size(), 3U);
  EXPECT_EQ(Quoted(text, report.hits[0]), "consul normal");
  EXPECT_EQ(report.hits[1].entry, "structure/collapsed-list");
  EXPECT_EQ(Quoted(text, report.hits[1]), "methods, methods");
  EXPECT_EQ(Quoted(text, report.hits[2]), "in entrance of");
}

}  // namespace
}  // namespace calque
