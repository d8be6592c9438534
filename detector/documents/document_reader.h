// Documents of one input, in order: the seam between files and the detector.
//
// Whoever reads asks for the next Document until there is none. What the input
// is (one text, JSON Lines, a page, a WARC file) is told by its content unless the
// caller says so. An input or a record that cannot be read comes as a Document with
// `error` set.
#ifndef CALQUE_DETECTOR_DOCUMENTS_DOCUMENT_READER_H_
#define CALQUE_DETECTOR_DOCUMENTS_DOCUMENT_READER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "calque/result.h"
#include "detector/documents/byte_stream.h"
#include "detector/documents/document.h"
#include "detector/documents/payload.h"
#include "detector/documents/read_limits.h"

namespace calque::documents {

// kAuto: WARC or HTML when the first bytes say so, JSON Lines when the first line
// that is not blank is a JSON object, else text.
enum class InputFormat { kAuto, kText, kJsonl, kHtml, kWarc };

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
  bool Next(Document* document) {
    if (!Fetch(document)) return false;
    Extract(limits_, document);
    return true;
  }

  // The same without the costly part, which is left to Extract: for whoever can
  // give it to another thread.
  virtual bool Fetch(Document* document) = 0;

  // Records so far that were passed over since they are no documents.
  virtual std::uint64_t skipped() const { return 0; }

 protected:
  explicit DocumentReader(const ReadLimits& limits = {}) : limits_(limits) {}
  const ReadLimits& limits() const { return limits_; }

 private:
  ReadLimits limits_;
};

// Opens `path` ("-" is standard input). Fails only when there is nothing to
// read from; FailedDocuments makes the record of such a failure.
Result<std::unique_ptr<DocumentReader>> OpenDocuments(const std::string& path, InputFormat format,
                                                      const JsonKeys& keys,
                                                      const ReadLimits& limits = {});

// The same over an open stream. Never fails: what goes wrong is a Document.
std::unique_ptr<DocumentReader> ReadDocuments(std::unique_ptr<ByteStream> stream,
                                              InputFormat format, const JsonKeys& keys,
                                              const ReadLimits& limits = {});

// One Document that says why `path` could not be opened.
std::unique_ptr<DocumentReader> FailedDocuments(const std::string& path, Error error);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_DOCUMENT_READER_H_
