// What the quick scan makes of a character from its byte alone.
#ifndef CALQUE_DETECTOR_TEXT_CHARACTER_ROLES_H_
#define CALQUE_DETECTOR_TEXT_CHARACTER_ROLES_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "detector/text/ascii_class.h"

namespace calque::text::quick {

// What begins with it.
enum Role : std::uint8_t {
  kUnclear,
  kLetter,
  kDigit,
  kApostrophe,
  kPlainMark,  // ends no sentence, and is never longer
  kMark,
  kHighMark
};

inline constexpr std::array<Role, 256> kBeginnings = [] {
  std::array<Role, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    const AsciiClass kind = kAsciiClasses[c];
    if (kind == kAlpha) table[c] = kLetter;
    if (kind == kDecimal) table[c] = kDigit;
    if (kind == kPunct || kind == kSign) table[c] = kPlainMark;
  }
  for (const char c : {'.', '!', '?', '-'}) table[static_cast<unsigned char>(c)] = kMark;
  table['\''] = kApostrophe;
  table['`'] = kUnclear;
  table[0xE2] = kHighMark;
  return table;
}();

// Whether a word ends before the character.
enum class Ending : std::uint8_t { kUnclear, kMostly, kCertain };

inline constexpr std::array<Ending, 256> kEndings = [] {
  std::array<Ending, 256> table{};
  for (std::size_t c = 0; c < 0x80; ++c) {
    if (!IsAlnum(static_cast<char>(c))) table[c] = Ending::kCertain;
  }
  for (const char c : {'\'', '&', '@'}) table[static_cast<unsigned char>(c)] = Ending::kUnclear;
  for (const char c : {'.', ':', '\xE2'}) table[static_cast<unsigned char>(c)] = Ending::kMostly;
  return table;
}();

}  // namespace calque::text::quick

#endif  // CALQUE_DETECTOR_TEXT_CHARACTER_ROLES_H_
