// A block of text cut into sentences of tokens: flat arrays, reused from block
// to block so that nothing is allocated per word.
#ifndef CALQUE_DETECTOR_TEXT_SEGMENTED_TEXT_H_
#define CALQUE_DETECTOR_TEXT_SEGMENTED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/text/token_classes.h"
#include "detector/text/token_key.h"

namespace calque::text {

enum class TokenKind : std::uint8_t {
  kWord,         // letters, with inner apostrophes ("don't", "o'clock")
  kNumber,       // starts with a digit ("12", "3.5", "1000's", "21st")
  kPunctuation,  // quotes, dashes, brackets, commas, stops
  kSymbol,       // anything else that is visible
  kUrl,          // a web or e-mail address, as a whole
};

// How a word is written; also for numbers and symbols where it applies.
enum TokenFlag : std::uint8_t {
  kCapitalised = 1,  // first letter is upper case
  kAllCaps = 2,      // two letters or more, all upper case
  kSpaceBefore = 4,  // white space, or the start of the text, before it
  kNonAscii = 8,     // has bytes >= 0x80
};

struct Token {
  std::uint32_t begin;  // byte offsets relative to SegmentedText::base
  std::uint32_t end;
  TokenKind kind;
  std::uint8_t flags;
};

// Half-open range of token indices; never empty.
struct Sentence {
  std::uint32_t begin;
  std::uint32_t end;
};

// Room that is made is not cleared: of the most that can come, mostly little comes.
template <typename T>
struct Uncleared : std::allocator<T> {
  template <typename U>
  struct rebind {
    using other = Uncleared<U>;
  };
  template <typename U>
  void construct(U* place) noexcept {
    ::new (static_cast<void*>(place)) U;
  }
  template <typename U, typename... Arguments>
  void construct(U* place, Arguments&&... arguments) {
    ::new (static_cast<void*>(place)) U(std::forward<Arguments>(arguments)...);
  }
};

using TokenKeys = std::vector<TokenKey, Uncleared<TokenKey>>;

struct SegmentedText {
  std::size_t base = 0;     // byte offset of this block in the whole text
  std::string_view source;  // the block's bytes, source[0] is at `base`
  TokenKeys keys;           // one per token
  std::vector<Token, Uncleared<Token>> tokens;
  std::vector<Sentence> sentences;  // cover all tokens, in order
  TokenClasses classes;
  std::size_t invalid_bytes = 0;  // of this block

  std::span<const TokenKey> Keys(const Sentence& s) const {
    return {keys.data() + s.begin, s.end - s.begin};
  }
  std::string_view Text(const Token& t) const { return source.substr(t.begin, t.end - t.begin); }
};

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_SEGMENTED_TEXT_H_
