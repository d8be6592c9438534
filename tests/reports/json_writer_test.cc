// JSON by appending: grammar, escapes, and any bytes at all.
#include "detector/reports/json_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/reports/slow_decoder.h"

namespace calque::reports {
namespace {

std::string Quoted(std::string_view value) {
  std::string out;
  JsonWriter(&out).String(value);
  return out;
}

TEST(JsonWriterTest, SetsCommas) {
  std::string out = "before ";
  JsonWriter json(&out);
  json.BeginObject();
  json.Key("a");
  json.BeginArray();
  json.EndArray();
  json.Key("b");
  json.BeginArray();
  json.Unsigned(1);
  json.Null();
  json.BeginObject();
  json.EndObject();
  json.BeginObject();
  json.Key("c");
  json.Fixed(0.5, 2);
  json.EndObject();
  json.EndArray();
  json.Key("d");
  json.String("x");
  json.EndObject();
  EXPECT_EQ(out, R"(before {"a":[],"b":[1,null,{},{"c":0.50}],"d":"x"})");
}

TEST(JsonWriterTest, Escapes) {
  struct Case {
    std::string_view value;
    const char* want;
  };
  constexpr Case kCases[] = {
      {"", R"("")"},
      {"plain / text", R"("plain / text")"},
      {"say \"no\" \\ yes", R"("say \"no\" \\ yes")"},
      {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
      {std::string_view("\0\x1b\x1f\x7f", 4), R"("\u0000\u001b\u001f\u007f")"},
      {"\xC2\x80\xC2\x9F\xC2\xA0", "\"\\u0080\\u009f\xC2\xA0\""},
      {"\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA", "\"\\u2028\\u2029\xE2\x80\xAA\""},
      {"caf\xC3\xA9 \xF0\x9F\x98\x80", "\"caf\xC3\xA9 \xF0\x9F\x98\x80\""},
      {"a\xC3", "\"a\xEF\xBF\xBD\""},
      {"\xE2\x82z", "\"\xEF\xBF\xBD\xEF\xBF\xBDz\""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Quoted(c.value), c.want);
}

TEST(JsonWriterTest, AnyBytesComeBackAsTheSlowDecoderReadsThem) {
  std::mt19937_64 random(20262);
  for (int round = 0; round < 300; ++round) {
    const std::string text = HostileText(round % 50, &random);
    const std::string quoted = Quoted(text);
    const auto parsed = nlohmann::json::parse(quoted, nullptr, /*allow_exceptions=*/false);
    ASSERT_TRUE(parsed.is_string()) << quoted;
    ASSERT_EQ(SlowDecode(parsed.get<std::string>()).chars, SlowDecode(text).chars);
    ASSERT_EQ(quoted.find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace calque::reports
