// The rows of table 3-7 as data, tried one after the other.
#include "tests/reports/slow_decoder.h"

#include <array>

namespace calque::reports {
namespace {

struct ByteRange {
  int first;
  int last;
};

struct Row {
  std::size_t length;
  std::array<ByteRange, 4> bytes;
};

constexpr ByteRange kTail{0x80, 0xBF};
constexpr Row kRows[] = {
    {1, {{{0x00, 0x7F}, kTail, kTail, kTail}}},        {2, {{{0xC2, 0xDF}, kTail, kTail, kTail}}},
    {3, {{{0xE0, 0xE0}, {0xA0, 0xBF}, kTail, kTail}}}, {3, {{{0xE1, 0xEC}, kTail, kTail, kTail}}},
    {3, {{{0xED, 0xED}, {0x80, 0x9F}, kTail, kTail}}}, {3, {{{0xEE, 0xEF}, kTail, kTail, kTail}}},
    {4, {{{0xF0, 0xF0}, {0x90, 0xBF}, kTail, kTail}}}, {4, {{{0xF1, 0xF3}, kTail, kTail, kTail}}},
    {4, {{{0xF4, 0xF4}, {0x80, 0x8F}, kTail, kTail}}},
};

bool Matches(const Row& row, std::string_view text) {
  if (text.size() < row.length) return false;
  for (std::size_t i = 0; i < row.length; ++i) {
    const int byte = static_cast<unsigned char>(text[i]);
    if (byte < row.bytes[i].first || byte > row.bytes[i].last) return false;
  }
  return true;
}

char32_t CodeOf(const Row& row, std::string_view text) {
  constexpr std::array<char32_t, 5> kLeadBits = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t code = static_cast<unsigned char>(text[0]) & kLeadBits[row.length];
  for (std::size_t i = 1; i < row.length; ++i) {
    code = code * 64 + static_cast<unsigned char>(text[i]) % 64;
  }
  return code;
}

}  // namespace

SlowText SlowDecode(std::string_view text) {
  SlowText slow;
  std::size_t pos = 0;
  while (pos < text.size()) {
    slow.starts.push_back(pos);
    char32_t code = 0xFFFD;
    std::size_t length = 1;
    for (const Row& row : kRows) {
      if (!Matches(row, text.substr(pos))) continue;
      code = CodeOf(row, text.substr(pos));
      length = row.length;
    }
    slow.chars.push_back(code);
    pos += length;
  }
  slow.starts.push_back(text.size());
  return slow;
}

std::u16string ToUtf16(std::u32string_view chars) {
  std::u16string units;
  for (const char32_t code : chars) {
    if (code < 0x10000) {
      units.push_back(static_cast<char16_t>(code));
    } else {
      units.push_back(static_cast<char16_t>(0xD800 + (code - 0x10000) / 0x400));
      units.push_back(static_cast<char16_t>(0xDC00 + (code - 0x10000) % 0x400));
    }
  }
  return units;
}

std::string HostileText(int pieces, std::mt19937_64* random) {
  constexpr std::string_view kPieces[] = {"consul",
                                          "a long run of plain ASCII words",
                                          " ",
                                          ". ",
                                          "\n",
                                          "\r\n",
                                          "\t",
                                          "\"",
                                          "\\",
                                          "/",
                                          "</script>",
                                          "{that a}",
                                          std::string_view("\0", 1),
                                          "\x01",
                                          "\x1b[31m",
                                          "\x7f",
                                          "\xC2\x9B",
                                          "\xC2\x85",
                                          "\xC3\xA9",
                                          "e\xCC\x81",
                                          "\xE2\x80\xA8",
                                          "\xE2\x80\xA9",
                                          "\xE2\x80\xAE",
                                          "\xE2\x80\x99",
                                          "\xEF\xBB\xBF",
                                          "\xEF\xBF\xBD",
                                          "\xE4\xBD\xA0",
                                          "\xF0\x9F\x98\x80",
                                          "\xF4\x8F\xBF\xBF",
                                          "\x80",
                                          "\xC0\xAF",
                                          "\xC3",
                                          "\xE2\x82",
                                          "\xED\xA0\x80",
                                          "\xF0\x9F\x98",
                                          "\xF4\x90\x80\x80",
                                          "\xFF\xFE"};
  std::uniform_int_distribution<std::size_t> piece(0, std::size(kPieces) - 1);
  std::uniform_int_distribution<int> byte(0, 255);
  std::string text;
  for (int i = 0; i < pieces; ++i) {
    text.append(kPieces[piece(*random)]);
    if (i % 7 == 0) text.push_back(static_cast<char>(byte(*random)));
  }
  return text;
}

}  // namespace calque::reports
