// A character at a time: pages are small.
#include "detector/reports/html_text.h"

#include "detector/reports/utf8_char.h"

namespace calque::reports {
namespace {

std::string_view ReferenceFor(char32_t code) {
  switch (code) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

bool IsControl(char32_t code) {
  const bool space = code == '\t' || code == '\n' || code == '\r';
  return (code < 0x20 && !space) || (code >= 0x7F && code < 0xA0) || code == 0xFFFE ||
         code == 0xFFFF;
}

}  // namespace

void AppendHtmlText(std::string_view text, std::string* out) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char next = DecodeChar(text, at);
    const std::string_view reference = ReferenceFor(next.code);
    if (!next.valid || IsControl(next.code)) {
      out->append(kReplacementBytes);
    } else {
      out->append(reference.empty() ? text.substr(at, next.length) : reference);
    }
    at += next.length;
  }
}

std::string HtmlText(std::string_view text) {
  std::string out;
  AppendHtmlText(text, &out);
  return out;
}

}  // namespace calque::reports
