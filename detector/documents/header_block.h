// "Name: value" lines up to an empty line: the form that the heads of WARC records
// (ISO 28500) and of HTTP messages (RFC 9112) share.
//
// Taken as crawls have them: lines may end in LF alone, values may go on in lines
// that begin with a blank, and what has no colon is passed over.
#ifndef CALQUE_DETECTOR_DOCUMENTS_HEADER_BLOCK_H_
#define CALQUE_DETECTOR_DOCUMENTS_HEADER_BLOCK_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calque::documents {

// How many bytes of `bytes` the lines up to and with the first empty one take; 0:
// there is no empty line.
std::size_t HeaderLength(std::string_view bytes);

class HeaderBlock {
 public:
  // Reads a head whose first line (version, status) is kept apart.
  void Parse(std::string_view head);

  const std::string& first_line() const { return first_line_; }
  // The value of the first line of that name, whatever its case; "" if there is none.
  std::string_view Value(std::string_view name) const;

 private:
  std::string first_line_;
  std::vector<std::pair<std::string, std::string>> lines_;
  std::size_t used_ = 0;  // lines_ beyond are kept for their memory
};

bool EqualsIgnoringCase(std::string_view a, std::string_view b);
std::string_view TrimBlanks(std::string_view text);
std::string LowerAscii(std::string_view text);

// The parts of "text/html; charset=x": the type in small letters, and the charset
// without quotes ("" if there is none).
struct MediaType {
  std::string type;
  std::string charset;
};
MediaType ParseMediaType(std::string_view value);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_HEADER_BLOCK_H_
