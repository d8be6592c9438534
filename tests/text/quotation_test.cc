// Which words stand inside quotation marks.
#include "detector/text/quotation.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "detector/text/segmenter.h"

namespace calque::text {
namespace {

// The words that are called "x..." and stand inside a quotation.
std::string Quoted(std::string_view text) {
  const SegmentedText block = SegmentAll(text);
  std::string quoted;
  for (std::size_t s = 0; s < block.sentences.size(); ++s) {
    for (std::uint32_t i = block.sentences[s].begin; i < block.sentences[s].end; ++i) {
      const std::string_view word = block.Text(block.tokens[i]);
      if (!word.starts_with('x') || !InQuotation(block, s, i, i + 1)) continue;
      quoted += (quoted.empty() ? "" : " ") + std::string(word);
    }
  }
  return quoted;
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

constexpr Case kCases[] = {
    {"He said x1 there.", ""},
    {"He said \"x1 there\" and x2.", "x1"},
    {"x1 \"x2\" x3 \"x4\" x5", "x2 x4"},
    {"He said 'x1 there' and x2.", "x1"},
    {"He said \xE2\x80\x9Cx1 there\xE2\x80\x9D and x2.", "x1"},
    // Apostrophes and inches.
    {"The workers' x1 and the bosses' x2.", ""},
    {"A 6\" x1 and a 7\" x2.", ""},
    // Over several sentences of a paragraph.
    {"\"It is x1. It was x2,\" he said. It is x3.", "x1 x2"},
    // A mark that is never closed holds to the end of its paragraph.
    {"\"It is x1. It is x2.\n\nIt is x3.", "x1 x2"},
    {"It is x1.\" It is x2.", ""},
    // Single marks do not reach beyond their sentence.
    {"He said 'it is x1. It is x2.' It is x3.", ""},
};

TEST(QuotationTest, CaseTable) {
  for (const Case& c : kCases) EXPECT_EQ(Quoted(c.text), c.expected) << c.text;
}

TEST(QuotationTest, WordsAroundAMarkAreNotInside) {
  const SegmentedText block = SegmentAll("He \"said so\" there.");
  EXPECT_TRUE(InQuotation(block, 0, 2, 4));
  EXPECT_FALSE(InQuotation(block, 0, 1, 4));
  EXPECT_FALSE(InQuotation(block, 0, 2, 6));
}

}  // namespace
}  // namespace calque::text
