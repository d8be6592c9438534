// The common tokens, a few vector instructions each: words of up to fifteen ASCII
// letters, single ASCII marks, typographic quotation marks and dashes.
//
// Idea: of sixteen bytes the letters in front are the word; folding (one bit), length, case
// and hash come out of the same two registers, without a loop over characters or a copy.
// Whatever would need a second look (apostrophes, digits, addresses, most of Unicode, the end
// of the text) is left to the Tokenizer, which knows all the rules and finds the same tokens.
#ifndef CALQUE_DETECTOR_TEXT_QUICK_SCAN_H_
#define CALQUE_DETECTOR_TEXT_QUICK_SCAN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "detector/text/ascii_class.h"
#include "detector/text/letters.h"
#include "detector/text/token_key.h"
#include "detector/text/tokenizer.h"

namespace calque::text {

namespace quick {

// What QuickScan makes of a character that begins a token, or ends a word.
enum Role : std::uint8_t { kUnclear, kLetter, kMark, kHighMark };

inline constexpr std::array<Role, 256> kBeginnings = [] {
  std::array<Role, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    const AsciiClass kind = kAsciiClasses[c];
    if (kind == kAlpha) table[c] = kLetter;
    if (kind == kPunct || kind == kSign) table[c] = kMark;
  }
  table['\''] = table['`'] = kUnclear;
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

inline constexpr std::array<TokenKey, 0x80> kMarkKeys = [] {
  std::array<TokenKey, 0x80> keys{};
  for (std::size_t c = 0; c < keys.size(); ++c) {
    const char mark = static_cast<char>(c);
    keys[c] = HashToken({&mark, 1});
  }
  return keys;
}();

// What U+201C and U+201D, U+2013 and U+2014 fold to, else 0.
inline char HighMark(const char* at) {
  if (at[0] != '\xE2' || at[1] != '\x80') return '\0';
  if (at[2] == '\x9C' || at[2] == '\x9D') return '"';
  return at[2] == '\x93' || at[2] == '\x94' ? '-' : '\0';
}

// "U.S.", "www.", "http:".
inline bool MayGoOn(const Letters& letters, const char* next) {
  if (*next == '.') return letters.size == 1 || (letters.size == 3 && (letters.low & 0xFF) == 'w');
  if (*next == ':') return (letters.low & 0xFF) == 'h';
  return HighMark(next) == '\0';
}

// False if no letter stands there, too.
inline bool ScanWord(const char* at, ScannedToken* token) {
  const Letters letters = ReadLetters(at);
  if (letters.size - 1 > 14) return false;
  const char* next = at + letters.size;
  const Ending ending = kEndings[static_cast<unsigned char>(*next)];
  if (ending != Ending::kCertain && (ending == Ending::kUnclear || MayGoOn(letters, next))) {
    return false;
  }
  token->end = token->begin + letters.size;
  token->key = KeyOf(letters);
  token->lower = (letters.upper & 1) == 0;
  token->flags |= (letters.upper & 1) != 0 ? kCapitalised : 0;
  token->flags |= letters.upper == letters.front && letters.size > 1 ? kAllCaps : 0;
  token->single = letters.size == 1 ? static_cast<char>(letters.low) : '\0';
  return true;
}

// A mark of `size` bytes that folds to `mark`.
inline bool ScanMark(const char* at, char mark, std::size_t size, ScannedToken* token) {
  if ((mark == '.' || mark == '-') && at[1] == mark) return false;
  if (mark == '"') {
    const AsciiClass next = ClassOf(at[size]);
    if (next == kHigh) return false;
    const bool space = next == kBlank || next == kBreak || next == kUnseen;
    token->opening = (token->flags & kSpaceBefore) != 0 && !space;
  }
  token->kind = ClassOf(mark) == kPunct ? TokenKind::kPunctuation : TokenKind::kSymbol;
  token->end = token->begin + size;
  token->key = kMarkKeys[static_cast<unsigned char>(mark)];
  token->single = mark;
  return true;
}

// Past blanks and line breaks, which the token is told of.
inline std::size_t SkipBlanks(std::string_view text, std::size_t position, ScannedToken* token) {
  unsigned lines = 0;
  for (; position < text.size() && (text[position] == ' ' || text[position] == '\n'); ++position) {
    token->flags = kSpaceBefore;
    lines += text[position] == '\n' ? 1 : 0;
  }
  token->newlines = static_cast<std::uint8_t>(lines > 2 ? 2 : lines);
  return position;
}

// For a blank, one reading of letters and a mark.
inline constexpr std::size_t kRoom = 20;
inline bool HasRoom(std::string_view text, std::size_t position) {
  return text.size() - position >= kRoom;
}

}  // namespace quick

// The token behind `position`, where another one ends. False: ask the Tokenizer; the token
// is then undefined. `*token` must be new; it is filled but for `folded`.
inline bool QuickScan(std::string_view text, std::size_t position, ScannedToken* token) {
  position = quick::SkipBlanks(text, position, token);
  if (!quick::HasRoom(text, position)) return false;
  token->begin = position;
  const char* at = text.data() + position;
  switch (quick::kBeginnings[static_cast<unsigned char>(*at)]) {
    case quick::kLetter:
      return quick::ScanWord(at, token);
    case quick::kMark:
      return quick::ScanMark(at, *at, 1, token);
    case quick::kHighMark:
      return quick::HighMark(at) != '\0' && quick::ScanMark(at, quick::HighMark(at), 3, token);
    default:
      return false;
  }
}

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_QUICK_SCAN_H_
