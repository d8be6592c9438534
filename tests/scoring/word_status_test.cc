// Which of the four kinds an unknown word is: lists, capitals and neighbours.
#include "detector/scoring/word_status.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"
#include "tests/scoring/lexicon_section.h"

namespace calque::scoring {
namespace {

const LexiconTable& Lexicon() {
  static const auto section = LexiconSection({{"kedgeree", kEnglishWord},
                                              {"aachen", kEnglishName},
                                              {"zuversicht", PivotBit(4)},
                                              {"michele", PivotBit(0)}});
  static const auto table = LexiconTable::Open(BytesOf(section));
  return *table;
}

struct Case {
  std::string_view text;  // one sentence
  std::string_view word;  // one of its tokens, in lower case or as written
  UnknownWord status;
};

TEST(WordStatusTest, Kinds) {
  using enum UnknownWord;
  const Case cases[] = {
      {"They ate kedgeree for breakfast.", "kedgeree", kEnglish},
      {"Kedgeree was served.", "Kedgeree", kEnglish},
      {"They went to Kedgeree House.", "Kedgeree", kEnglish},
      {"KEDGEREE IS BACK", "KEDGEREE", kEnglish},
      {"He met Kerpel there.", "Kerpel", kName},
      {"Kerpel Smith met him.", "Kerpel", kName},
      {"Kerpel met him.", "Kerpel", kName},
      {"\"Kerpel met him.\"", "Kerpel", kName},
      {"JENNIFER KERPEL RETURNS", "KERPEL", kName},
      {"Aachen is old.", "Aachen", kName},
      {"They drove to aachen.", "aachen", kMisspelt},
      {"With zuversicht he went on.", "zuversicht", kForeign},
      {"Zuversicht is a word.", "Zuversicht", kForeign},
      {"The Due Michele returned.", "Michele", kName},
      {"the due michele returned", "michele", kForeign},
      {"He said m\xC3\xBC\xC3\x9Fte twice.", "m\xC3\xBC\xC3\x9Fte", kForeign},
      {"He beleived it.", "beleived", kMisspelt},
  };
  for (const Case& c : cases) {
    const text::SegmentedText block = text::SegmentAll(c.text);
    ASSERT_EQ(block.sentences.size(), 1u) << c.text;
    bool found = false;
    for (std::uint32_t i = 0; i < block.tokens.size(); ++i) {
      if (block.Text(block.tokens[i]) != c.word) continue;
      found = true;
      EXPECT_EQ(StatusOf(block, block.sentences[0], i, Lexicon()), c.status) << c.text;
    }
    EXPECT_TRUE(found) << c.text;
  }
}

TEST(WordStatusTest, CountsOnlyUnknownWords) {
  const text::SegmentedText block =
      text::SegmentAll("Kedgeree and 1,494 beleived zuversicht of Kerpel, x7Kq2 , beleived .");
  std::vector<std::uint32_t> unknown(block.tokens.size());
  std::iota(unknown.begin(), unknown.end(), 0);
  UnknownWords counts;
  CountUnknown(block, block.sentences[0], unknown, Lexicon(), &counts);
  // "and" and "of" are in no list either.
  EXPECT_EQ(counts, (UnknownWords{.english = 1, .name = 1, .foreign = 1, .misspelt = 4}));
  CountUnknown(block, block.sentences[0], {}, Lexicon(), &counts);
  EXPECT_EQ(counts, (UnknownWords{.english = 1, .name = 1, .foreign = 1, .misspelt = 4}));
}

TEST(WordStatusTest, ASentenceInsideABlock) {
  const text::SegmentedText block = text::SegmentAll("He came. Blorf it was. They beleived.");
  ASSERT_EQ(block.sentences.size(), 3u);
  const std::vector<std::uint32_t> unknown = {block.sentences[2].begin,
                                              block.sentences[2].begin + 1};
  UnknownWords counts;
  CountUnknown(block, block.sentences[2], unknown, Lexicon(), &counts);
  EXPECT_EQ(counts, (UnknownWords{.name = 1, .misspelt = 1}));  // "They" is unknown here
}

}  // namespace
}  // namespace calque::scoring
