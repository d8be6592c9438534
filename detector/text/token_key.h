// The 64-bit keys that dictionary, language model and weights all work on.
//
// A token's key is a stable hash of its folded form (see tokenizer.h); files
// depend on its values, so a test pins them. The key of an n-gram is a
// polynomial in the token keys, modulo 2^64:
//
//   key(w1 ... wn) = w1*B^(n-1) + w2*B^(n-2) + ... + wn
//
// which can be extended by a word on the right (Extend) or on the left
// (ExtendLeft) with one multiplication, in any order of evaluation. B is odd and
// B = 3 mod 4, so neither swapping two words nor repeating one loses more than
// two bits. Tables must mix a key before they use its bits.
//
// A token is hashed with the folded multiply (the high and low half of a 64 x 64
// bit product, xored), eight bytes at a time: most English words take one step plus
// the final one. All of it can be computed by the compiler, so that code can name a
// word's key as a constant.
#ifndef CALQUE_DETECTOR_TEXT_TOKEN_KEY_H_
#define CALQUE_DETECTOR_TEXT_TOKEN_KEY_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

namespace calque::text {

using TokenKey = std::uint64_t;
using NgramKey = std::uint64_t;

// The longest n-gram or phrase that has a key.
inline constexpr int kMaxNgram = 16;

inline constexpr std::uint64_t kNgramBase = 0x9E3779B97F4A7C17u;

static_assert(std::endian::native == std::endian::little, "keys are those of little-endian bytes");

// The steps of HashToken, for who has a token's bytes in registers already.
class TokenHash {
 public:
  // Eight bytes of the folded form, or the last ones, 1 to 7, with zeros above them.
  constexpr void Add(std::uint64_t bytes) { hash_ = Multiply(hash_ ^ bytes, kMultiplier); }

  constexpr TokenKey Finish(std::size_t size) const {
    const TokenKey key = Multiply(hash_ ^ size, kSeed | 1);
    return key == 0 ? 1 : key;
  }

 private:
  // GCC and Clang both have it; -Wpedantic wants to be told.
  __extension__ using Uint128 = unsigned __int128;

  static constexpr std::uint64_t kSeed = 0xD6E8FEB86659FD93u;
  static constexpr std::uint64_t kMultiplier = 0xA0761D6478BD642Fu;

  static constexpr std::uint64_t Multiply(std::uint64_t a, std::uint64_t b) {
    const Uint128 product = static_cast<Uint128>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }

  std::uint64_t hash_ = kSeed;
};

// `size` bytes, 1 to 8, zero-extended: at run time in two loads of fixed sizes that
// overlap, as a memcpy of variable size would be a call for every token.
constexpr std::uint64_t LoadBytes(const char* at, std::size_t size) {
  if (std::is_constant_evaluated()) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < size; ++i) {
      bytes |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
    }
    return bytes;
  }
  if (size >= 4) {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    std::memcpy(&low, at, sizeof low);
    std::memcpy(&high, at + size - 4, sizeof high);
    return low | std::uint64_t{high} << (8 * (size - 4));
  }
  const auto byte = [at](std::size_t i) {
    return std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  };
  return byte(0) | byte(size / 2) | byte(size - 1);
}

// Stable 64-bit hash of a folded token; never zero (zero means "no key").
constexpr TokenKey HashToken(std::string_view folded) {
  TokenHash hash;
  std::size_t left = folded.size();
  const char* at = folded.data();
  for (; left >= 8; left -= 8, at += 8) hash.Add(LoadBytes(at, 8));
  if (left > 0) hash.Add(LoadBytes(at, left));
  return hash.Finish(folded.size());
}

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

// key(w1 ... wn) of all of them at once.
constexpr NgramKey NgramKeyOf(std::span<const TokenKey> tokens) {
  NgramKey key = 0;
  for (const TokenKey token : tokens) key = Extend(key, token);
  return key;
}

// Sentence boundary events of the language model. No token folds to these
// forms: "<" and ">" are tokens of their own.
constexpr TokenKey SentenceBeginKey() { return HashToken("<s>"); }
constexpr TokenKey SentenceEndKey() { return HashToken("</s>"); }

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_TOKEN_KEY_H_
