// JSON Lines: good, mended and broken lines, and that none harms another.
#include "detector/documents/jsonl_reader.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "tests/documents/input_fixture.h"

namespace calque::documents {
namespace {

#define FFFD "\xEF\xBF\xBD"

TEST(JsonlReaderTest, FourGoodTwoBrokenOfSix) {
  const std::vector<std::string> lines = {
      R"({"id":"a","text":"one"})",
      R"({"text":"tw)",
      R"({"id":3,"url":"http://x/","text":"three"})",
      "",
      "no json at all",
      R"({"text":"five"})",
      R"({"id":"f","text":"six","label":1,"domain":"news","group":"g"})",
  };
  std::string input;
  std::vector<std::size_t> offsets;
  for (const std::string& line : lines) {
    if (!line.empty()) offsets.push_back(input.size());
    input += line + "\n";
  }
  const std::vector<Document> documents = ReadJsonl(input);
  ASSERT_EQ(documents.size(), 6U);
  const char* ids[] = {"a", "in.jsonl#1", "3", "in.jsonl#3", "in.jsonl#4", "f"};
  const char* texts[] = {"one", "", "three", "", "five", "six"};
  for (std::size_t i = 0; i < documents.size(); ++i) {
    EXPECT_EQ(documents[i].id, ids[i]);
    EXPECT_EQ(documents[i].text, texts[i]);
    EXPECT_EQ(documents[i].record, i);
    EXPECT_EQ(documents[i].offset, offsets[i]);
    EXPECT_EQ(documents[i].path, "dir/in.jsonl");
    EXPECT_EQ(documents[i].error.has_value(), i == 1 || i == 3);
  }
  EXPECT_EQ(documents[2].url, "http://x/");
  EXPECT_EQ(documents[5].label + documents[5].domain + documents[5].group, "1newsg");
  EXPECT_EQ(documents[1].error->message,
            "'dir/in.jsonl', line 2 (byte 24): not JSON: A string is opened, but never closed.");
  EXPECT_EQ(documents[3].error->message.find("'dir/in.jsonl', line 5 (byte "), 0U);
}

TEST(JsonlReaderTest, GoldSpansWhereTheyAreAskedFor) {
  const std::string text = R"({"text":"\u00e9 was","system":"s","pair":"de-en","spans":)";
  const struct {
    std::string spans;
    std::vector<Span> expected;  // empty: an error
  } cases[] = {
      {R"([{"begin_byte":0,"end_byte":2},{"begin_byte":3,"end_byte":6,"original":"is"}])",
       {{0, 2}, {3, 6}}},
      {R"([{"begin":0,"end":1},{"begin":2,"end":5}])", {{0, 2}, {3, 6}}},
      {R"([{"begin":2,"end":6}])", {}},
      {R"([{"begin_byte":3,"end_byte":7}])", {}},
      {R"([{"begin_byte":3,"end_byte":3}])", {}},
      {R"([{"begin":-1,"end":3}])", {}},
      {R"([{"begin":1}])", {}},
      {R"([3])", {}},
      {R"({})", {}},
  };
  for (const auto& c : cases) {
    const std::string line = text + c.spans + "}\n";
    EXPECT_FALSE(ReadJsonl(line)[0].error) << "nobody asked for " << c.spans;
    JsonKeys keys;
    keys.spans = "spans";
    const Document document = ReadJsonl(line, keys)[0];
    EXPECT_EQ(document.line, 1U);
    EXPECT_EQ(document.system + document.pair, "sde-en");
    EXPECT_EQ(document.error.has_value(), c.expected.empty()) << c.spans;
    if (document.error) {
      EXPECT_EQ(document.error->message.find("'dir/in.jsonl', line 1 "), 0U);
      EXPECT_EQ(document.text, "");
      continue;
    }
    ASSERT_EQ(document.spans.size(), c.expected.size());
    for (std::size_t i = 0; i < c.expected.size(); ++i) {
      EXPECT_EQ(document.spans[i].span, c.expected[i]) << c.spans;
    }
  }
  JsonKeys keys;
  keys.spans = "spans";
  EXPECT_EQ(ReadJsonl(text + cases[0].spans + "}\n", keys)[0].spans[1].original, "is");
  EXPECT_FALSE(ReadJsonl("{\"text\":\"a\"}\n", keys)[0].error) << "a set need not have spans";
}

TEST(JsonlReaderTest, SingleLines) {
  const struct {
    std::string line;
    std::string text;
    std::string id;
    std::uint64_t repairs;
  } cases[] = {
      {R"({"text":""})", "", "in.jsonl#0", 0},
      {R"({"text":"a\u0000b"})", std::string("a\0b", 3), "in.jsonl#0", 0},
      {R"({"text":"\ud83d\ude00"})", "\xF0\x9F\x98\x80", "in.jsonl#0", 0},
      {R"({"text":"a\nb\t\"\\"})", "a\nb\t\"\\", "in.jsonl#0", 0},
      {"\xEF\xBB\xBF{\"text\":\"mark\"}", "mark", "in.jsonl#0", 0},
      {" \t{\"text\":\"blanks\"} \r", "blanks", "in.jsonl#0", 0},
      // Ids.
      {R"({"text":"x","id":"s"})", "x", "s", 0},
      {R"({"text":"x","id":-7})", "x", "-7", 0},
      {R"({"text":"x","id":18446744073709551615})", "x", "18446744073709551615", 0},
      {R"({"text":"x","id":null})", "x", "in.jsonl#0", 0},
      {R"({"text":"x","id":""})", "x", "in.jsonl#0", 0},
      {R"({"text":"x","id":{"a":1}})", "x", "in.jsonl#0", 0},
      {R"({"text":1,"id":"a","text":"last","id":"b"})", "last", "b", 0},
      {R"({"meta":{"text":"inner"},"text":"outer"})", "outer", "in.jsonl#0", 0},
      // Lone surrogates: at the front, within, at the end, alone; of either kind.
      {R"({"text":"\ud800 x"})", FFFD " x", "in.jsonl#0", 1},
      {R"({"text":"a\ud800b"})", "a" FFFD "b", "in.jsonl#0", 1},
      {R"({"text":"x\ud800"})", "x" FFFD, "in.jsonl#0", 1},
      {R"({"text":"\ud800"})", FFFD, "in.jsonl#0", 1},
      {R"({"text":"\udc00 x\uDFFFy\udc00"})", FFFD " x" FFFD "y" FFFD, "in.jsonl#0", 3},
      {R"({"text":"\udc00\ud800"})", FFFD FFFD, "in.jsonl#0", 2},
      {R"({"text":"\ud800\ud83d\ude00"})", FFFD "\xF0\x9F\x98\x80", "in.jsonl#0", 1},
      {R"({"text":"\ud83d\ude00\ude00"})", "\xF0\x9F\x98\x80" FFFD, "in.jsonl#0", 1},
      {R"({"text":"\ud800\u0041"})", FFFD "A", "in.jsonl#0", 1},
      {R"({"text":"\\ud800 \ud800"})", "\\ud800 " FFFD, "in.jsonl#0", 1},
      {R"({"text":"\ud800\\udc00"})", FFFD "\\udc00", "in.jsonl#0", 1},
      {R"({"other":"\ud800","text":"x","id":"\udc00"})", "x", FFFD, 2},
      // Bytes that are no UTF-8, also together with a lone surrogate.
      {"{\"text\":\"caf\xE9\"}", "caf" FFFD, "in.jsonl#0", 1},
      {"{\"text\":\"\xFF\\ud800\xC3\xA9\"}", FFFD FFFD "\xC3\xA9", "in.jsonl#0", 2},
  };
  for (const auto& c : cases) {
    const std::vector<Document> documents = ReadJsonl(c.line);
    ASSERT_EQ(documents.size(), 1U) << c.line;
    EXPECT_FALSE(documents[0].error) << c.line << ": " << documents[0].error->message;
    EXPECT_EQ(documents[0].text, c.text) << c.line;
    EXPECT_EQ(documents[0].id, c.id) << c.line;
    EXPECT_EQ(documents[0].repairs, c.repairs) << c.line;
    EXPECT_EQ(documents[0].charset, "utf-8");
  }
}

TEST(JsonlReaderTest, BrokenLines) {
  const struct {
    std::string line;
    ErrorCode code;
    const char* part;
  } cases[] = {
      {"{}", ErrorCode::kInvalidArgument, "\"text\" is missing"},
      {R"({"text":null})", ErrorCode::kInvalidArgument, "\"text\" is not a string"},
      {R"({"text":["a"]})", ErrorCode::kInvalidArgument, "\"text\" is not a string"},
      {R"({"text":12})", ErrorCode::kInvalidArgument, "\"text\" is not a string"},
      {"[1,2]", ErrorCode::kInvalidArgument, "not an object"},
      {"\"text\"", ErrorCode::kInvalidArgument, "not an object"},
      {"x", ErrorCode::kDataLoss, "not JSON"},
      {R"({"text":"a"} {"text":"b"})", ErrorCode::kDataLoss, "not JSON"},
      {R"({"text":"a",})", ErrorCode::kDataLoss, "not JSON"},
      {R"({"text":"\q"})", ErrorCode::kDataLoss, "not JSON"},
      {R"({"text":"\u12"})", ErrorCode::kDataLoss, "not JSON"},
      {R"({"text":"\ud800)", ErrorCode::kDataLoss, "not JSON"},
      {"{\"text\":\"raw\ttab\"}", ErrorCode::kDataLoss, "not JSON"},
      {std::string("\0", 1), ErrorCode::kDataLoss, "not JSON"},
      {std::string(5000, '['), ErrorCode::kDataLoss, "not JSON"},
      {"\f", ErrorCode::kDataLoss, "not JSON"},
  };
  for (const auto& c : cases) {
    const std::vector<Document> documents =
        ReadJsonl("{\"text\":\"before\"}\r\n" + c.line + "\r\n{\"text\":\"after\"}");
    ASSERT_EQ(documents.size(), 3U) << c.line;
    EXPECT_EQ(documents[0].text, "before");
    EXPECT_EQ(documents[2].text, "after");
    ASSERT_TRUE(documents[1].error) << c.line;
    EXPECT_EQ(documents[1].error->code, c.code) << c.line;
    EXPECT_EQ(documents[1].error->message.find("'dir/in.jsonl', line 2 (byte 19): "), 0U);
    EXPECT_NE(documents[1].error->message.find(c.part), std::string::npos)
        << documents[1].error->message;
    EXPECT_EQ(documents[1].text, "");
    EXPECT_EQ(documents[1].id, "in.jsonl#1");
  }
}

TEST(JsonlReaderTest, BlankInputsHoldNothing) {
  for (const char* input : {"", "\n", "\r\n \t\n", "\xEF\xBB\xBF\n"}) {
    EXPECT_TRUE(ReadJsonl(input).empty());
  }
}

TEST(JsonlReaderTest, KeysAreConfigurable) {
  const JsonKeys keys = {"body", "doc", "link"};
  const auto documents =
      ReadJsonl(R"({"body":"b","doc":5,"link":"l","text":"t","id":"i","url":"u"})", keys);
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].text + documents[0].id + documents[0].url, "b5l");
  EXPECT_EQ(ReadJsonl("{\"text\":\"t\"}", keys)[0].error->message,
            "'dir/in.jsonl', line 1 (byte 0): \"body\" is missing.");
}

TEST(JsonlReaderTest, LongLines) {
  const std::string text(64 << 20, 'x');
  const std::string line = "{\"text\":\"" + text + "\"}";
  const auto documents = ReadJsonl("{\"text\":\"a\"}\n" + line + "\n{\"text\":\"b\"}\n");
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_TRUE(documents[1].text == text);
  EXPECT_EQ(documents[2].text, "b");

  JsonlReader reader(ByteStream::FromMemory("{\"text\":\"a\"}\n{\"text\":\"ab\"}\n\"cut", "in"), {},
                     12);
  const auto limited = All(&reader);
  ASSERT_EQ(limited.size(), 3U);
  EXPECT_EQ(limited[0].text, "a");
  ASSERT_TRUE(limited[1].error);
  EXPECT_EQ(limited[1].error->code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(limited[1].error->message,
            "'in', line 2 (byte 13): the line has 13 bytes and the limit is 12.");
  EXPECT_EQ(limited[2].offset, 27U);
}

std::vector<Document> ReadPacked(const std::string& packed) {
  auto stream = ByteStream::Decompress(ByteStream::FromMemory(packed, "in"));
  EXPECT_TRUE(stream.ok());
  JsonlReader reader(*std::move(stream), {});
  return All(&reader);
}

// A damaged input gives its whole records and one error in the place of the rest.
TEST(JsonlReaderTest, DamagedInput) {
  const std::string two = "{\"text\":\"1\"}\n{\"text\":\"2\"}\n";
  for (const char* partial : {"", "{\"text\":\"3", "  "}) {
    const auto documents = ReadPacked(Gzip(two + partial) + "garbage");
    ASSERT_EQ(documents.size(), 3U) << partial;
    EXPECT_EQ(documents[1].text, "2");
    ASSERT_TRUE(documents[2].error);
    EXPECT_EQ(documents[2].record, 2U);
    EXPECT_NE(documents[2].error->message.find("compressed"), std::string::npos);
  }
  const auto documents = ReadPacked(Zstd(two + "{\"text\":\"3\"}") + "garbage");
  ASSERT_EQ(documents.size(), 4U);
  EXPECT_EQ(documents[2].text, "3");
  EXPECT_TRUE(documents[3].error);
}

// Random records written by another library come back as they were.
TEST(JsonlReaderTest, AgreesWithNlohmann) {
  std::mt19937_64 random(7);
  const std::string pieces[] = {"a",
                                "\n",
                                "\"",
                                "\\",
                                std::string(1, '\0'),
                                "\x1F",
                                "\xC3\xA9",
                                "\xF0\x9F\x98\x80",
                                "\xE2\x80\xA8",
                                "{",
                                "word "};
  std::string input;
  std::vector<std::string> texts;
  for (int i = 0; i < 500; ++i) {
    std::string text;
    for (std::size_t n = random() % 40; n > 0; --n) text += pieces[random() % std::size(pieces)];
    nlohmann::json record = {{"text", text}, {"id", i}, {"more", {1, 2.5, nullptr, {{"x", text}}}}};
    input += record.dump(-1, ' ', random() % 2 == 0) + (random() % 3 == 0 ? "\r\n" : "\n");
    texts.push_back(text);
  }
  const auto documents = ReadJsonl(input);
  ASSERT_EQ(documents.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(documents[i].text, texts[i]);
    EXPECT_EQ(documents[i].id, std::to_string(i));
  }
}

}  // namespace
}  // namespace calque::documents
