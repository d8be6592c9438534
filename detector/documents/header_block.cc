// See the header: one pass over the lines, strings reused from record to record.
#include "detector/documents/header_block.h"

#include <algorithm>

namespace calque::documents {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Takes the next line off `rest`, without its end.
std::string_view TakeLine(std::string_view* rest) {
  const std::size_t end = std::min(rest->find('\n'), rest->size());
  std::string_view line = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return Lower(x) == Lower(y); });
}

std::string_view TrimBlanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

std::size_t HeaderLength(std::string_view bytes) {
  std::size_t line = 0;
  while (true) {
    const std::size_t end = bytes.find('\n', line);
    if (end == std::string_view::npos) return 0;
    const bool empty = end == line || (end == line + 1 && bytes[line] == '\r');
    if (empty) return end + 1;
    line = end + 1;
  }
}

void HeaderBlock::Parse(std::string_view head) {
  first_line_ = TakeLine(&head);
  used_ = 0;
  while (!head.empty()) {
    const std::string_view line = TakeLine(&head);
    const bool continues = line.starts_with(' ') || line.starts_with('\t');
    if (continues && used_ > 0) {
      lines_[used_ - 1].second.append(" ").append(TrimBlanks(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    if (lines_.size() == used_) lines_.emplace_back();
    lines_[used_].first = TrimBlanks(line.substr(0, colon));
    lines_[used_].second = TrimBlanks(line.substr(colon + 1));
    ++used_;
  }
}

std::string_view HeaderBlock::Value(std::string_view name) const {
  for (std::size_t i = 0; i < used_; ++i) {
    if (EqualsIgnoringCase(lines_[i].first, name)) return lines_[i].second;
  }
  return {};
}

MediaType ParseMediaType(std::string_view value) {
  MediaType media;
  const std::size_t semicolon = std::min(value.find(';'), value.size());
  media.type = LowerAscii(TrimBlanks(value.substr(0, semicolon)));
  const std::string parameters = LowerAscii(value.substr(semicolon));
  constexpr std::string_view kCharset = "charset=";
  const std::size_t at = parameters.find(kCharset);
  if (at == std::string::npos) return media;
  std::string_view charset = std::string_view(parameters).substr(at + kCharset.size());
  charset = TrimBlanks(charset.substr(0, charset.find_first_of(";,")));
  while (charset.starts_with('"') || charset.starts_with('\'')) charset.remove_prefix(1);
  charset = charset.substr(0, charset.find_first_of("\"' "));
  media.charset = charset;
  return media;
}

}  // namespace calque::documents
