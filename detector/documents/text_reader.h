// A whole input as one document: plain text in whatever encoding it came.
#ifndef CALQUE_DETECTOR_DOCUMENTS_TEXT_READER_H_
#define CALQUE_DETECTOR_DOCUMENTS_TEXT_READER_H_

#include <cstddef>
#include <memory>

#include "calque/result.h"
#include "detector/documents/byte_stream.h"
#include "detector/documents/document.h"
#include "detector/documents/document_reader.h"

namespace calque::documents {

inline constexpr std::size_t kMaxTextBytes = std::size_t{1} << 30;

// Gives exactly one Document, whose id is the path as given. Text is decoded by
// calque::DecodeText and loses its byte order mark. An input that is damaged,
// longer than the limit or no text at all gives an error record; an empty one
// is an empty text.
class TextReader : public DocumentReader {
 public:
  explicit TextReader(std::unique_ptr<ByteStream> stream, std::size_t max_bytes = kMaxTextBytes);

  bool Next(Document* document) override;

 private:
  Status ReadAll(Document* document);
  Status Decode(Document* document);

  std::unique_ptr<ByteStream> stream_;
  std::size_t max_bytes_;
  bool done_ = false;
};

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_TEXT_READER_H_
