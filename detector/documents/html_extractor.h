// The visible text of a web page.
//
// The title comes first, then every block element as a paragraph: blank lines
// between paragraphs, a line end for <br>, one space for any run of blanks. What a
// reader does not see (scripts, styles, hidden elements) is left out, and so is
// furniture where it can be told (html_elements.h), unless nothing else is there.
// Positions in the result are positions in this text, not in the page.
#ifndef CALQUE_DETECTOR_DOCUMENTS_HTML_EXTRACTOR_H_
#define CALQUE_DETECTOR_DOCUMENTS_HTML_EXTRACTOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "calque/result.h"
#include "detector/documents/read_limits.h"

namespace calque::documents {

struct HtmlText {
  std::string text;  // UTF-8
  std::string charset;
  std::uint64_t repairs = 0;  // invalid bytes that became U+FFFD
};

// An Error for binary data and beyond the depth limit; else any bytes are a page. The encoding is
// that of a byte order mark, else what `charset` (of a HTTP header) or the page says, else UTF-8 if
// it is that, else windows-1252. A page that calls itself Latin but is valid UTF-8 is taken for
// UTF-8. Thread-safe.
Result<HtmlText> ExtractHtml(std::string_view page, std::string_view charset,
                             std::size_t max_depth = kMaxHtmlDepth);

// Whether an input begins as web pages do (the signs of the WHATWG's MIME sniffing
// standard), after a byte order mark, blanks, comments and an XML declaration.
bool LooksLikeHtml(std::string_view bytes);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_HTML_EXTRACTOR_H_
