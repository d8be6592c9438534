// One input, one document. Binary files are refused by the first bytes of their
// format, or later by their NULs: a decoded text has next to none, even from UTF-16.
#include "detector/documents/text_reader.h"

#include <algorithm>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

constexpr std::size_t kFirstReadBytes = 16 * 1024;

struct Magic {
  std::string_view bytes;
  const char* what;
};

// Formats that people hand over by mistake. Compressed ones that are read never
// get here, unless they were compressed twice.
constexpr Magic kMagics[] = {
    {"\x7F"
     "ELF",
     "an ELF program"},
    {"\x89PNG\r\n\x1A\n", "a PNG image"},
    {"\xFF\xD8\xFF", "a JPEG image"},
    {"%PDF-", "a PDF document"},
    {"PK\x03\x04", "a ZIP archive (or an office document)"},
    {"PK\x05\x06", "an empty ZIP archive"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document"},
    {"{\\rtf1", "a Rich Text document"},
    {std::string_view("SQLite format 3\0", 16), "an SQLite database"},
    {std::string_view("\xFD"
                      "7zXZ\0",
                      6),
     "xz-compressed; gzip and zstd are read"},
    {"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"},
    {"Rar!\x1A\x07", "a RAR archive"},
    {"PAR1\x15", "a Parquet file"},
    {"\x1F\x8B\x08", "compressed in more layers than are undone"},
    {"\x28\xB5\x2F\xFD", "compressed in more layers than are undone"},
};
constexpr std::string_view kBzip2 = "BZh";
constexpr std::string_view kBzip2Block = "1AY&SY";

// What the bytes are if they are a known binary format, else nullptr.
const char* BinaryFormat(std::string_view bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.bytes)) return magic.what;
  }
  const bool bzip2 = bytes.starts_with(kBzip2) && bytes.size() > kBzip2.size() &&
                     bytes.substr(kBzip2.size() + 1).starts_with(kBzip2Block);
  return bzip2 ? "bzip2-compressed; gzip and zstd are read" : nullptr;
}

}  // namespace

TextReader::TextReader(std::unique_ptr<ByteStream> stream, const ReadLimits& limits,
                       Payload::Form form)
    : DocumentReader(limits), stream_(std::move(stream)), form_(form) {}

bool TextReader::Fetch(Document* document) {
  if (std::exchange(done_, true)) return false;
  document->Clear();
  document->id = stream_->name();
  document->path = stream_->name();
  document->charset = "utf-8";
  document->payload.form = form_;
  Status status;
  try {
    status = ReadAll(document);
  } catch (const std::bad_alloc&) {
    status = Error{ErrorCode::kResourceExhausted,
                   QuotedPath(stream_->name()) + ": there is no memory for a text this long."};
  }
  if (!status.ok()) {
    document->text.clear();
    document->error = status.error();
  }
  return true;
}

Status TextReader::ReadAll(Document* document) {
  std::string& text = document->text;
  const std::size_t max_bytes = limits().max_record;
  std::size_t size = 0;
  while (true) {
    // Read up to one byte past the limit: that byte is the proof.
    if (size == text.size()) {
      const std::size_t next = std::max(kFirstReadBytes, size * 2);
      text.resize(next > max_bytes / 2 ? std::max(size, max_bytes) + 1 : next);
    }
    Result<std::size_t> got = stream_->Read(std::span(text).subspan(size));
    if (!got.ok()) return got.error();
    size += *got;
    if (size > max_bytes) {
      return Error{ErrorCode::kResourceExhausted, QuotedPath(stream_->name()) +
                                                      ": the text is longer than the limit of " +
                                                      std::to_string(max_bytes) + " bytes."};
    }
    if (*got == 0) break;
  }
  text.resize(size);
  const char* format = BinaryFormat(text);
  if (format == nullptr) return {};
  return Error{ErrorCode::kInvalidArgument,
               QuotedPath(stream_->name()) + ": is " + format + ", not text."};
}

}  // namespace calque::documents
