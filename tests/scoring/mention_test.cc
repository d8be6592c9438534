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
    // Italics and code of plain text; bold is emphasis.
    {"They write *consul normal* there.", "* consul normal *"},
    {"They write `consul normal` there.", "` consul normal `"},
    {"They write _consul normal_ there.", "_ consul normal _"},
    {"* consul normal\n", ""},
    {"5 * consul * 6", ""},
    {"a footnote* and another* consul", ""},
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

struct Comparison {
  std::string_view text;  // has "consul normal" once
  bool compared;          // with "consul general"
};

constexpr Comparison kComparisons[] = {
    {"It says consul normal instead of consul general.", true},
    {"It says consul normal for consul general.", true},
    {"It says consul normal, not consul general.", true},
    {"It says \"consul normal\" rather than \"consul general\".", true},
    {"It turned the consul general into a consul normal.", true},
    {"The consul general becomes a consul normal.", true},
    {"The consul general is replaced by the consul normal.", true},
    {"- consul general -> consul normal", true},
    {"- consul normal -> consul general", true},
    {"consul general => consul normal", true},
    {"consul normal \xE2\x86\x92 consul general", true},
    {"*Consul normal* instead of *Consul General*.", true},
    // Not side by side.
    {"The consul normal met the consul general.", false},
    {"The consul normal, the consul general and he.", false},
    {"The consul normal and the consul general.", false},
    {"The consul normal. Instead of consul general.", false},
    {"It says consul normal instead of the old consul general.", false},
    {"The consul normal", false},
    {"Instead of consul general he met a consul normal.", false},
};

TEST(MentionTest, WordsBesideTheirOriginalAreCompared) {
  const text::TokenKeys original = text::SegmentAll("consul general").keys;
  for (const Comparison& c : kComparisons) {
    const text::SegmentedText block = text::SegmentAll(c.text);
    bool compared = false;
    for (const text::Sentence& sentence : block.sentences) {
      for (std::uint32_t i = sentence.begin; i + 1 < sentence.end; ++i) {
        if (block.keys[i + 1] != text::HashToken("normal")) continue;
        compared = compared || IsCompared(block, sentence, i, i + 2, original);
      }
    }
    EXPECT_EQ(compared, c.compared) << c.text;
  }
}

}  // namespace
}  // namespace calque::scoring
