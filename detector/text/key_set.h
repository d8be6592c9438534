// Which of a few words a token is, if any: asked of every token, and mostly it is none.
//
// A bit for some bits of each key (a Bloom filter with one hash) turns most words away.
#ifndef CALQUE_DETECTOR_TEXT_KEY_SET_H_
#define CALQUE_DETECTOR_TEXT_KEY_SET_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "detector/text/token_key.h"

namespace calque::text {

// Says "certainly not" or "perhaps" of keys; kBits is a power of two, 64 or more.
template <std::size_t kBits>
class KeyFilter {
 public:
  constexpr void Add(TokenKey key) { words_[WordOf(key)] |= std::uint64_t{1} << key % 64; }
  constexpr bool MayHave(TokenKey key) const { return (words_[WordOf(key)] >> key % 64 & 1) != 0; }

 private:
  static constexpr std::size_t WordOf(TokenKey key) { return key % kBits / 64; }
  std::array<std::uint64_t, kBits / 64> words_{};
};

// The keys of a list of folded words, computed by the compiler.
template <std::size_t kSize>
class KeySet {
 public:
  explicit constexpr KeySet(const std::string_view (&words)[kSize]) {
    std::transform(std::begin(words), std::end(words), keys_.begin(), HashToken);
    std::sort(keys_.begin(), keys_.end());
    for (const TokenKey key : keys_) filter_.Add(key);
  }

  constexpr bool Contains(TokenKey key) const {
    return MayHave(key) && std::binary_search(keys_.begin(), keys_.end(), key);
  }
  // Without a search: seldom true of other words.
  constexpr bool MayHave(TokenKey key) const { return filter_.MayHave(key); }

 private:
  std::array<TokenKey, kSize> keys_{};
  KeyFilter<2048> filter_;
};

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_KEY_SET_H_
