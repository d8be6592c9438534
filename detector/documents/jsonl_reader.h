// JSON Lines: one JSON object a line, one document each.
//
// Every line is parsed by itself, so one that is broken costs one record and
// never its neighbours. Two faults that real collections are full of are mended
// instead, and counted in Document::repairs: lone surrogate escapes (Python's
// json writes "\ud800") and bytes that are no UTF-8; both become U+FFFD.
#ifndef CALQUE_DETECTOR_DOCUMENTS_JSONL_READER_H_
#define CALQUE_DETECTOR_DOCUMENTS_JSONL_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "detector/documents/byte_stream.h"
#include "detector/documents/document.h"
#include "detector/documents/document_reader.h"
#include "detector/documents/line_reader.h"

namespace calque::documents {

class JsonLine;
struct JsonFields;

// Per record:
// - text: a string under keys.text; anything else is an error record.
// - id: a string or an integer; otherwise "<base name of the path>#<record>".
// - url, label, domain, group, system, pair: strings or integers if present.
// - spans, where keys.spans asks for them: objects {"begin_byte","end_byte"} or, in
//   code points, {"begin","end"}, with "original" if known; anything else is an error
//   record. They must lie within the text and hold something.
// Of a key that stands twice the last counts, as in Python and JavaScript.
// Blank lines are skipped; they count as lines but not as records. An input that
// fails underway gives one last error record where it failed.
class JsonlReader : public DocumentReader {
 public:
  JsonlReader(std::unique_ptr<ByteStream> stream, JsonKeys keys,
              std::size_t max_line = kMaxLineBytes);
  ~JsonlReader() override;

  bool Fetch(Document* document) override;

 private:
  bool NextLine(Line* line);
  void Start(std::uint64_t offset, Document* document);
  void ReadRecord(const Line& line, Document* document);
  void ReadText(const Line& line, const JsonFields& fields, Document* document);
  Error LineError(const Line& line, ErrorCode code, const std::string& what) const;

  LineReader lines_;
  JsonKeys keys_;
  std::string base_name_;
  std::unique_ptr<JsonLine> json_;
  std::size_t max_line_;
  std::uint64_t records_ = 0;
  bool ended_ = false;
};

// Whether `line` would be read as a record: a JSON object, mended if need be.
bool IsJsonObject(std::string_view line);

// Which of its implementations simdjson took for this processor, e.g. "haswell".
std::string JsonImplementation();

// Overwrites every surrogate escape that has no partner with "\ufffd", which is
// just as long. Returns how many there were.
std::uint64_t ReplaceLoneSurrogates(std::string* json);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_JSONL_READER_H_
