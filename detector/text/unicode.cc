// Character properties come from ICU, normalisation and case folding from
// Boost.Locale. Both are slow for short strings, so the scanner comes here only
// for words that have bytes outside ASCII.
#include "detector/text/unicode.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <boost/locale.hpp>
#include <utility>

#include "detector/text/ascii_class.h"

namespace calque::text {
namespace {

const std::locale& EnglishLocale() {
  static const std::locale locale = [] {
    boost::locale::generator generator;
    return generator("en_US.UTF-8");
  }();
  return locale;
}

bool IsContinuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

CharClass ClassifyPunctuation(std::uint32_t c) {
  switch (c) {
    case 0x00AB:
    case 0x00BB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0x2039:
    case 0x203A:
    case 0x300C:
    case 0x300D:
    case 0xFF02:
      return CharClass::kQuote;
    case 0x00B4:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x02BC:
    case 0xFF07:
      return CharClass::kApostrophe;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D:
      return CharClass::kDash;
    case 0x2026:
      return CharClass::kEllipsis;
    default:
      return CharClass::kOther;
  }
}

bool WrittenWithoutSpaces(std::uint32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         script == USCRIPT_THAI || script == USCRIPT_LAO || script == USCRIPT_KHMER ||
         script == USCRIPT_MYANMAR;
}

}  // namespace

CodePoint DecodeUtf8(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) -> unsigned char {
    return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0;
  };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead <= 0xDF && IsContinuation(byte(1))) {
    return {(lead & 0x1Fu) << 6 | (byte(1) & 0x3Fu), 2};
  }
  if ((lead & 0xF0) == 0xE0 && IsContinuation(byte(1)) && IsContinuation(byte(2))) {
    const std::uint32_t c = (lead & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) return {c, 3};
  }
  if (lead >= 0xF0 && lead <= 0xF4 && IsContinuation(byte(1)) && IsContinuation(byte(2)) &&
      IsContinuation(byte(3))) {
    const std::uint32_t c =
        (lead & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu);
    if (c >= 0x10000 && c <= 0x10FFFF) return {c, 4};
  }
  return {0, 0};
}

CharClass Classify(std::uint32_t c) {
  if (c == 0x00AD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF) {
    return CharClass::kIgnorable;
  }
  if (c == 0x85 || c == 0x2028 || c == 0x2029) return CharClass::kNewline;
  const CharClass punctuation = ClassifyPunctuation(c);
  if (punctuation != CharClass::kOther) return punctuation;
  const auto code_point = static_cast<UChar32>(c);
  switch (u_charType(code_point)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return WrittenWithoutSpaces(c) ? CharClass::kIdeograph : CharClass::kLetter;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return CharClass::kLetter;
    case U_DECIMAL_DIGIT_NUMBER:
      return CharClass::kDigit;
    case U_SPACE_SEPARATOR:
      return CharClass::kSpace;
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_SURROGATE:
    case U_UNASSIGNED:
      return CharClass::kControl;
    default:
      return CharClass::kOther;
  }
}

bool IsUpper(std::uint32_t c) { return u_isupper(static_cast<UChar32>(c)) != 0; }
bool IsLower(std::uint32_t c) { return u_islower(static_cast<UChar32>(c)) != 0; }

void FoldUnicode(std::string_view word, std::string* folded) {
  std::string kept;
  kept.reserve(word.size());
  for (std::size_t i = 0; i < word.size();) {
    const CodePoint c = DecodeUtf8(word, i);
    const std::size_t size = c.size == 0 ? 1 : c.size;
    const CharClass kind = c.value < 0x80 ? CharClass::kLetter : Classify(c.value);
    if (kind == CharClass::kApostrophe) {
      kept += '\'';
    } else if (kind != CharClass::kIgnorable && c.size != 0) {
      kept.append(word.substr(i, size));
    }
    i += size;
  }
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(kept.begin(), kept.end(), is_ascii)) {  // "don't" with a typographic apostrophe
    std::transform(kept.begin(), kept.end(), kept.begin(), Lower);
    *folded = std::move(kept);
    return;
  }
  try {
    const std::locale& locale = EnglishLocale();
    *folded = boost::locale::fold_case(
        boost::locale::normalize(kept, boost::locale::norm_nfkc, locale), locale);
  } catch (const std::exception&) {
    // Boost.Locale throws when a locale lacks a facet; the word then keeps its
    // spelling and is matched as written.
    *folded = kept;
  }
}

}  // namespace calque::text
