// What the scanner needs to know about text outside ASCII: decoding, character
// classes, folding. The only place, with charset.cc, that sees Boost.Locale and
// the ICU below it.
#ifndef CALQUE_DETECTOR_TEXT_UNICODE_H_
#define CALQUE_DETECTOR_TEXT_UNICODE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace calque::text {

struct CodePoint {
  std::uint32_t value;
  std::uint8_t size;  // bytes; 0 when the bytes are no valid UTF-8
};

// Decodes the sequence at `text[i]` (Unicode 15, table 3-7: no overlong forms,
// no surrogates). Requires i < text.size().
CodePoint DecodeUtf8(std::string_view text, std::size_t i);

enum class CharClass : std::uint8_t {
  kLetter,  // letters and the marks that combine with them
  kDigit,
  kSpace,       // white space within a line
  kNewline,     // U+0085, U+2028, U+2029
  kIgnorable,   // zero-width and soft-hyphen characters, byte order mark
  kIdeograph,   // scripts written without spaces: a token for each
  kQuote,       // double quotation marks
  kApostrophe,  // single quotation marks
  kDash,
  kEllipsis,
  kOther,  // every other visible character
  kControl,
};

CharClass Classify(std::uint32_t code_point);
bool IsUpper(std::uint32_t code_point);
bool IsLower(std::uint32_t code_point);

// The folded form of a word: NFKC, full case folding, typographic apostrophes
// as "'", ignorable characters dropped. Total; bytes that are no UTF-8 must not
// be in `word`. Replaces `*folded`.
void FoldUnicode(std::string_view word, std::string* folded);

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_UNICODE_H_
