// The 64-bit keys that dictionary, language model and weights all work on.
//
// A token's key is a stable hash of its folded form (see token_fold.h); files
// depend on its values, so a test pins them. The key of an n-gram is a
// polynomial in the token keys, modulo 2^64:
//
//   key(w1 ... wn) = w1*B^(n-1) + w2*B^(n-2) + ... + wn
//
// which can be extended by a word on the right (Extend) or on the left
// (ExtendLeft) with one multiplication, in any order of evaluation. B is odd and
// B = 3 mod 4, so neither swapping two words nor repeating one loses more than
// two bits. Tables must mix a key before they use its bits.
#ifndef CALQUE_DETECTOR_TEXT_TOKEN_KEY_H_
#define CALQUE_DETECTOR_TEXT_TOKEN_KEY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace calque::text {

using TokenKey = std::uint64_t;
using NgramKey = std::uint64_t;

// The longest n-gram or phrase that has a key.
inline constexpr int kMaxNgram = 16;

inline constexpr std::uint64_t kNgramBase = 0x9E3779B97F4A7C17u;

// Stable 64-bit hash of a folded token; never zero (zero means "no key").
TokenKey HashToken(std::string_view folded);

// B^0 ... B^kMaxNgram.
inline constexpr std::array<std::uint64_t, kMaxNgram + 1> kNgramPowers = [] {
  std::array<std::uint64_t, kMaxNgram + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i <= kMaxNgram; ++i) powers[i] = powers[i - 1] * kNgramBase;
  return powers;
}();

// key(w1 ... wn next) from key(w1 ... wn).
constexpr NgramKey Extend(NgramKey ngram, TokenKey next) { return ngram * kNgramBase + next; }

// key(previous w1 ... wn) from key(w1 ... wn); `length` is n.
constexpr NgramKey ExtendLeft(NgramKey ngram, int length, TokenKey previous) {
  return ngram + previous * kNgramPowers[static_cast<std::size_t>(length)];
}

// Sentence boundary events of the language model. No token folds to these
// forms: "<" and ">" are tokens of their own.
TokenKey SentenceBeginKey();  // "<s>"
TokenKey SentenceEndKey();    // "</s>"

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_TOKEN_KEY_H_
