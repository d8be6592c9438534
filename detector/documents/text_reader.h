// A whole input as one document: plain text or a web page, in whatever encoding.
#ifndef CALQUE_DETECTOR_DOCUMENTS_TEXT_READER_H_
#define CALQUE_DETECTOR_DOCUMENTS_TEXT_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "calque/result.h"
#include "detector/documents/byte_stream.h"
#include "detector/documents/document.h"
#include "detector/documents/document_reader.h"
#include "detector/documents/stream_window.h"

namespace calque::documents {

// Gives exactly one Document, whose id is the path as given. Text is decoded by
// calque::DecodeText; the byte order mark of UTF-8 stays, so that positions in the
// text are positions in the file. A page (kHtml) is decoded and parsed by ExtractHtml. An
// input that is damaged, longer than the limit or no text at all gives an error
// record; an empty one is an empty text.
class TextReader : public DocumentReader {
 public:
  explicit TextReader(std::unique_ptr<ByteStream> stream, const ReadLimits& limits = {},
                      Payload::Form form = Payload::Form::kPlain);

  bool Fetch(Document* document) override;

 private:
  Status ReadAll(Document* document);

  std::unique_ptr<ByteStream> stream_;
  Payload::Form form_;
  bool done_ = false;
};

// Plain text of any length in pieces of limits.text_piece bytes or less, which together are the
// text: for whoever learns from its sentences. A piece ends where a line does, before one that
// goes on in a small letter only if there is no other; so no sentence is cut but there. A line
// longer than a piece makes its piece longer, up to the limit of a text; UTF-16 comes in one. An
// input that fails gives an error record behind the pieces before it.
class TextPieceReader : public DocumentReader {
 public:
  // Requires limits.text_piece > 0.
  TextPieceReader(std::unique_ptr<ByteStream> stream, const ReadLimits& limits);

  bool Fetch(Document* document) override;

 private:
  Result<std::size_t> PieceBytes();

  StreamWindow window_;
  std::uint64_t pieces_ = 0;
  bool ended_ = false;
};

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_TEXT_READER_H_
