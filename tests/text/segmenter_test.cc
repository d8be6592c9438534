// Sentences against the case table, the limits, and texts in blocks.
#include "detector/text/segmenter.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/text/case_table.h"
#include "tests/text/segmentation_check.h"

namespace calque::text {
namespace {

std::vector<std::string> Sentences(std::string_view text) {
  const SegmentedText block = SegmentAll(text);
  std::vector<std::string> out;
  for (const Sentence& sentence : block.sentences) {
    const std::uint32_t begin = block.tokens[sentence.begin].begin;
    out.emplace_back(text.substr(begin, block.tokens[sentence.end - 1].end - begin));
  }
  return out;
}

std::string Repeat(std::string_view unit, std::size_t times) {
  std::string out;
  out.reserve(unit.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += unit;
  return out;
}

TEST(SegmenterTest, CaseTable) {
  const std::vector<CaseRow> rows = ReadCaseTable("sentences.tsv", 2);
  EXPECT_GE(rows.size(), 50u);
  for (const CaseRow& row : rows) {
    ASSERT_FALSE(row.cells.empty()) << row.place << ": has not two columns";
    const std::string text = Unescape(row.cells[0]);
    EXPECT_EQ(Sentences(text), SplitItems(row.cells[1])) << row.place << ": " << text;
    EXPECT_EQ(CheckSegmentation(text), "") << row.place;
  }
}

TEST(SegmenterTest, TokenTableHoldsTheInvariants) {
  for (const CaseRow& row : ReadCaseTable("tokens.tsv", 4)) {
    ASSERT_FALSE(row.cells.empty()) << row.place;
    EXPECT_EQ(CheckSegmentation(Unescape(row.cells[0])), "") << row.place;
  }
}

TEST(SegmenterTest, NothingToSegment) {
  SegmentedText block;
  EXPECT_FALSE(Segmenter("").Next(&block));
  for (const std::string_view text : {"", " ", "\n", "\xEF\xBB\xBF"}) {
    const SegmentedText all = SegmentAll(text);
    EXPECT_TRUE(all.tokens.empty());
    EXPECT_TRUE(all.sentences.empty());
    EXPECT_EQ(all.invalid_bytes, 0u);
  }
}

TEST(SegmenterTest, OnlyBadBytesGiveOneEmptyBlockThatCountsThem) {
  Segmenter segmenter("\xFF\xFE\x80");
  SegmentedText block;
  ASSERT_TRUE(segmenter.Next(&block));
  EXPECT_TRUE(block.tokens.empty());
  EXPECT_EQ(block.invalid_bytes, 3u);
  EXPECT_FALSE(segmenter.Next(&block));
}

TEST(SegmenterTest, ABlockIsClearedBeforeItIsFilled) {
  SegmentedText block;
  ASSERT_TRUE(Segmenter("One two. Three \xFF four.").Next(&block));
  ASSERT_TRUE(Segmenter("Five.").Next(&block));
  EXPECT_EQ(block.tokens.size(), 2u);
  EXPECT_EQ(block.keys.size(), 2u);
  EXPECT_EQ(block.sentences.size(), 1u);
  EXPECT_EQ(block.invalid_bytes, 0u);
}

TEST(SegmenterTest, LongSentencesAreCut) {
  for (const std::size_t words : {kMaxSentenceTokens - 1, kMaxSentenceTokens,
                                  kMaxSentenceTokens + 1, 3 * kMaxSentenceTokens}) {
    const SegmentedText block = SegmentAll(Repeat("word ", words));
    const std::size_t expected = (words + kMaxSentenceTokens - 1) / kMaxSentenceTokens;
    ASSERT_EQ(block.sentences.size(), expected) << words;
    for (std::size_t i = 0; i + 1 < expected; ++i) {
      EXPECT_EQ(block.sentences[i].end - block.sentences[i].begin, kMaxSentenceTokens);
    }
  }
}

TEST(SegmenterTest, BlocksEndAtTheFirstSentenceEndAfterTheirSize) {
  const std::string text = Repeat("Ten tokens are in this sentence, it is said. ", 2000);
  Segmenter segmenter(text);
  SegmentedText block;
  std::vector<std::size_t> sizes;
  while (segmenter.Next(&block)) sizes.push_back(block.tokens.size());
  constexpr std::size_t kFull = (kBlockTokens + 10) / 11 * 11;  // eleven tokens a sentence
  EXPECT_EQ(sizes,
            (std::vector<std::size_t>{kFull, kFull, kFull, kFull, kFull, 22000 - 5 * kFull}));
  EXPECT_EQ(CheckSegmentation(text), "");
}

TEST(SegmenterTest, BlocksQuoteTheTextAtTheirBase) {
  const std::string text = "  " + Repeat("Caf\xC3\xA9 society. ", 3000);
  Segmenter segmenter(text);
  for (SegmentedText block; segmenter.Next(&block);) {
    for (const Token& token : block.tokens) {
      ASSERT_EQ(block.Text(token),
                std::string_view(text).substr(block.base + token.begin, token.end - token.begin));
    }
    for (const Sentence& sentence : block.sentences) {
      ASSERT_EQ(block.Keys(sentence).size(), sentence.end - sentence.begin);
    }
  }
}

// Nothing is too long, and nothing takes time that grows faster than the text.
TEST(SegmenterTest, MonotonousTexts) {
  const std::size_t size = std::size_t{5} << 20;
  const std::vector<std::string> units = {
      "a",    " ",        ".",        "1", "\n", "a.", std::string(1, '\0'),
      "\xFF", "\xC2\xAD", "\xE2\x80", "-", "A. "};
  for (const std::string& unit : units) {
    const std::string text = Repeat(unit, size / unit.size());
    const SegmentedText block = SegmentAll(text);
    EXPECT_EQ(block.invalid_bytes, SlowCountInvalid(text)) << testing::PrintToString(unit);
  }
}

TEST(SegmenterTest, MonotonousTextsHoldTheInvariants) {
  const std::vector<std::string> units = {"a",
                                          " ",
                                          "a ",
                                          ".",
                                          ". ",
                                          "1",
                                          ",",
                                          "a.",
                                          "A. ",
                                          "'",
                                          "\"",
                                          "`",
                                          "-",
                                          "\n",
                                          "a\n",
                                          "\xC3\xA9",
                                          "\xE4\xB8\xAD",
                                          "\xCC\x81",
                                          "\xC2\xAD",
                                          "\xE2\x80",
                                          "\xFF",
                                          "=",
                                          "a@",
                                          "a'b",
                                          "a&b",
                                          "Mr. ",
                                          "\xE2\x80\x99s",
                                          "\xF0\x9F\x98\x80",
                                          std::string(1, '\0')};
  for (const std::string& unit : units) {
    EXPECT_EQ(CheckSegmentation(Repeat(unit, 20000)), "") << testing::PrintToString(unit);
  }
}

// A stretch of white space longer than a block's byte limit does not end up in a block.
TEST(SegmenterTest, LongBlankStretch) {
  std::string text(std::size_t{70} << 20, ' ');
  text += "End. Here.";
  Segmenter segmenter(text);
  SegmentedText block;
  ASSERT_TRUE(segmenter.Next(&block));
  ASSERT_EQ(block.tokens.size(), 4u);
  EXPECT_EQ(block.base + block.tokens[0].begin, text.size() - 10);
  EXPECT_EQ(block.Text(block.tokens[0]), "End");
  EXPECT_FALSE(segmenter.Next(&block));
}

TEST(SegmenterTest, LongBlankStretchAfterASentence) {
  const std::string text = "Begin." + std::string(std::size_t{70} << 20, '\n') + "End.";
  Segmenter segmenter(text);
  SegmentedText block;
  std::vector<std::string> words;
  while (segmenter.Next(&block)) {
    for (const Token& token : block.tokens) words.emplace_back(block.Text(token));
  }
  EXPECT_EQ(words, (std::vector<std::string>{"Begin", ".", "End", "."}));
}

}  // namespace
}  // namespace calque::text
