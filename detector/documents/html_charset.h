// Which encoding a web page is in, and the page in UTF-8.
#ifndef CALQUE_DETECTOR_DOCUMENTS_HTML_CHARSET_H_
#define CALQUE_DETECTOR_DOCUMENTS_HTML_CHARSET_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace calque::documents {

struct Utf8Page {
  std::string bytes;  // valid UTF-8 without NULs and byte order mark
  std::string charset;
  std::uint64_t repairs = 0;
};

// See ExtractHtml for the order in which signs count.
Utf8Page DecodeHtml(std::string_view page, std::string_view declared);

// What the first <meta> elements of a page say; "" if nothing.
std::string MetaCharset(std::string_view page);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_HTML_CHARSET_H_
