// The common tokens, a few vector instructions each: words of up to fifteen ASCII
// letters, single ASCII marks, typographic quotation marks and dashes; short numbers and "'s".
//
// Idea: of sixteen bytes the letters in front are the word; folding (one bit), length, case
// and hash come out of the same two registers, without a loop over characters or a copy.
// Whatever would need a second look (contractions, addresses, most of Unicode, the end of the
// text) is left to the Tokenizer, which knows all the rules and finds the same tokens.
#ifndef CALQUE_DETECTOR_TEXT_QUICK_SCAN_H_
#define CALQUE_DETECTOR_TEXT_QUICK_SCAN_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "detector/text/ascii_class.h"
#include "detector/text/character_roles.h"
#include "detector/text/letters.h"
#include "detector/text/token_key.h"
#include "detector/text/tokenizer.h"

namespace calque::text {

namespace quick {

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

inline Ending EndingAt(const char* at) { return kEndings[static_cast<unsigned char>(*at)]; }

// "'s", by itself or behind a word.
inline bool IsPossessive(const char* at) {
  return at[0] == '\'' && (at[1] | 0x20) == 's' && EndingAt(at + 2) == Ending::kCertain;
}
inline bool ScanPossessive(const char* at, ScannedToken* token) {
  if (!IsPossessive(at)) return false;
  token->end = token->begin + 2;
  token->key = HashToken("'s");
  return true;
}

// A number of up to eight digits and nothing else.
bool ScanNumber(const char* at, ScannedToken* token);

// Of letters; blanks and most marks are small, too.
constexpr bool IsSmall(int c) { return (c & 0x20) != 0; }

[[gnu::noinline, gnu::cold]] inline bool AllCapitals(const char* word, std::size_t size) {
  return size > 1 && std::none_of(word, word + size, IsSmall);
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
  const Ending ending = EndingAt(next);
  if (ending != Ending::kCertain &&
      (ending == Ending::kUnclear ? !IsPossessive(next) : MayGoOn(letters, next))) {
    return false;
  }
  token->end = token->begin + letters.size;
  token->key = KeyOf(letters);
  const unsigned capital = IsSmall(at[0]) ? 0 : 1;
  token->lower = capital == 0;
  token->flags |= static_cast<std::uint8_t>(capital * kCapitalised);
  // A look at two letters is mostly enough.
  if (!IsSmall(at[0] | at[1]) && AllCapitals(at, letters.size)) token->flags |= kAllCaps;
  token->single = letters.size == 1 ? static_cast<char>(letters.low) : '\0';
  return true;
}

// A mark of `size` bytes that folds to `mark`.
bool ScanMark(const char* at, char mark, std::size_t size, ScannedToken* token);

// What says nothing about sentences; whether it is an opening quotation mark does not matter then.
inline bool ScanPlain(const char* at, ScannedToken* token) {
  const Role role = kBeginnings[static_cast<unsigned char>(*at)];
  if (role == kLetter) [[likely]]
    return ScanWord(at, token);
  if (role == kDigit) return ScanNumber(at, token);
  if (role == kApostrophe) return ScanPossessive(at, token);
  if (role != kPlainMark && (*at != '-' || at[1] == '-')) return false;
  token->kind = ClassOf(*at) == kPunct ? TokenKind::kPunctuation : TokenKind::kSymbol;
  token->end = token->begin + 1;
  token->key = kMarkKeys[static_cast<unsigned char>(*at)];
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
  const quick::Role role = quick::kBeginnings[static_cast<unsigned char>(*at)];
  if (role == quick::kPlainMark || role == quick::kMark) return quick::ScanMark(at, *at, 1, token);
  if (role != quick::kHighMark) return quick::ScanPlain(at, token);
  return quick::HighMark(at) != '\0' && quick::ScanMark(at, quick::HighMark(at), 3, token);
}

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_QUICK_SCAN_H_
