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

}  // namespace

TokenKey HashToken(std::string_view folded) {
  std::uint64_t hash = kSeed;
  std::size_t i = 0;
  while (i < folded.size()) {
    const std::size_t n = folded.size() - i < 8 ? folded.size() - i : 8;
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, folded.data() + i, n);
    hash = FoldedMultiply(hash ^ chunk, kMultiplier);
    i += n;
  }
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
