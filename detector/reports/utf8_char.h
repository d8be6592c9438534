// One UTF-8 character at a time, for writers that must count, print or replace.
//
// Well-formed sequences are those of the Unicode Standard, table 3-7: shortest
// form, no surrogates, nothing above U+10FFFF. A byte that starts no such
// sequence is a bad byte and stands for one U+FFFD of its own. That is not the
// "maximal subpart" practice of some decoders (three bytes cut off a four-byte
// sequence are three U+FFFD here), but it is what a reader can compute from a
// byte offset without knowing a decoder's habits.
#ifndef CALQUE_DETECTOR_REPORTS_UTF8_CHAR_H_
#define CALQUE_DETECTOR_REPORTS_UTF8_CHAR_H_

#include <cstddef>
#include <string_view>

namespace calque::reports {

inline constexpr char32_t kReplacementChar = 0xFFFD;
inline constexpr std::string_view kReplacementBytes = "\xEF\xBF\xBD";

struct Utf8Char {
  char32_t code = kReplacementChar;
  std::size_t length = 1;  // bytes in the text
  bool valid = false;
};

// The character that starts at `pos`. Requires pos < text.size().
inline Utf8Char DecodeChar(std::string_view text, std::size_t pos) {
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const char32_t lead = static_cast<unsigned char>(text[pos]);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - pos < length) return {};
  char32_t code = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const char32_t byte = static_cast<unsigned char>(text[pos + i]);
    if ((byte & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte & 0x3F);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[length] || surrogate || code > 0x10FFFF) return {};
  return {code, length, true};
}

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_UTF8_CHAR_H_
