// The ASCII letters in front of sixteen bytes, all at once: how many, folded, the key.
#ifndef CALQUE_DETECTOR_TEXT_LETTERS_H_
#define CALQUE_DETECTOR_TEXT_LETTERS_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "detector/text/token_key.h"

namespace calque::text {

// Sixteen bytes of text.
struct Letters {
  std::uint64_t low;  // the bytes with their letters folded
  std::uint64_t high;
  unsigned size;  // so many letters are in front
};

// The obvious way, for processors without SSE2 and for the tests.
inline Letters ReadLettersOneByOne(const char* at) {
  Letters letters{};
  char folded[16];
  for (unsigned i = 0; i < 16; ++i) folded[i] = static_cast<char>(at[i] | 0x20);
  while (letters.size < 16 && folded[letters.size] >= 'a' && folded[letters.size] <= 'z') {
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
  return {static_cast<std::uint64_t>(_mm_cvtsi128_si64(folded)),
          static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(folded, folded))), size};
#else
  return ReadLettersOneByOne(at);
#endif
}

// The bytes of a register that belong to a word of so many letters.
inline constexpr std::array<std::uint64_t, 16> kFirstBytes = [] {
  std::array<std::uint64_t, 16> masks{};
  for (std::size_t size = 0; size < masks.size(); ++size) {
    masks[size] = size < 8 ? (std::uint64_t{1} << (8 * size)) - 1 : ~std::uint64_t{0};
  }
  return masks;
}();

// The key of a word that is these letters, at most 15.
inline TokenKey KeyOf(const Letters& letters) {
  TokenHash hash;
  hash.Add(letters.low & kFirstBytes[letters.size]);
  if (letters.size > 8) hash.Add(letters.high & kFirstBytes[letters.size - 8]);
  return hash.Finish(letters.size);
}

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_LETTERS_H_
