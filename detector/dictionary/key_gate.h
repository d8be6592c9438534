// A set of keys that answers "certainly not" or "perhaps": a Bloom filter whose two bits of a
// key lie in one word (Putze, Sanders and Singler, "Cache-, hash- and space-efficient Bloom
// filters", 2007), so that a question touches one line of the cache.
#ifndef CALQUE_DETECTOR_DICTIONARY_KEY_GATE_H_
#define CALQUE_DETECTOR_DICTIONARY_KEY_GATE_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "detector/text/token_key.h"

namespace calque::dictionary {

class KeyGate {
 public:
  KeyGate() = default;
  // `words` are a power of two.
  explicit KeyGate(std::span<const std::uint64_t> words) : words_(words) {}

  // Whether nothing was added to the smallest one.
  bool IsEmpty() const { return words_.size() == 1 && words_[0] == 0; }
  bool MayHold(text::NgramKey key) const {
    const std::uint64_t word = words_[WordOf(key, words_.size())];
    return (word >> (key >> 34 & 63) & word >> (key >> 28 & 63) & 1) != 0;
  }

  // How many words a gate of so many keys has: 16 bits a key while that is 32 KB or less, so that
  // one absent key in sixty passes. Beyond, a gate has to stay in the second-level cache while a
  // language model is read there: five to ten bits a key, and one in nine to one in 27 passes.
  static std::size_t WordsFor(std::size_t keys) {
    constexpr std::size_t kSmall = 4096;
    constexpr std::size_t kMost = std::size_t{1} << 24;  // bits 40 and up choose the word
    const std::size_t wide = std::min(std::bit_ceil(keys / 4 + 1), kSmall);
    return std::min(std::max(wide, std::bit_ceil(keys * 5 / 64 + 1)), kMost);
  }
  static void Add(text::NgramKey key, std::span<std::uint64_t> words) {
    words[WordOf(key, words.size())] |=
        std::uint64_t{1} << (key >> 34 & 63) | std::uint64_t{1} << (key >> 28 & 63);
  }

 private:
  static std::size_t WordOf(text::NgramKey key, std::size_t words) {
    return static_cast<std::size_t>(key >> 40) & (words - 1);
  }

  std::span<const std::uint64_t> words_;
};

}  // namespace calque::dictionary

#endif  // CALQUE_DETECTOR_DICTIONARY_KEY_GATE_H_
