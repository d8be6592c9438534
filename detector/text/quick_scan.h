// The common tokens, a few vector instructions each: words of up to fifteen ASCII
// letters and single ASCII marks, behind one blank or none.
//
// Idea: sixteen bytes are classified at once; the letters in front are the word, and
// folding (one bit), its length, its case and its hash come out of the same two
// registers, without a loop over characters or a copy. Whatever would need a second look
// (apostrophes, digits, addresses, line breaks, bytes outside ASCII, the end of the text)
// is left to the Tokenizer, which knows all the rules and finds the same tokens.
#ifndef CALQUE_DETECTOR_TEXT_QUICK_SCAN_H_
#define CALQUE_DETECTOR_TEXT_QUICK_SCAN_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "detector/text/ascii_class.h"
#include "detector/text/token_key.h"
#include "detector/text/tokenizer.h"

namespace calque::text {

// Sixteen bytes of text.
struct Letters {
  std::uint64_t low;   // the bytes with their letters folded
  std::uint64_t high;
  unsigned size;       // so many letters are in front
  std::uint32_t upper; // a bit for each of them that is upper case
};

// The obvious way, for processors without SSE2 and for the tests.
inline Letters ReadLettersOneByOne(const char* at) {
  Letters letters{};
  char folded[16];
  for (unsigned i = 0; i < 16; ++i) folded[i] = static_cast<char>(at[i] | 0x20);
  while (letters.size < 16 && folded[letters.size] >= 'a' && folded[letters.size] <= 'z') {
    if (at[letters.size] != folded[letters.size]) letters.upper |= 1u << letters.size;
    ++letters.size;
  }
  std::memcpy(&letters.low, folded, 8);
  std::memcpy(&letters.high, folded + 8, 8);
  return letters;
}

inline Letters ReadLetters(const char* at) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
  const __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(folded, _mm_set1_epi8('a' - 1)),
                                       _mm_cmplt_epi8(folded, _mm_set1_epi8('z' + 1)));
  const auto others = ~static_cast<unsigned>(_mm_movemask_epi8(letter));
  const auto size = static_cast<unsigned>(std::countr_zero(others));
  // Bit 5 of a letter tells its case; moved to bit 7, where movemask takes it from.
  const auto small = static_cast<unsigned>(_mm_movemask_epi8(_mm_slli_epi16(bytes, 2)));
  const unsigned in_front = others & -others;  // the first bit behind the letters
  return {static_cast<std::uint64_t>(_mm_cvtsi128_si64(folded)),
          static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(folded, folded))), size,
          ~small & (in_front - 1)};
#else
  return ReadLettersOneByOne(at);
#endif
}

namespace quick {

// What QuickScan makes of a character that begins a token, or ends a word.
enum Role : std::uint8_t { kUnclear, kLetter, kMark };

inline constexpr std::array<Role, 256> kBeginnings = [] {
  std::array<Role, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    const AsciiClass kind = kAsciiClasses[c];
    if (kind == kAlpha) table[c] = kLetter;
    if (kind == kPunct || kind == kSign) table[c] = kMark;
  }
  table['\''] = table['`'] = kUnclear;
  return table;
}();

// Whether a word ends before the character.
enum class Ending : std::uint8_t { kUnclear, kMostly, kCertain };

inline constexpr std::array<Ending, 256> kEndings = [] {
  std::array<Ending, 256> table{};
  for (std::size_t c = 0; c < 0x80; ++c) {
    if (!IsAlnum(static_cast<char>(c))) table[c] = Ending::kCertain;
  }
  for (const unsigned char c : {'\'', '&', '@'}) table[c] = Ending::kUnclear;
  for (const unsigned char c : {'.', ':'}) table[c] = Ending::kMostly;
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

// The bytes of a register that belong to a word of so many letters.
inline constexpr std::array<std::uint64_t, 16> kFirstBytes = [] {
  std::array<std::uint64_t, 16> masks{};
  for (std::size_t size = 0; size < masks.size(); ++size) {
    masks[size] = size < 8 ? (std::uint64_t{1} << (8 * size)) - 1 : ~std::uint64_t{0};
  }
  return masks;
}();

inline TokenKey HashOf(const Letters& letters) {
  TokenHash hash;
  hash.Add(letters.low & kFirstBytes[letters.size]);
  if (letters.size > 8) hash.Add(letters.high & kFirstBytes[letters.size - 8]);
  return hash.Finish(letters.size);
}

// "U.S.", "www.", "http:".
inline bool MayGoOn(const Letters& letters, char next) {
  if (next == '.') return letters.size == 1 || (letters.size == 3 && (letters.low & 0xFF) == 'w');
  return next == ':' && (letters.low & 0xFF) == 'h';
}

// False if no letter stands there, too.
inline bool ScanWord(const char* at, ScannedToken* token) {
  const Letters letters = ReadLetters(at);
  if (letters.size - 1 > 14) return false;
  const char next = at[letters.size];
  const Ending ending = kEndings[static_cast<unsigned char>(next)];
  if (ending != Ending::kCertain && (ending == Ending::kUnclear || MayGoOn(letters, next))) {
    return false;
  }
  const std::uint32_t all = (1u << letters.size) - 1;
  token->end = token->begin + letters.size;
  token->key = HashOf(letters);
  token->lower = (letters.upper & 1) == 0;
  token->flags |= (letters.upper & 1) != 0 ? kCapitalised : 0;
  token->flags |= letters.upper == all && letters.size > 1 ? kAllCaps : 0;
  token->single = letters.size == 1 ? static_cast<char>(letters.low) : '\0';
  return true;
}

inline bool ScanMark(const char* at, ScannedToken* token) {
  const char mark = at[0];
  const auto next = static_cast<unsigned char>(at[1]);
  if ((mark == '.' || mark == '-') && at[1] == mark) return false;
  if (mark == '"') {
    if (next >= 0x80) return false;
    const AsciiClass behind = kAsciiClasses[next];
    const bool space = behind == kBlank || behind == kBreak || behind == kUnseen;
    token->opening = (token->flags & kSpaceBefore) != 0 && !space;
  }
  token->kind = ClassOf(mark) == kPunct ? TokenKind::kPunctuation : TokenKind::kSymbol;
  token->end = token->begin + 1;
  token->key = kMarkKeys[static_cast<unsigned char>(mark)];
  token->single = mark;
  return true;
}

// A blank, and what one reading of letters looks at.
inline bool HasRoom(std::string_view text, std::size_t position) {
  return text.size() - position >= 18;
}

}  // namespace quick

// The token behind `position`, where another one ends. False: ask the Tokenizer; the token
// is then undefined. `*token` must be new; it is filled but for `folded`.
inline bool QuickScan(std::string_view text, std::size_t position, ScannedToken* token) {
  if (!quick::HasRoom(text, position)) return false;
  if (text[position] == ' ') {
    ++position;
    token->flags = kSpaceBefore;
  }
  token->begin = position;
  const char* at = text.data() + position;
  switch (quick::kBeginnings[static_cast<unsigned char>(*at)]) {
    case quick::kLetter:
      return quick::ScanWord(at, token);
    case quick::kMark:
      return quick::ScanMark(at, token);
    default:
      return false;
  }
}

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_QUICK_SCAN_H_
