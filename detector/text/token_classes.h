// One byte a token with what rules look for in it, so that a rule goes from one token that
// concerns it to the next, sixteen at a time, and never looks at the others.
#ifndef CALQUE_DETECTOR_TEXT_TOKEN_CLASSES_H_
#define CALQUE_DETECTOR_TEXT_TOKEN_CLASSES_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace calque::text {

enum TokenClass : std::uint8_t {
  kAnyWord = 1,
  kAnyNumber = 2,
  kCapitalWord = 4,  // the first letter is upper case
  kCapsWord = 8,     // all letters are
  kBeyondAscii = 16,
  kSignToken = 32,  // a comma, a brace, or what stands around a mention: " ' * _ `
  kArticle = 64,    // "a", "an", "the"
  kRepeated = 128   // the next token of the block is the same
};
using TokenClassMask = std::uint8_t;

struct Token;

class TokenClasses {
 public:
  // Of the tokens of a block; both are of the same size.
  void Assign(std::span<const std::uint64_t> keys, std::span<const Token> tokens);

  // The classes of a token.
  TokenClassMask operator[](std::size_t i) const { return bytes_[i]; }

  // Calls use(i) for every token in [begin, end) that is of one of the classes, in order.
  template <typename Use>
  void ForEach(unsigned classes, std::uint32_t begin, std::uint32_t end, const Use& use) const {
    for (std::uint32_t first = begin; first < end; first += kStep) {
      unsigned found = Among(classes, first);
      if (end - first < kStep) found &= (1u << (end - first)) - 1;
      for (; found != 0; found &= found - 1) {
        use(first + static_cast<std::uint32_t>(std::countr_zero(found)));
      }
    }
  }

 private:
  static constexpr std::uint32_t kStep = 16;

  // A bit for each of the tokens first, first + 1, ... that is of one of the classes.
  unsigned Among(unsigned classes, std::uint32_t first) const {
#if defined(__SSE2__)
    const auto* at = reinterpret_cast<const __m128i*>(&bytes_[first]);
    const __m128i common =
        _mm_and_si128(_mm_loadu_si128(at), _mm_set1_epi8(static_cast<char>(classes)));
    const __m128i none = _mm_cmpeq_epi8(common, _mm_setzero_si128());
    return ~static_cast<unsigned>(_mm_movemask_epi8(none)) & 0xFFFFu;
#else
    unsigned found = 0;
    for (unsigned i = 0; i < kStep; ++i) {
      found |= static_cast<unsigned>((bytes_[first + i] & classes) != 0) << i;
    }
    return found;
#endif
  }

  std::vector<std::uint8_t> bytes_;  // kStep more than tokens, so that whole steps can be read
};

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_TOKEN_CLASSES_H_
