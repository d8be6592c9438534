// Which reader an input gets, and that every input yields its documents.
#include "detector/documents/document_reader.h"

#include <gtest/gtest.h>

#include "tests/documents/input_fixture.h"

namespace calque::documents {
namespace {

std::vector<Document> Read(const std::string& bytes, InputFormat format = InputFormat::kAuto) {
  auto stream = ByteStream::Decompress(ByteStream::FromMemory(bytes, "dir/in"));
  EXPECT_TRUE(stream.ok());
  const auto reader = ReadDocuments(*std::move(stream), format, {});
  return All(reader.get());
}

TEST(DocumentReaderTest, FormatByContent) {
  const std::string far(200'000, '\n');
  const std::string wide(200'000, 'w');
  const struct {
    std::string bytes;
    bool jsonl;
  } cases[] = {
      {"", false},
      {"\n \n", false},
      {"\xEF", false},
      {"Plain text.\n", false},
      {"{that a} spinner left", false},
      {"{\n  \"text\": \"pretty\"\n}\n", false},
      {"[{\"text\":\"a\"}]", false},
      {"{\"text\":\"cut", false},
      {"{\"text\":\"a\"} trailing\n", false},
      {"{}", true},
      {"{\"text\":\"a\"}", true},
      {"{\"text\":\"a\"}\nbroken\n", true},
      {"\xEF\xBB\xBF\r\n \t{\"text\":\"a\"}\r\n", true},
      {"{\"text\":\"\\ud800\"}\n", true},
      {"{\"text\":\"caf\xE9\"}\n", true},
      {far + "{\"text\":\"a\"}\n", true},
      {far + "text", false},
      {"{\"text\":\"" + wide + "\"}\n", true},
      {"{\"text\":\"" + wide + "\n", false},
  };
  for (const auto& c : cases) {
    const std::string label = c.bytes.substr(0, 40);
    for (const std::string& bytes : {c.bytes, Gzip(c.bytes)}) {
      const std::vector<Document> documents = Read(bytes);
      ASSERT_FALSE(documents.empty()) << label;
      // Records of JSON Lines have made-up names here, texts that of the input.
      EXPECT_EQ(documents[0].id, c.jsonl ? "in#0" : "dir/in") << label;
    }
  }
}

TEST(DocumentReaderTest, NothingIsLostByLookingAhead) {
  std::string lines;
  for (int i = 0; i < 50'000; ++i) lines += "{\"text\":\"" + std::to_string(i) + "\"}\n";
  const auto documents = Read(lines);
  ASSERT_EQ(documents.size(), 50'000U);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    ASSERT_EQ(documents[i].text, std::to_string(i));
    ASSERT_EQ(lines.compare(documents[i].offset, 9, "{\"text\":\""), 0);
  }
  const std::string text = "{not json}\n" + std::string(500'000, 't');
  EXPECT_TRUE(Read(text)[0].text == text);
}

TEST(DocumentReaderTest, FormatByOrder) {
  EXPECT_EQ(Read("{\"text\":\"a\"}", InputFormat::kText)[0].text, "{\"text\":\"a\"}");
  ASSERT_EQ(Read("plain\n\ntext", InputFormat::kJsonl).size(), 2U);
  EXPECT_TRUE(Read("plain", InputFormat::kJsonl)[0].error);
  EXPECT_TRUE(Read("", InputFormat::kJsonl).empty());
}

TEST(DocumentReaderTest, DamageIsTheLastDocument) {
  std::string packed = Gzip("{\"text\":\"a\"}\n");
  packed.resize(packed.size() - 4);
  const auto records = Read(packed);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].text, "a");
  EXPECT_EQ(records[1].error->code, ErrorCode::kDataLoss);
  packed = Gzip("text").substr(0, 12);
  const auto texts = Read(packed);
  ASSERT_EQ(texts.size(), 1U);
  EXPECT_EQ(texts[0].error->code, ErrorCode::kDataLoss);
}

TEST(DocumentReaderTest, OpensFiles) {
  const std::string root = FreshDirectory();
  const std::string path =
      WriteFile(root + "/two\nlines\xFF.jsonl.zst", Zstd("{\"text\":\"a\"}\n"));
  auto reader = OpenDocuments(path, InputFormat::kAuto, {});
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  const auto documents = All(reader->get());
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].id, "two\nlines\xFF.jsonl.zst#0");
  EXPECT_EQ(documents[0].path, path);
}

TEST(DocumentReaderTest, WhatCannotBeOpenedIsADocument) {
  const std::string path = FreshDirectory() + "/absent";
  const auto opened = OpenDocuments(path, InputFormat::kAuto, {});
  ASSERT_FALSE(opened.ok());
  const auto reader = FailedDocuments(path, opened.error());
  const auto documents = All(reader.get());
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].id, path);
  EXPECT_EQ(documents[0].path, path);
  ASSERT_TRUE(documents[0].error);
  EXPECT_EQ(documents[0].error->code, ErrorCode::kNotFound);
}

TEST(DocumentTest, ClearKeepsTheMemory) {
  Document document;
  document.text.assign(100'000, 'x');
  document.error = Error{ErrorCode::kIo, "x"};
  document.record = document.offset = document.repairs = 7;
  const char* memory = document.text.data();
  document.Clear();
  EXPECT_EQ(document.text, "");
  EXPECT_EQ(document.text.data(), memory);
  document.text.assign(10'000'000, 'x');
  document.Clear();
  EXPECT_LE(document.text.capacity(), Document::kKeptBytes);
  EXPECT_FALSE(document.error);
  EXPECT_EQ(document.record + document.offset + document.repairs, 0U);
}

}  // namespace
}  // namespace calque::documents
