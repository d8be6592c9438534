// Breaks running text with coloured parts into lines of a given width.
//
// Greedy: a word that does not fit begins the next line. Words are measured in
// terminal columns, colour codes count nothing, and every colour is closed
// before its line ends, so a pager may start anywhere. A word wider than the
// line stands on a line of its own, uncut (it is most often an address).
#ifndef CALQUE_DETECTOR_REPORTS_LINE_WRAPPER_H_
#define CALQUE_DETECTOR_REPORTS_LINE_WRAPPER_H_

#include <string>
#include <string_view>

namespace calque::reports {

struct WrapLayout {
  int width = 80;  // columns; 0 or less: never break
  int indent = 0;  // columns before the text on every line
  bool color = false;
};

class LineWrapper {
 public:
  // The caller has written the first `indent` columns of the first line.
  // `out` must outlive the wrapper.
  LineWrapper(const WrapLayout& layout, std::string* out)
      : layout_(layout), out_(out), column_(layout.indent) {}

  // Adds any bytes; the wrapper makes them safe for the terminal. `sgr` holds
  // the parameters of an ECMA-48 SGR sequence ("4;31"), empty for plain text,
  // and must be static; without colour it is ignored. Text added in two calls is
  // one word unless there is a space between.
  void Add(std::string_view text, std::string_view sgr = {});

  // Ends the last line.
  void Finish();

 private:
  void SetWordStyle(std::string_view sgr);
  void EndWord();
  void AppendSpace();

  WrapLayout layout_;
  std::string* out_;
  int column_;
  std::string word_;  // with its colour codes
  int word_width_ = 0;
  std::string_view word_sgr_;  // the style that is open inside word_
  bool space_pending_ = false;
  std::string_view space_sgr_;
};

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_LINE_WRAPPER_H_
