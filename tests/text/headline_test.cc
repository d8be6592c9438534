// Which sentences are written like a headline.
#include "detector/text/headline.h"

#include <gtest/gtest.h>

#include <string_view>

#include "detector/text/segmenter.h"

namespace calque::text {
namespace {

struct Case {
  std::string_view text;  // the first sentence is asked about
  bool capitals;
  bool title_case;
  bool headline;
};

constexpr Case kCases[] = {
    {"The consul met the mayor.", false, false, false},
    {"THE CONSUL MET THE MAYOR", true, true, true},
    {"The Consul Met the Mayor", false, true, true},
    {"The Consul Met The Mayor.", false, true, true},
    {"The consul met Mayor Smith.", false, false, false},
    // Too short to say.
    {"Consul General", false, false, false},
    {"NATO", false, false, false},
    // The first line of a text, without a stop.
    {"The consul met the mayor\n\nHe left.", false, false, true},
    {"The consul met the mayor.\n\nHe left.", false, false, false},
    {"Did the consul meet the mayor?\n\nHe left.", false, false, true},
    {"The consul met the mayor", false, false, false},
};

TEST(HeadlineTest, CaseTable) {
  for (const Case& c : kCases) {
    const SegmentedText block = SegmentAll(c.text);
    ASSERT_FALSE(block.sentences.empty()) << c.text;
    EXPECT_EQ(InCapitals(block, block.sentences[0]), c.capitals) << c.text;
    EXPECT_EQ(InTitleCase(block, block.sentences[0]), c.title_case) << c.text;
    EXPECT_EQ(IsHeadline(block, block.sentences[0]), c.headline) << c.text;
  }
}

TEST(HeadlineTest, OnlyTheFirstLineNeedsNoCapitals) {
  const SegmentedText block = SegmentAll("He left.\n\nThe consul met the mayor\n\nShe left.");
  ASSERT_EQ(block.sentences.size(), 3u);
  EXPECT_FALSE(IsHeadline(block, block.sentences[1]));
}

}  // namespace
}  // namespace calque::text
