// Lines and their places, against a reader that has the whole input in memory.
#include "detector/documents/line_reader.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/documents/input_fixture.h"

namespace calque::documents {
namespace {

struct Seen {
  std::string text;
  std::uint64_t offset;
  std::uint64_t number;
  std::uint64_t length;
  bool too_long;
  friend bool operator==(const Seen&, const Seen&) = default;
};

std::vector<Seen> SlowLines(const std::string& input, std::size_t max_line) {
  std::vector<Seen> lines;
  for (std::size_t at = 0; at < input.size();) {
    std::size_t end = input.find('\n', at);
    if (end == std::string::npos) end = input.size();
    std::string text = input.substr(at, end - at);
    const bool too_long = text.size() > max_line;
    const std::size_t length = text.size();
    if (too_long) text.clear();
    if (text.ends_with('\r')) text.pop_back();
    lines.push_back({text, at, lines.size() + 1, length, too_long});
    at = end + 1;
  }
  return lines;
}

std::vector<Seen> FastLines(const std::string& input, std::size_t max_line, std::size_t block) {
  LineReader reader(ByteStream::FromMemory(input, "in"), max_line, block);
  std::vector<Seen> lines;
  Line line;
  while (reader.Next(&line)) {
    EXPECT_FALSE(line.cut);
    lines.push_back({std::string(line.text), line.offset, line.number, line.length, line.too_long});
  }
  EXPECT_FALSE(reader.Next(&line));
  EXPECT_EQ(reader.lines(), lines.size());
  EXPECT_EQ(reader.offset(), input.size());
  return lines;
}

TEST(LineReaderTest, AgreesWithTheSlowReader) {
  const std::string cases[] = {
      "",        "\n",           "\r\n",      "a",         "a\n",       "a\r\n",     "a\nb",
      "a\n\nb",  "\n\n\n",       "a\rb\r\nc", "a\r",       "\r",        "long line", "long line\n",
      "ab\ncde", "abcdefgh\nxy", "12345\n",   "12345\r\n", "1234\r\nx", "x\n123456", "123456\n\n1",
  };
  for (const std::string& input : cases) {
    for (const std::size_t block : {1U, 2U, 3U, 5U, 64U}) {
      EXPECT_EQ(FastLines(input, 5, block), SlowLines(input, 5)) << input << " by " << block;
    }
  }
}

TEST(LineReaderTest, AgreesOnRandomInput) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 500; ++round) {
    std::string input(random() % 300, '\0');
    for (char& c : input) c = "abc\r\n\0\xFF"[random() % 7];
    const std::size_t max_line = random() % 12;
    EXPECT_EQ(FastLines(input, max_line, 1 + random() % 20), SlowLines(input, max_line));
  }
}

TEST(LineReaderTest, PaddingCanBeRead) {
  LineReader reader(ByteStream::FromMemory("a\nlonger than a block", "in"), 100, 4);
  Line line;
  unsigned sum = 0;
  while (reader.Next(&line)) {
    for (std::size_t i = 0; i < kLinePadding; ++i) {
      sum += static_cast<unsigned char>(line.text.data()[line.text.size() + i]);
    }
  }
  EXPECT_GT(sum, 0U);  // behind "a" stands what follows; AddressSanitizer judges the rest
}

TEST(LineReaderTest, FailureComesAfterTheLinesBeforeIt) {
  const std::string packed = Gzip("one\ntwo\nthr") + "garbage";
  auto stream = ByteStream::Decompress(ByteStream::FromMemory(packed, "in"));
  ASSERT_TRUE(stream.ok());
  LineReader reader(*std::move(stream));
  Line line;
  for (const char* text : {"one", "two"}) {
    ASSERT_TRUE(reader.Next(&line));
    EXPECT_EQ(line.text, text);
    EXPECT_FALSE(line.cut);
  }
  ASSERT_TRUE(reader.Next(&line));
  EXPECT_EQ(line.text, "thr");
  EXPECT_TRUE(line.cut);
  EXPECT_FALSE(reader.Next(&line));
  ASSERT_TRUE(reader.failure());
  EXPECT_EQ(reader.failure()->code, ErrorCode::kDataLoss);
}

TEST(LineReaderTest, LongLineAcrossManyBlocks) {
  const std::string line_text(5'000'000, 'x');
  const std::string input = "first\n" + line_text + "\nlast\n";
  EXPECT_TRUE(FastLines(input, line_text.size(), 4096) == SlowLines(input, line_text.size()));
  EXPECT_TRUE(FastLines(input, line_text.size() - 1, 4096) ==
              SlowLines(input, line_text.size() - 1));
}

}  // namespace
}  // namespace calque::documents
