// What the scanners need to know about an ASCII character.
#ifndef CALQUE_DETECTOR_TEXT_ASCII_CLASS_H_
#define CALQUE_DETECTOR_TEXT_ASCII_CLASS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace calque::text {

enum AsciiClass : std::uint8_t { kBlank, kBreak, kAlpha, kDecimal, kPunct, kSign, kUnseen, kHigh };

inline constexpr std::array<AsciiClass, 256> kAsciiClasses = [] {
  std::array<AsciiClass, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    table[c] = c >= 0x80 ? kHigh : c < 0x20 || c == 0x7F ? kUnseen : kSign;
  }
  for (const char c : {' ', '\t', '\v', '\f'}) table[static_cast<unsigned char>(c)] = kBlank;
  for (const char c : {'\n', '\r'}) table[static_cast<unsigned char>(c)] = kBreak;
  for (std::size_t c = 'a'; c <= 'z'; ++c) table[c] = table[c - 32] = kAlpha;
  for (std::size_t c = '0'; c <= '9'; ++c) table[c] = kDecimal;
  for (const char c : std::string_view(".,;:!?'\"()[]{}-/`")) {
    table[static_cast<unsigned char>(c)] = kPunct;
  }
  return table;
}();

constexpr AsciiClass ClassOf(char c) { return kAsciiClasses[static_cast<unsigned char>(c)]; }
constexpr bool IsDigit(char c) { return ClassOf(c) == kDecimal; }
constexpr bool IsAlpha(char c) { return ClassOf(c) == kAlpha; }
constexpr bool IsAlnum(char c) { return IsAlpha(c) || IsDigit(c); }
// Of the small letters.
constexpr bool IsVowel(char c) {
  constexpr unsigned kVowels = 1u | 1u << 4 | 1u << 8 | 1u << 14 | 1u << 20;  // a, e, i, o, u
  return c >= 'a' && c <= 'z' && (kVowels >> (c - 'a') & 1) != 0;
}
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_ASCII_CLASS_H_
