// Which words stand inside a short quotation.
#include "detector/scoring/mention.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

// The mentioned tokens with a space between, stretches apart with " | "; the marks belong to them.
std::string Mentioned(std::string_view text) {
  const text::SegmentedText block = text::SegmentAll(text);
  std::vector<bool> mentioned = {true};
  FindMentions(block, &mentioned);
  EXPECT_EQ(mentioned.size(), block.tokens.size());
  std::string found;
  bool before = false;
  for (std::size_t i = 0; i < mentioned.size(); ++i) {
    if (mentioned[i]) {
      if (!found.empty()) found += before ? " " : " | ";
      found += block.Text(block.tokens[i]);
    }
    before = mentioned[i];
  }
  return found;
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

constexpr Case kCases[] = {
    {"", ""},
    {"He met the consul normal.", ""},
    // Short quotations.
    {"He wrote \"consul normal\" twice.", "\" consul normal \""},
    {"\"Consul normal\" is wrong.", "\" Consul normal \""},
    {"It says \"consul normal\".", "\" consul normal \""},
    {"It says \"consul normal,\" he said.", "\" consul normal , \""},
    {"He wrote 'consul normal' twice.", "' consul normal '"},
    {"Both \"consul normal\" and \"grew to become\" are odd.",
     "\" consul normal \" | \" grew to become \""},
    {"the (\"consul normal\") and [\"other\"] words", "\" consul normal \" | \" other \""},
    {"the -\"consul normal\"- words", "\" consul normal \""},
    {"He wrote\xE2\x80\x94\"consul normal\"\xE2\x80\x94twice.", "\" consul normal \""},
    // Eight tokens are short, nine are long.
    {"He wrote \"a b c d e f g h\" twice.", "\" a b c d e f g h \""},
    {"He wrote \"a b c d e f g h i\" twice.", ""},
    {"He said \"we want the consul normal to leave this very week\" on Monday.", ""},
    // Typographic marks.
    {"He wrote \xE2\x80\x9C"
     "consul normal\xE2\x80\x9D twice.",
     "\xE2\x80\x9C consul normal \xE2\x80\x9D"},
    {"He wrote \xE2\x80\x98"
     "consul normal\xE2\x80\x99 twice.",
     "\xE2\x80\x98 consul normal \xE2\x80\x99"},
    {"He wrote ``consul normal'' twice.", "`` consul normal ''"},
    // Apostrophes are no quotation marks.
    {"Trudeau's normal and Ford's normal", ""},
    {"He doesn't say they're normal, isn't he?", ""},
    {"The workers' normal and the bosses' normal", ""},
    {"rock 'n roll is normal", ""},
    // A mark that does not open, or does not close.
    {"a 6\" normal and a 7\" normal", ""},
    {"He wrote \"consul normal and left.", ""},
    {"He wrote \" consul normal \" twice.", ""},
    // Not from one sentence to the next.
    {"He wrote \"consul.\n\nNormal\" he wrote.", ""},
    // The other kind does not close.
    {"He wrote \"consul normal' twice.", ""},
    // Nested: short in short is one, short in long counts, long in long does not.
    {"He wrote \"the 'consul normal' man\" twice.", "\" the ' consul normal ' man \""},
    {"He said \"we never wrote the words 'consul normal' in any of our letters\" again.",
     "' consul normal '"},
    {"She said \"they all did \"consul normal\" in letters and in many more words too\" once.",
     "\" they all did \" consul normal \""},
};

TEST(MentionTest, CaseTable) {
  for (const Case& c : kCases) EXPECT_EQ(Mentioned(c.text), c.expected) << c.text;
}

TEST(MentionTest, TheLongestMentionIsTheLimit) {
  for (std::size_t words = 1; words < 2 * kMaxMentionTokens; ++words) {
    std::string text = "He wrote \"w";
    for (std::size_t i = 1; i < words; ++i) text += " w";
    EXPECT_EQ(Mentioned(text + "\" twice.").empty(), words > kMaxMentionTokens) << words;
  }
}

}  // namespace
}  // namespace calque::scoring
