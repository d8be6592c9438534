// Article text that is safe to print on a terminal, and how wide it prints.
//
// Terminals obey bytes: ECMA-48 control sequences move the cursor, retitle the
// window or paste input. So no control character of a document may pass, neither
// C0, DEL and C1 (one-character CSI among them) nor the bidirectional controls,
// which make text read differently from what it is.
#ifndef CALQUE_DETECTOR_REPORTS_TERMINAL_TEXT_H_
#define CALQUE_DETECTOR_REPORTS_TERMINAL_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace calque::reports {

struct TerminalChar {
  char32_t code = 0;       // what to print
  std::size_t length = 1;  // bytes in the text
  int width = 1;           // columns: 0 for combining marks, 2 for wide characters
  bool space = false;      // white space of any kind; then `code` is U+0020
};

// What stands for the character at `pos`: white space and line ends become a
// space, C0 controls and DEL their picture (ESC is U+241B), other controls and
// bad bytes U+FFFD. Requires pos < text.size().
TerminalChar TerminalCharAt(std::string_view text, std::size_t pos);

// Appends `code` in UTF-8.
void AppendChar(char32_t code, std::string* out);

// Appends all of `text` in safe form, on one line, runs of white space as one
// space.
void AppendTerminalText(std::string_view text, std::string* out);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_TERMINAL_TEXT_H_
