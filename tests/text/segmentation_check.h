// What must hold for the segmentation of any bytes, checked the slow and obvious way: one code
// point after another, by a decoder of its own. Shared by the property tests and the fuzz target.
#ifndef CALQUE_TESTS_TEXT_SEGMENTATION_CHECK_H_
#define CALQUE_TESTS_TEXT_SEGMENTATION_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace calque::text {

struct SlowCodePoint {
  std::uint32_t value;
  std::size_t size;  // bytes taken; 1 for a bad byte
  bool valid;
};

// Row by row after the Unicode Standard, table 3-7. Requires i < text.size().
SlowCodePoint SlowDecode(std::string_view text, std::size_t i);

std::size_t SlowCountInvalid(std::string_view text);

// Letters, marks, digits, punctuation and symbols, as ICU sees them.
bool SlowVisible(std::uint32_t code_point);

// Empty when everything holds for `text`, else a sentence about the first thing that does not:
// tokens ascend, cover exactly the visible characters and have the same key when scanned alone,
// quickly or not;
// sentences cover the tokens; bad bytes are counted; blocks are the whole text in pieces.
std::string CheckSegmentation(std::string_view text);

}  // namespace calque::text

#endif  // CALQUE_TESTS_TEXT_SEGMENTATION_CHECK_H_
