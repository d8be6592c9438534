// Token hashing: the folded-multiply construction (the high and low half of a
// 64 x 64 bit product, xored), eight bytes at a time. Most English words take one
// step plus the final one.
#include "detector/text/token_key.h"

#include <cstring>

namespace calque::text {
namespace {

// GCC and Clang both have it; -Wpedantic wants to be told.
__extension__ using Uint128 = unsigned __int128;

constexpr std::uint64_t kSeed = 0xD6E8FEB86659FD93u;
constexpr std::uint64_t kMultiplier = 0xA0761D6478BD642Fu;

std::uint64_t FoldedMultiply(std::uint64_t a, std::uint64_t b) {
  const Uint128 product = static_cast<Uint128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

template <typename Word>
std::uint64_t Load(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// The 1 to 7 bytes at `at`, zero-extended, in loads of fixed sizes that overlap: a
// memcpy of variable size would be a call for every token.
std::uint64_t LoadTail(const char* at, std::size_t size) {
  if (size >= 4) {
    return Load<std::uint32_t>(at) | Load<std::uint32_t>(at + size - 4) << (8 * (size - 4));
  }
  return Load<std::uint8_t>(at) | Load<std::uint8_t>(at + size / 2) << (8 * (size / 2)) |
         Load<std::uint8_t>(at + size - 1) << (8 * (size - 1));
}

}  // namespace

TokenKey HashToken(std::string_view folded) {
  std::uint64_t hash = kSeed;
  std::size_t left = folded.size();
  const char* at = folded.data();
  for (; left >= 8; left -= 8, at += 8) {
    hash = FoldedMultiply(hash ^ Load<std::uint64_t>(at), kMultiplier);
  }
  if (left > 0) hash = FoldedMultiply(hash ^ LoadTail(at, left), kMultiplier);
  hash = FoldedMultiply(hash ^ folded.size(), kSeed | 1);
  return hash == 0 ? 1 : hash;
}

TokenKey SentenceBeginKey() {
  static const TokenKey key = HashToken("<s>");
  return key;
}

TokenKey SentenceEndKey() {
  static const TokenKey key = HashToken("</s>");
  return key;
}

}  // namespace calque::text
