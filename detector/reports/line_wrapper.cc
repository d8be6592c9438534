// A word is collected with its colour codes and set when a space ends it.
#include "detector/reports/line_wrapper.h"

#include <cstddef>

#include "detector/reports/terminal_text.h"

namespace calque::reports {

void LineWrapper::Add(std::string_view text, std::string_view sgr) {
  const std::string_view style = layout_.color ? sgr : std::string_view();
  for (std::size_t pos = 0; pos < text.size();) {
    const TerminalChar next = TerminalCharAt(text, pos);
    pos += next.length;
    if (next.space) {
      EndWord();
      space_pending_ = true;
      space_sgr_ = style;
      continue;
    }
    SetWordStyle(style);
    AppendChar(next.code, &word_);
    word_width_ += next.width;
  }
}

void LineWrapper::Finish() {
  EndWord();
  out_->push_back('\n');
}

void LineWrapper::SetWordStyle(std::string_view sgr) {
  if (sgr == word_sgr_) return;
  if (!word_sgr_.empty()) word_.append("\x1b[0m");
  if (!sgr.empty()) word_.append("\x1b[").append(sgr).append("m");
  word_sgr_ = sgr;
}

void LineWrapper::EndWord() {
  if (word_.empty()) return;
  SetWordStyle({});
  const bool line_start = column_ == layout_.indent;
  const int space = space_pending_ && !line_start ? 1 : 0;
  if (!line_start && layout_.width > 0 && column_ + space + word_width_ > layout_.width) {
    out_->push_back('\n');
    out_->append(static_cast<std::size_t>(layout_.indent), ' ');
    column_ = layout_.indent;
  } else if (space > 0) {
    AppendSpace();
  }
  out_->append(word_);
  column_ += word_width_;
  word_.clear();
  word_width_ = 0;
  space_pending_ = false;
}

// A space inside a coloured run carries the run's style: an underline does not
// break between the words of one artifact.
void LineWrapper::AppendSpace() {
  ++column_;
  if (space_sgr_.empty()) {
    out_->push_back(' ');
  } else {
    out_->append("\x1b[").append(space_sgr_).append("m \x1b[0m");
  }
}

}  // namespace calque::reports
