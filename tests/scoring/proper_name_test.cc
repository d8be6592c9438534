// Which words are written as a name.
#include "detector/scoring/proper_name.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

struct Case {
  std::string_view text;  // the words between [ and ] are asked about
  bool name;
  std::uint32_t own_capitals = 0;
};

constexpr Case kCases[] = {
    {"He joined the [celebration] today.", false},
    // A capital inside the sentence.
    {"He joined the [Celebration] today.", true},
    {"She reads The [Information] daily.", true},
    {"She met Mr. [Celebration] today.", true},
    {"She works for [General Affairs] in Leeds.", true},
    {"She studied the [Safety team] there.", false},
    {"She praised [Plenty of Rain] today.", true},
    // The first word of a sentence or quotation.
    {"[Nevertheless], she left.", false},
    {"[Nevertheless] Obama left.", false},
    {"He said: \"[Nevertheless] Obama left.\"", false},
    {"\xE2\x80\xA2 [Celebration] of the year", false},
    // The name goes on.
    {"She works at [Worldwide] Publishing.", true},
    {"She works at the House of [Frequent] today.", true},
    {"She works at [Prison Law] & Policy.", true},
    {"She saw it [in Interview With The] Vampire.", true},
    {"She saw Smith's [celebration] there.", false},
    // Capitals that the dictionary gives.
    {"She met a [Chinese language] envoy.", false, 1},
    {"She met Canadians of [Chinese language] descent.", false, 1},
    {"She met the [White Home] staff.", false, 3},
    {"She met the [White Home] staff.", true, 0},
    // Where capitals say nothing.
    {"SHE JOINED THE [CELEBRATION] TODAY", false},
};

TEST(ProperNameTest, CaseTable) {
  for (const Case& c : kCases) {
    const std::size_t open = c.text.find('[');
    const std::size_t close = c.text.find(']');
    std::string text(c.text);
    text.erase(close, 1).erase(open, 1);
    const text::SegmentedText block = text::SegmentAll(text);
    std::uint32_t begin = 0;
    while (block.tokens[begin].begin < open) ++begin;
    std::uint32_t end = begin;
    while (end < block.tokens.size() && block.tokens[end].end <= close - 1) ++end;
    ASSERT_EQ(block.sentences.size(), 1u) << c.text;
    EXPECT_EQ(IsWrittenAsName(block, block.sentences[0], begin, end, c.own_capitals), c.name)
        << c.text;
  }
}

}  // namespace
}  // namespace calque::scoring
