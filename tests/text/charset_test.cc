// Which encoding bytes are taken for, and that the text comes out of it.
#include "calque/charset.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/text/segmentation_check.h"

namespace calque {
namespace {

constexpr std::string_view kText =
    "Caf\xC3\xA9 society \xE2\x80\x94 \xE2\x80\x9Chere\xE2\x80\x9D.\n";

// `unit` bytes for each code point of `utf8`, all below U+10000.
std::string ToFixedWidth(std::string_view utf8, std::size_t unit, bool big) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const text::SlowCodePoint c = text::SlowDecode(utf8, i);
    for (std::size_t k = 0; k < unit; ++k) {
      const std::size_t shift = 8 * (big ? unit - 1 - k : k);
      out += static_cast<char>(c.value >> shift);
    }
    i += c.size;
  }
  return out;
}

std::string Result(const DecodedText& decoded, std::string_view bytes) {
  EXPECT_TRUE(!decoded.as_is || decoded.text.empty());
  return decoded.as_is ? std::string(bytes) : decoded.text;
}

std::string Decoded(std::string_view bytes, std::string_view declared = {}) {
  return Result(DecodeText(bytes, declared), bytes);
}

TEST(CharsetTest, Utf8IsLeftAlone) {
  const std::string with_mark = "\xEF\xBB\xBF" + std::string(kText);
  for (const std::string_view bytes : {kText, std::string_view(with_mark)}) {
    for (const char* declared : {"", "utf-8", "UTF8", "iso-8859-99", "no such charset"}) {
      const DecodedText decoded = DecodeText(bytes, declared);
      EXPECT_TRUE(decoded.as_is) << declared;
      EXPECT_TRUE(decoded.text.empty()) << declared;
      EXPECT_EQ(decoded.charset, "utf-8") << declared;
    }
  }
}

TEST(CharsetTest, FixedWidthWithAndWithoutMark) {
  struct Case {
    std::size_t unit;
    bool big;
    std::string mark;
    std::string charset;
  };
  const std::vector<Case> cases = {{2, false, "\xFF\xFE", "utf-16le"},
                                   {2, true, "\xFE\xFF", "utf-16be"},
                                   {2, false, "", "utf-16le"},
                                   {2, true, "", "utf-16be"},
                                   {4, false, std::string("\xFF\xFE\0\0", 4), "utf-32le"},
                                   {4, true, std::string("\0\0\xFE\xFF", 4), "utf-32be"}};
  for (const Case& c : cases) {
    const std::string bytes = c.mark + ToFixedWidth(kText, c.unit, c.big);
    const DecodedText decoded = DecodeText(bytes);
    EXPECT_EQ(decoded.charset, c.charset);
    EXPECT_FALSE(decoded.as_is);
    std::string text = decoded.text;
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    EXPECT_EQ(text, kText) << c.charset << " mark: " << c.mark.size();
  }
}

TEST(CharsetTest, SurrogatePairs) {
  const std::string bytes(
      "\xFF\xFE"
      "a\0"
      "\x3D\xD8\x00\xDE"
      "b\0",
      10);
  std::string text = Decoded(bytes);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  EXPECT_EQ(text,
            "a\xF0\x9F\x98\x80"
            "b");
}

TEST(CharsetTest, TheNulPatternBeatsAWrongHeader) {
  const std::string bytes = ToFixedWidth(kText, 2, false);
  for (const char* declared : {"utf-8", "iso-8859-1", "utf-16be"}) {
    EXPECT_EQ(Decoded(bytes, declared), kText) << declared;
  }
}

TEST(CharsetTest, TheMarkBeatsTheHeader) {
  const std::string bytes = "\xEF\xBB\xBF" + std::string(kText);
  EXPECT_TRUE(DecodeText(bytes, "iso-8859-1").as_is);
}

TEST(CharsetTest, Windows1252IsGuessed) {
  const std::string bytes = "Caf\xE9 society \x97 \x93here\x94.\n";
  const DecodedText decoded = DecodeText(bytes);
  EXPECT_EQ(decoded.charset, "windows-1252");
  EXPECT_EQ(decoded.text, kText);
  EXPECT_EQ(Decoded(bytes, "no such charset"), kText);
  EXPECT_EQ(Decoded(bytes, "utf-8"), kText) << "a wrong header";
}

TEST(CharsetTest, DeclaredCharsets) {
  struct Case {
    std::string bytes;
    std::string charset;
    std::string text;
  };
  const std::vector<Case> cases = {
      {"\xEF\xF0\xE8\xE2\xE5\xF2", "windows-1251",
       "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82"},
      {"\xF0\xD2\xC9\xD7\xC5\xD4", "KOI8-R", "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82"},
      {"\x93\xFA\x96\x7B", "Shift_JIS", "\xE6\x97\xA5\xE6\x9C\xAC"},
      {"Caf\xE9", "ISO-8859-1", "Caf\xC3\xA9"},
      {"Caf\xE9", "latin1", "Caf\xC3\xA9"},
      {"\xA4", "iso-8859-15", "\xE2\x82\xAC"},
      {"plain", "us-ascii", "plain"}};
  for (const Case& c : cases) {
    const DecodedText decoded = DecodeText(c.bytes, c.charset);
    EXPECT_EQ(Result(decoded, c.bytes), c.text) << c.charset;
  }
}

TEST(CharsetTest, ShortInputs) {
  EXPECT_TRUE(DecodeText("").as_is);
  EXPECT_EQ(DecodeText("").charset, "utf-8");
  EXPECT_EQ(Decoded("a"), "a");
  EXPECT_EQ(Decoded("\xE9"), "\xC3\xA9");
  EXPECT_EQ(Decoded(std::string_view("\0", 1)), std::string(1, '\0'));
  EXPECT_EQ(Decoded("\xEF\xBB\xBF"), "\xEF\xBB\xBF");
  const std::string mark_only = Decoded("\xFF\xFE");
  EXPECT_TRUE(mark_only.empty() || mark_only == "\xEF\xBB\xBF");
}

TEST(CharsetTest, AFewBadBytesDoNotMakeUtf8AnythingElse) {
  std::string bytes;
  for (int i = 0; i < 20; ++i) bytes += "na\xC3\xAFve caf\xC3\xA9 ";
  bytes += "\xFF and \xC3";
  EXPECT_TRUE(DecodeText(bytes).as_is);
  bytes += "\xE9\xE9\xE9\xE9\xE9";
  EXPECT_EQ(DecodeText(bytes).charset, "windows-1252");
}

TEST(CharsetTest, ASequenceAtTheEndOfTheProbeIsNotBad) {
  for (std::size_t shift = 0; shift < 4; ++shift) {
    const std::string bytes = std::string((1 << 16) - 4 + shift, 'a') +
                              "\xF0\x9F\x98\x80"
                              "b";
    EXPECT_TRUE(DecodeText(bytes).as_is) << shift;
  }
}

TEST(CharsetTest, AFewNulsAreNoUtf16) {
  std::string bytes = "Some words, a NUL here";
  bytes += std::string(2, '\0');
  bytes += " and words again, for a while.";
  EXPECT_TRUE(DecodeText(bytes).as_is);
}

TEST(CharsetTest, AnyBytesGiveValidUtf8OrAreLeftAlone) {
  std::mt19937_64 random(31);
  const std::vector<std::string> charsets = {"", "utf-8", "utf-16", "Shift_JIS", "x", "utf-7"};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(random() % 300, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 3 == 0 ? 0 : random());
    const DecodedText decoded = DecodeText(bytes, charsets[random() % charsets.size()]);
    EXPECT_FALSE(decoded.charset.empty());
    EXPECT_EQ(text::SlowCountInvalid(decoded.text), 0u) << decoded.charset;
  }
}

}  // namespace
}  // namespace calque
