// After the WHATWG's encoding sniffing: mark, header, <meta>, and only then the
// bytes themselves; with one rule of experience on top. A Latin label on text that
// is valid UTF-8 and not ASCII is wrong: by chance that does not happen.
#include "detector/documents/html_charset.h"

#include <algorithm>
#include <array>
#include <utility>

#include "calque/charset.h"
#include "detector/documents/header_block.h"
#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

constexpr std::size_t kProbeBytes = 4096;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// Labels that browsers take for windows-1252.
constexpr std::array<std::string_view, 9> kWesternLabels = {
    "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1",      "latin-1",
    "us-ascii",   "ascii",     "cp1252",     "windows-1252"};

bool IsWestern(std::string_view label) {
  return std::find(kWesternLabels.begin(), kWesternLabels.end(), label) != kWesternLabels.end();
}

std::string Label(std::string_view page, std::string_view declared) {
  std::string label = LowerAscii(TrimBlanks(declared));
  if (label.empty()) label = MetaCharset(page);
  return IsWestern(label) ? "windows-1252" : label;
}

std::string AttributeValue(std::string_view text) {
  text = TrimBlanks(text);
  while (text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
  return std::string(TrimBlanks(text.substr(0, text.find_first_of("\"'; \t\r\n/>"))));
}

}  // namespace

std::string MetaCharset(std::string_view page) {
  const std::string head = LowerAscii(page.substr(0, kProbeBytes));
  for (std::size_t at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at)) {
    const std::size_t end = std::min(head.find('>', at), head.size());
    const std::string_view meta = std::string_view(head).substr(at, end - at);
    at = end;
    std::size_t charset = meta.find("charset");
    if (charset == std::string_view::npos) continue;
    charset = meta.find('=', charset);
    if (charset == std::string_view::npos) continue;
    std::string label = AttributeValue(meta.substr(charset + 1));
    // The label was read as ASCII, so that it cannot be right.
    if (label.starts_with("utf-16") || label.starts_with("utf-32")) return "utf-8";
    if (!label.empty()) return label;
  }
  return "";
}

Utf8Page DecodeHtml(std::string_view page, std::string_view declared) {
  Utf8Page out;
  std::string label = Label(page, declared);
  if (IsWestern(label)) {
    // Valid as it stands: DecodeText finds out by itself.
    std::string copy(page);
    if (ReplaceInvalidUtf8(&copy) == 0) label.clear();
  }
  DecodedText decoded = DecodeText(page, label);
  out.charset = std::move(decoded.charset);
  out.bytes = decoded.as_is ? std::string(page) : std::move(decoded.text);
  if (out.bytes.starts_with(kUtf8Mark)) out.bytes.erase(0, kUtf8Mark.size());
  std::erase(out.bytes, '\0');
  out.repairs = ReplaceInvalidUtf8(&out.bytes);
  return out;
}

}  // namespace calque::documents
