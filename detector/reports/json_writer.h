// Writes JSON (RFC 8259) by appending to a string: no tree, no copies, and the
// keys stay in the order in which the caller writes them.
//
// Whatever bytes come in, valid UTF-8 goes out: every bad byte becomes one
// U+FFFD. Control characters (C0, DEL, C1) are escaped, and so are U+2028 and
// U+2029, which some readers of JSON lines take for line ends.
#ifndef CALQUE_DETECTOR_REPORTS_JSON_WRITER_H_
#define CALQUE_DETECTOR_REPORTS_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace calque::reports {

// The caller keeps the grammar: a Key before every value of an object, every
// Begin closed. The writer sets the commas.
class JsonWriter {
 public:
  // Appends to `out`, which must outlive the writer.
  explicit JsonWriter(std::string* out) : out_(out) {}

  void BeginObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void BeginArray() { Open('['); }
  void EndArray() { Close(']'); }

  // `key` must need no escaping.
  void Key(std::string_view key);

  void String(std::string_view value);
  void Unsigned(std::uint64_t value);
  // Exactly `decimals` digits after the point, under the rules of AppendFixed.
  void Fixed(double value, int decimals);
  void Null();

 private:
  void BeforeValue();
  void Open(char bracket);
  void Close(char bracket);

  std::string* out_;
  bool comma_ = false;  // a value stands before the next one in the same bracket
};

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_JSON_WRITER_H_
