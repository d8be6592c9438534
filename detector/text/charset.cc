// Which encoding the bytes are in, and their conversion to UTF-8 by Boost.Locale.
#include "calque/charset.h"

#include <algorithm>
#include <boost/locale/encoding.hpp>
#include <cstdint>

#include "detector/text/unicode.h"

namespace calque {
namespace {

// How much of a text is looked at to guess its encoding.
constexpr std::size_t kProbeBytes = 1 << 16;

std::string FromByteOrderMark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "utf-8";
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return "utf-32le";
  if (bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) return "utf-32be";
  if (bytes.starts_with("\xFF\xFE")) return "utf-16le";
  if (bytes.starts_with("\xFE\xFF")) return "utf-16be";
  return "";
}

// Western text in UTF-16 has a NUL in most pairs, always on the same side.
std::string FromNulPattern(std::string_view bytes) {
  const std::string_view probe = bytes.substr(0, kProbeBytes);
  const std::size_t pairs = probe.size() / 2;
  if (pairs < 2) return "";
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    even += probe[2 * i] == '\0' ? 1 : 0;
    odd += probe[2 * i + 1] == '\0' ? 1 : 0;
  }
  if (odd * 2 > pairs && even * 20 < pairs) return "utf-16le";
  if (even * 2 > pairs && odd * 20 < pairs) return "utf-16be";
  return "";
}

bool MostlyUtf8(std::string_view bytes) {
  const std::string_view probe = bytes.substr(0, kProbeBytes);
  std::size_t valid = 0;
  std::size_t invalid = 0;
  for (std::size_t i = 0; i < probe.size();) {
    if (static_cast<unsigned char>(probe[i]) < 0x80) {
      ++i;
      continue;
    }
    const text::CodePoint c = text::DecodeUtf8(probe, i);
    ++(c.size == 0 ? invalid : valid);
    i += c.size == 0 ? 1 : c.size;
  }
  // A sequence that the probe's end cuts is not the text's fault.
  const std::size_t excused = probe.size() < bytes.size() ? 3 : 0;
  return (invalid - std::min(invalid, excused)) * 9 <= valid;
}

bool SameCharset(std::string_view a, std::string_view b) {
  const auto next = [](std::string_view s, std::size_t* i) -> int {
    while (*i < s.size() && (s[*i] == '-' || s[*i] == '_' || s[*i] == ' ')) ++*i;
    return *i < s.size() ? static_cast<unsigned char>(s[(*i)++]) | 0x20 : 0;
  };
  for (std::size_t i = 0, j = 0;;) {
    const int x = next(a, &i);
    const int y = next(b, &j);
    if (x != y) return false;
    if (x == 0) return true;
  }
}

bool Convert(std::string_view bytes, const std::string& charset, DecodedText* out) {
  if (SameCharset(charset, "utf-8")) {
    out->charset = "utf-8";
    out->as_is = true;
    return true;
  }
  try {
    out->text = boost::locale::conv::to_utf<char>(bytes.data(), bytes.data() + bytes.size(),
                                                  charset, boost::locale::conv::skip);
    out->charset = charset;
    return true;
  } catch (const std::exception&) {  // an unknown charset name
    return false;
  }
}

}  // namespace

DecodedText DecodeText(std::string_view bytes, std::string_view declared) {
  DecodedText out;
  const std::string mark = FromByteOrderMark(bytes);
  if (!mark.empty() && Convert(bytes, mark, &out)) return out;
  // A NUL has no place in a text; the pattern beats a header that is wrong.
  const std::string pattern = FromNulPattern(bytes);
  if (!pattern.empty() && Convert(bytes, pattern, &out)) return out;
  if (!declared.empty() && !SameCharset(declared, "utf-8") &&
      Convert(bytes, std::string(declared), &out)) {
    return out;
  }
  if (!MostlyUtf8(bytes) && Convert(bytes, "windows-1252", &out)) return out;
  Convert(bytes, "utf-8", &out);
  return out;
}

}  // namespace calque
