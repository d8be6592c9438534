// Every feature of the make-up, on sentences that show it and sentences that do not.
#include "detector/scoring/make_up.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "detector/text/headline.h"
#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

std::size_t Index(std::string_view feature) {
  const auto it = std::find(kMakeUpFeatures.begin(), kMakeUpFeatures.end(), feature);
  EXPECT_NE(it, kMakeUpFeatures.end()) << feature;
  return static_cast<std::size_t>(it - kMakeUpFeatures.begin());
}

// Words that contain "blorf" are unknown.
MakeUp Of(std::string_view text) {
  const text::SegmentedText block = text::SegmentAll(text);
  EXPECT_EQ(block.sentences.size(), 1u) << text;
  std::vector<std::uint32_t> unknown;
  for (std::uint32_t i = 0; i < block.tokens.size(); ++i) {
    const std::string_view word = block.Text(block.tokens[i]);
    if (word.find("lorf") != std::string_view::npos) unknown.push_back(i);
  }
  return MakeUpOf(block, block.sentences[0], unknown, text::CountWords(block, block.sentences[0]));
}

struct Case {
  std::string_view text;
  std::string_view feature;
  double value;
};

TEST(MakeUpTest, Features) {
  const Case cases[] = {
      {"He met John Smith.", "capitalised", 0.5},
      {"He met her there.", "capitalised", 0},
      {"Blorf met John Blorf.", "names", 0.5},
      {"He met a blorf.", "unknown", 0.25},
      {"He met a Blorf.", "unknown", 0},
      {"The NATO chief left.", "acronyms", 0.25},
      {"Some 12 or 1,400 men left.", "numbers", 2.0 / 7},
      {"\"I left,\" he said.", "quotes", 2.0 / 8},
      {"\xE2\x80\x9CI left,\xE2\x80\x9D he said.", "quotes", 2.0 / 8},
      {"One \xE2\x80\x93 two left.", "quotes", 0},
      {"I left, he said.", "punctuation", 2.0 / 6},
      {"Second Private Team Sets Date", "title", 1},
      {"SECOND PRIVATE TEAM SETS DATE", "title", 0},
      {"The team set a date.", "title", 0},
      {"SECOND PRIVATE TEAM SETS DATE", "headline", 1},
      {"SECOND PRIVATE TEAM SETS DATE", "capitalised", 0},
      {"NATO met", "headline", 0},
      {"He left.", "open", 0},
      {"\"He left.\"", "open", 0},
      {"Why did he leave?", "open", 0},
      {"He left", "open", 1},
  };
  for (const Case& c : cases) {
    EXPECT_DOUBLE_EQ(Of(c.text)[Index(c.feature)], c.value) << c.feature << ": " << c.text;
  }
}

TEST(MakeUpTest, SharesAreShares) {
  for (const std::string_view text :
       {"!!", "12", "A", "\"\"", "www.example.org", "ONE TWO THREE!"}) {
    for (const double value : Of(text)) {
      EXPECT_GE(value, 0) << text;
      EXPECT_LE(value, 1) << text;
    }
  }
}

}  // namespace
}  // namespace calque::scoring
