// One input as one text: encodings, limits, binary files.
#include "detector/documents/text_reader.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"
#include "tests/documents/input_fixture.h"

namespace calque::documents {
namespace {

Document ReadText(std::string bytes, std::size_t max_bytes = kMaxRecordBytes) {
  auto stream = ByteStream::Decompress(ByteStream::FromMemory(std::move(bytes), "dir/a.txt"));
  EXPECT_TRUE(stream.ok());
  ReadLimits limits;
  limits.max_record = max_bytes;
  TextReader reader(*std::move(stream), limits);
  const std::vector<Document> documents = All(&reader);
  EXPECT_EQ(documents.size(), 1U);
  return documents.at(0);
}

// ASCII as UTF-16.
std::string Utf16(std::string_view ascii, bool big_endian) {
  std::string out;
  for (const char c : ascii) {
    out += big_endian ? std::string({'\0', c}) : std::string({c, '\0'});
  }
  return out;
}

TEST(TextReaderTest, Encodings) {
  const std::string text = "It was read in the house.\r\nTwice.\n";
  const struct {
    const char* name;
    std::string bytes;
    std::string text;
    std::string charset;
  } cases[] = {
      {"empty", "", "", "utf-8"},
      {"one byte", "x", "x", "utf-8"},
      {"ascii", text, text, "utf-8"},
      {"utf-8", "caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D", "caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D",
       "utf-8"},
      {"utf-8 with mark", "\xEF\xBB\xBF" + text, "\xEF\xBB\xBF" + text, "utf-8"},
      {"only a mark", "\xEF\xBB\xBF", "\xEF\xBB\xBF", "utf-8"},
      {"utf-16le", Utf16(text, false), text, "utf-16le"},
      {"utf-16be", Utf16(text, true), text, "utf-16be"},
      {"utf-16le with mark", "\xFF\xFE" + Utf16(text, false), text, "utf-16le"},
      {"utf-16be with mark", "\xFE\xFF" + Utf16(text, true), text, "utf-16be"},
      {"latin-1", "Le caf\xE9 \xE9tait ferm\xE9.", "Le caf\xC3\xA9 \xC3\xA9tait ferm\xC3\xA9.",
       "windows-1252"},
      {"windows-1252", "It\x92s \x93here\x94", "It\xE2\x80\x99s \xE2\x80\x9Chere\xE2\x80\x9D",
       "windows-1252"},
      {"compressed", Gzip(text), text, "utf-8"},
      {"few NULs", std::string(200, 'a') + '\0', std::string(200, 'a') + '\0', "utf-8"},
  };
  for (const auto& c : cases) {
    const Document document = ReadText(c.bytes);
    EXPECT_FALSE(document.error) << c.name << ": " << document.error->message;
    EXPECT_EQ(document.text, c.text) << c.name;
    EXPECT_EQ(document.charset, c.charset) << c.name;
    EXPECT_EQ(document.id, "dir/a.txt");
    EXPECT_EQ(document.path, "dir/a.txt");
    EXPECT_EQ(document.record, 0U);
    EXPECT_EQ(document.offset, 0U);
  }
}

TEST(TextReaderTest, BinaryIsRefused) {
  const std::string tail = " and some more text that looks harmless";
  const struct {
    std::string bytes;
    const char* part;
  } cases[] = {
      {"\x7F"
       "ELF\x02\x01" +
           tail,
       "ELF"},
      {"\x89PNG\r\n\x1A\n" + tail, "PNG"},
      {"%PDF-1.7\n" + tail, "PDF"},
      {"PK\x03\x04" + tail, "ZIP"},
      {"BZh91AY&SY" + tail, "bzip2"},
      {Gzip(Gzip(tail)), "compressed in more layers"},
      {Zstd(Gzip(tail)), "compressed in more layers"},
      {std::string("\0\1\2\0", 4) + tail, "NUL"},
      {std::string(1000, '\0'), "NUL"},
  };
  for (const auto& c : cases) {
    const Document document = ReadText(c.bytes);
    ASSERT_TRUE(document.error) << c.part;
    EXPECT_EQ(document.error->code, ErrorCode::kInvalidArgument);
    EXPECT_NE(document.error->message.find("'dir/a.txt'"), std::string::npos);
    EXPECT_NE(document.error->message.find(c.part), std::string::npos) << document.error->message;
    EXPECT_EQ(document.text, "");
  }
  EXPECT_FALSE(ReadText("BZh is how bzip2 files begin.").error);
}

TEST(TextReaderTest, LimitIsNamed) {
  for (const std::size_t limit : {0U, 1U, 5U, 100U, 16'384U, 16'385U, 70'000U}) {
    const std::string fitting(limit, 'a');
    EXPECT_EQ(ReadText(fitting, limit).text, fitting);
    const Document document = ReadText(fitting + "b", limit);
    ASSERT_TRUE(document.error);
    EXPECT_EQ(document.error->code, ErrorCode::kResourceExhausted);
    EXPECT_NE(document.error->message.find(std::to_string(limit) + " bytes"), std::string::npos);
  }
}

TEST(TextReaderTest, DamageIsTheDocument) {
  const std::string packed = Gzip("A text that will not come whole.");
  const Document document = ReadText(packed.substr(0, packed.size() - 3));
  ASSERT_TRUE(document.error);
  EXPECT_EQ(document.error->code, ErrorCode::kDataLoss);
  EXPECT_EQ(document.text, "");
  EXPECT_EQ(document.id, "dir/a.txt");
}

std::vector<Document> ReadPieces(std::string bytes, std::size_t piece,
                                 std::size_t max_bytes = kMaxRecordBytes) {
  auto stream = ByteStream::Decompress(ByteStream::FromMemory(std::move(bytes), "a.txt"));
  EXPECT_TRUE(stream.ok());
  ReadLimits limits;
  limits.text_piece = piece;
  limits.max_record = max_bytes;
  return All(ReadDocuments(*std::move(stream), InputFormat::kText, {}, limits).get());
}

std::vector<std::string> TextsOf(const std::vector<Document>& documents) {
  std::vector<std::string> texts;
  for (const Document& document : documents) {
    texts.push_back(document.error ? "error: " + document.error->message : document.text);
  }
  return texts;
}

TEST(TextPieceReaderTest, PiecesEndWhereLinesDo) {
  const std::string lines = "One.\nTwo.\nthree\nFour.\n";
  const struct {
    const char* name;
    std::string bytes;
    std::size_t piece;
    std::vector<std::string> pieces;
  } cases[] = {
      {"empty", "", 5, {""}},
      {"shorter", "One.", 5, {"One."}},
      {"as long", "One.\n", 5, {"One.\n"}},
      {"by lines", lines, 5, {"One.\n", "Two.\n", "three\n", "Four.\n"}},
      {"not before a small letter", lines, 11, {"One.\n", "Two.\nthree\n", "Four.\n"}},
      {"at an empty line", "One\ntwo\n\nthree\n", 10, {"One\ntwo\n", "\nthree\n"}},
      {"lines of Windows", "One\r\nTwo\r\n", 6, {"One\r\n", "Two\r\n"}},
      {"a long line", "One two three\nFour\n", 4, {"One two three\n", "Four\n"}},
      {"no line end", "One two three", 4, {"One two three"}},
      {"utf-16", Utf16(lines, false), 8, {lines}},
      {"utf-16 with mark", "\xFE\xFF" + Utf16(lines, true), 8, {lines}},
      {"latin-1", "Caf\xE9\nFerm\xE9\n", 6, {"Caf\xC3\xA9\n", "Ferm\xC3\xA9\n"}},
      {"compressed", Gzip(lines), 11, {"One.\n", "Two.\nthree\n", "Four.\n"}},
      {"binary", "%PDF-1.7\nOne.\nTwo.\n", 5, {"error: 'a.txt': is a PDF document, not text."}},
  };
  for (const auto& c : cases) EXPECT_EQ(TextsOf(ReadPieces(c.bytes, c.piece)), c.pieces) << c.name;
}

TEST(TextPieceReaderTest, PiecesAreNumberedAndPlaced) {
  const std::vector<Document> pieces = ReadPieces("One.\nTwo.\nThree.\n", 6);
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces[2].record, 2U);
  EXPECT_EQ(pieces[2].offset, 10U);
  EXPECT_EQ(pieces[2].path, "a.txt");
}

TEST(TextPieceReaderTest, OnlyALineLongerThanTheLimitIsRefused) {
  EXPECT_EQ(TextsOf(ReadPieces("One.\nTwo.\n0123456789\nFour.\n", 5, 8)),
            std::vector<std::string>({"One.\n", "Two.\n",
                                      "error: 'a.txt': the text is longer than the limit of 8 "
                                      "bytes."}));
}

TEST(TextPieceReaderTest, WhatComesBeforeDamageIsGiven) {
  const std::string whole = Gzip("One.\n" + Letters(400'000, 1) + "\nTwo.\n");
  const std::vector<Document> pieces = ReadPieces(whole.substr(0, whole.size() / 2), 5);
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_EQ(pieces[0].text, "One.\n");
  ASSERT_TRUE(pieces[1].error);
  EXPECT_EQ(pieces[1].error->code, ErrorCode::kDataLoss);
}

std::vector<std::string> SentencesOf(const std::vector<std::string>& texts) {
  std::vector<std::string> sentences;
  for (const std::string& text : texts) {
    const text::SegmentedText block = text::SegmentAll(text);
    for (const text::Sentence& sentence : block.sentences) {
      const std::uint32_t begin = block.tokens[sentence.begin].begin;
      sentences.emplace_back(
          block.source.substr(begin, block.tokens[sentence.end - 1].end - begin));
    }
  }
  return sentences;
}

TEST(TextPieceReaderTest, PiecesHaveTheSentencesOfTheText) {
  constexpr std::string_view kParts[] = {"It rained.",  "Mr.",    "the U.S.", "\n", "\n\n", "\r\n",
                                         " ",           "he sat", "\"No,\"",  "12", "\n\n", " \n",
                                         "Caf\xC3\xA9", "(so)",   "- one",    "\n", "\t",   "End."};
  std::mt19937_64 random(20261122);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += std::string(kParts[random() % std::size(kParts)]) + " ";
    const std::vector<std::string> pieces = TextsOf(ReadPieces(text, 60 + random() % 200));
    std::string together;
    bool has_choice = true;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      together += pieces[i];
      const char next = i + 1 < pieces.size() ? pieces[i + 1][0] : '\n';
      has_choice = has_choice && next != ' ' && next != '\t' && (next < 'a' || next > 'z');
    }
    ASSERT_EQ(together, text);
    if (has_choice) {
      ASSERT_EQ(SentencesOf(pieces), SentencesOf({text})) << testing::PrintToString(text);
    }
  }
}

}  // namespace
}  // namespace calque::documents
