// What an ignore file may say, and what it is refused for.
#include "detector/scoring/ignore_list.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

bool Known(std::string_view id) { return id == "en/names/0042" || id == "structure/braces"; }

IgnoreList Listed(std::string_view text) {
  IgnoreList list;
  const Status added = list.Add("my.ignore", text, Known);
  EXPECT_TRUE(added.ok()) << added.error().message;
  return list;
}

TEST(IgnoreListTest, TakesEveryKindOfLine) {
  const IgnoreList list = Listed(
      "# entries\n\nen/names/0042\r\n  structure/braces  # a rule\nfamily:tortured\n"
      "finding:1f3a56c09b2d  # \"consul normal\" en/names/0042");
  EXPECT_FALSE(list.empty());
  EXPECT_TRUE(list.HasEntry("en/names/0042", Family::kName));
  EXPECT_TRUE(list.HasEntry("structure/braces", Family::kStructure));
  EXPECT_TRUE(list.HasEntry("any", Family::kTortured));
  EXPECT_FALSE(list.HasEntry("any", Family::kName));
  EXPECT_TRUE(list.HasFinding("1f3a56c09b2d"));
  EXPECT_FALSE(list.HasFinding("000000000000"));
}

TEST(IgnoreListTest, NothingButCommentsIsEmpty) {
  EXPECT_TRUE(Listed("").empty());
  EXPECT_TRUE(Listed("\xEF\xBB\xBF# one\n   # two\n\n").empty());
}

TEST(IgnoreListTest, BadLinesAreErrors) {
  const struct {
    std::string_view line;
    std::string_view message;
  } cases[] = {
      {"en/names/9999", "there is no entry \"en/names/9999\""},
      {"consul normal", "there is no entry \"consul normal\""},
      {"Family:name", "there is no entry \"Family:name\""},
      {"family:names", "unknown family \"names\""},
      {"family:", "unknown family \"\""},
      {"finding:1f3a", "finding \"1f3a\" is not 12 hexadecimal digits"},
      {"finding:1F3A56C09B2D", "hexadecimal digits in small letters"},
      {"phrase:", "the phrase is empty"},
      {"phrase: # all of them", "the phrase is empty"},
      {"phrase:a b c d e f g h i j k l m", "has 13 tokens, at most 12 are allowed"},
  };
  for (const auto& c : cases) {
    IgnoreList list;
    const Status added =
        list.Add("my.ignore", "# first\nen/names/0042\n" + std::string(c.line), Known);
    ASSERT_FALSE(added.ok()) << c.line;
    EXPECT_EQ(added.error().code, ErrorCode::kInvalidArgument);
    EXPECT_TRUE(added.error().message.starts_with("my.ignore:3: ")) << added.error().message;
    EXPECT_NE(added.error().message.find(c.message), std::string::npos) << added.error().message;
  }
}

// The oracle: every ignored phrase tried at every place.
bool InsideOne(const text::SegmentedText& block, std::uint32_t begin, std::uint32_t end,
               const std::vector<std::string_view>& phrases) {
  for (const std::string_view phrase : phrases) {
    const text::TokenKeys keys = text::SegmentAll(phrase).keys;
    for (std::size_t at = 0; at + keys.size() <= block.keys.size(); ++at) {
      const bool there = std::equal(keys.begin(), keys.end(), block.keys.begin() + at);
      if (there && at <= begin && end <= at + keys.size()) return true;
    }
  }
  return false;
}

TEST(IgnoreListTest, PhrasesCoverWhatLiesInside) {
  const std::vector<std::string_view> phrases = {"the consul normal", "consul", "normal day or two",
                                                 "don't go"};
  std::string text;
  for (const std::string_view phrase : phrases) text += "phrase:" + std::string(phrase) + "\n";
  const IgnoreList list = Listed(text);
  const text::SegmentedText block = text::SegmentAll(
      "The Consul Normal day or two. A consul; normal day or three: Don\xE2\x80\x99t go the "
      "consul");
  std::vector<std::uint32_t> reach = {99};
  list.FindPhrases(block, &reach);
  ASSERT_EQ(reach.size(), block.tokens.size());
  std::size_t inside = 0;
  for (std::uint32_t begin = 0; begin < reach.size(); ++begin) {
    for (std::uint32_t end = begin + 1; end <= reach.size(); ++end) {
      EXPECT_EQ(reach[begin] >= end, InsideOne(block, begin, end, phrases)) << begin << ' ' << end;
      inside += reach[begin] >= end ? 1 : 0;
    }
  }
  EXPECT_GT(inside, 10u);
}

}  // namespace
}  // namespace calque::scoring
