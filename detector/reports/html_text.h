// Text inside HTML and XML.
#ifndef CALQUE_DETECTOR_REPORTS_HTML_TEXT_H_
#define CALQUE_DETECTOR_REPORTS_HTML_TEXT_H_

#include <string>
#include <string_view>

namespace calque::reports {

// Appends `text` so that it is only text, in content and in quoted attributes: marks
// of the language become references, controls and bytes that are no UTF-8 U+FFFD.
void AppendHtmlText(std::string_view text, std::string* out);
std::string HtmlText(std::string_view text);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_HTML_TEXT_H_
