// WARC files (ISO 28500), what crawls are kept in, and WET files, which are WARC
// files of texts.
//
//   WARC/1.0 CRLF
//   WARC-Type: response CRLF
//   WARC-Record-ID: <urn:uuid:...> CRLF    -> Document::id
//   WARC-Target-URI: http://... CRLF       -> Document::url
//   Content-Length: N CRLF
//   CRLF
//   N bytes: a HTTP message, a text, ...   CRLF CRLF
//
// Documents are: `response` records of pages (HTTP status 2xx, HTML or plain text),
// `resource` and `conversion` records of HTML or plain text. All others are counted
// and passed over.
//
// The lengths are not trusted: behind a body must stand two line ends, another record
// or nothing.
// A record that is damaged (wrong length, cut, garbage in front of it, a broken
// gzip member) is an error record that names its place, and reading goes on at the
// next line that begins a record.
#ifndef CALQUE_DETECTOR_DOCUMENTS_WARC_READER_H_
#define CALQUE_DETECTOR_DOCUMENTS_WARC_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "detector/documents/byte_stream.h"
#include "detector/documents/document.h"
#include "detector/documents/document_reader.h"
#include "detector/documents/header_block.h"
#include "detector/documents/read_limits.h"
#include "detector/documents/stream_window.h"

namespace calque::documents {

class WarcReader : public DocumentReader {
 public:
  explicit WarcReader(std::unique_ptr<ByteStream> stream, const ReadLimits& limits = {});

  bool Fetch(Document* document) override;
  std::uint64_t skipped() const override { return skipped_; }

 private:
  // Whether there is a document now; nullopt: the record was passed over.
  std::optional<bool> ReadRecord(Document* document);
  bool SkipLineEnds(Document* document);
  std::size_t ReadHead(Document* document);
  std::optional<std::size_t> ReadLength(std::size_t head, Document* document);
  bool ReadBody(std::size_t head, std::size_t length, Document* document);
  bool TakeRecord(std::string_view body, Document* document);
  bool TakeResponse(std::string_view body, Document* document);
  bool TakePayload(std::string_view type, std::string_view fallback, std::string_view body,
                   Document* document);

  void Fail(ErrorCode code, const std::string& what, Document* document) const;
  void FailAtEnd(const Status& status, const std::string& what, Document* document) const;
  void FindRecord(std::size_t from);

  StreamWindow window_;
  ReadLimits limits_;
  std::string base_name_;
  HeaderBlock head_;
  HeaderBlock http_;
  std::uint64_t records_ = 0;
  std::uint64_t skipped_ = 0;
  bool ended_ = false;
};

// Whether an input begins as a WARC file does.
bool LooksLikeWarc(std::string_view bytes);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_WARC_READER_H_
