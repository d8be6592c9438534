// Documents of one input, in order: the seam between files and the detector.
//
// Whoever reads asks for the next Document until there is none. What the input
// is (one text, JSON Lines) is told by its content unless the caller says so.
// An input or a record that cannot be read comes as a Document with `error` set.
#ifndef CALQUE_DETECTOR_DOCUMENTS_DOCUMENT_READER_H_
#define CALQUE_DETECTOR_DOCUMENTS_DOCUMENT_READER_H_

#include <memory>
#include <string>

#include "calque/result.h"
#include "detector/documents/byte_stream.h"
#include "detector/documents/document.h"

namespace calque::documents {

// kAuto: JSON Lines when the first line that is not blank is a JSON object.
enum class InputFormat { kAuto, kText, kJsonl };

// Under which keys a JSON Lines record holds what.
struct JsonKeys {
  std::string text = "text";
  std::string id = "id";
  std::string url = "url";
  std::string spans = "";  // gold spans of a labelled set; empty: not read
};

// Not thread-safe.
class DocumentReader {
 public:
  virtual ~DocumentReader() = default;
  DocumentReader(const DocumentReader&) = delete;
  DocumentReader& operator=(const DocumentReader&) = delete;

  // Overwrites `document` with the next one; false when there is none left.
  virtual bool Next(Document* document) = 0;

 protected:
  DocumentReader() = default;
};

// Opens `path` ("-" is standard input). Fails only when there is nothing to
// read from; FailedDocuments makes the record of such a failure.
Result<std::unique_ptr<DocumentReader>> OpenDocuments(const std::string& path, InputFormat format,
                                                      const JsonKeys& keys);

// The same over an open stream. Never fails: what goes wrong is a Document.
std::unique_ptr<DocumentReader> ReadDocuments(std::unique_ptr<ByteStream> stream,
                                              InputFormat format, const JsonKeys& keys);

// One Document that says why `path` could not be opened.
std::unique_ptr<DocumentReader> FailedDocuments(const std::string& path, Error error);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_DOCUMENT_READER_H_
