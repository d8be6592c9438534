// The oracle of the tests in this room: UTF-8 decoded the slow and obvious way,
// by the byte ranges of the Unicode Standard, table 3-7, row by row; and seeded
// hostile texts to decode.
#ifndef CALQUE_TESTS_REPORTS_SLOW_DECODER_H_
#define CALQUE_TESTS_REPORTS_SLOW_DECODER_H_

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace calque::reports {

struct SlowText {
  std::u32string chars;             // every bad byte as U+FFFD
  std::vector<std::size_t> starts;  // byte at which each character starts; then the size
};

SlowText SlowDecode(std::string_view text);

// Surrogate pairs above U+FFFF.
std::u16string ToUtf16(std::u32string_view chars);

// About `pieces` words, marks, control characters, astral and combining
// characters, quotes and bytes that are no UTF-8.
std::string HostileText(int pieces, std::mt19937_64* random);

}  // namespace calque::reports

#endif  // CALQUE_TESTS_REPORTS_SLOW_DECODER_H_
