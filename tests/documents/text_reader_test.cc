// One input as one text: encodings, limits, binary files.
#include "detector/documents/text_reader.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace calque::documents
