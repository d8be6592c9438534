// One input, one document, or pieces of it. Binary files are refused by the first bytes of their
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

Status CheckIsText(const std::string& path, std::string_view bytes) {
  const char* format = BinaryFormat(bytes);
  if (format == nullptr) return {};
  return Error{ErrorCode::kInvalidArgument, QuotedPath(path) + ": is " + format + ", not text."};
}

Error TooLong(const std::string& path, std::size_t max_bytes) {
  return {ErrorCode::kResourceExhausted, QuotedPath(path) +
                                             ": the text is longer than the limit of " +
                                             std::to_string(max_bytes) + " bytes."};
}

Error NoMemory(const std::string& path) {
  return {ErrorCode::kResourceExhausted,
          QuotedPath(path) + ": there is no memory for a text this long."};
}

void Begin(const std::string& path, Payload::Form form, Document* document) {
  document->Clear();
  document->id = path;
  document->path = path;
  document->charset = "utf-8";
  document->payload.form = form;
}

// Whether a line that begins so begins a sentence, as far as one byte can tell.
bool BeginsSentence(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80 && byte != ' ' && byte != '\t' && (byte < 'a' || byte > 'z');
}

// Behind the last line of `bytes` that ends before their last byte, best where a sentence does;
// 0 if there is none.
std::size_t EndOfLines(std::string_view bytes) {
  std::size_t last = 0;
  for (std::size_t end = bytes.size() - 1; end > 0; --end) {
    if (bytes[end - 1] != '\n') continue;
    if (BeginsSentence(bytes[end])) return end;
    last = std::max(last, end);
  }
  return last;
}

}  // namespace

TextReader::TextReader(std::unique_ptr<ByteStream> stream, const ReadLimits& limits,
                       Payload::Form form)
    : DocumentReader(limits), stream_(std::move(stream)), form_(form) {}

bool TextReader::Fetch(Document* document) {
  if (std::exchange(done_, true)) return false;
  Begin(stream_->name(), form_, document);
  Status status;
  try {
    status = ReadAll(document);
  } catch (const std::bad_alloc&) {
    status = NoMemory(stream_->name());
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
    if (size > max_bytes) return TooLong(stream_->name(), max_bytes);
    if (*got == 0) break;
  }
  text.resize(size);
  return CheckIsText(stream_->name(), text);
}

TextPieceReader::TextPieceReader(std::unique_ptr<ByteStream> stream, const ReadLimits& limits)
    : DocumentReader(limits), window_(std::move(stream)) {}

bool TextPieceReader::Fetch(Document* document) {
  if (ended_) return false;
  Begin(window_.name(), Payload::Form::kPlain, document);
  document->record = pieces_;
  document->offset = window_.offset();
  try {
    Result<std::size_t> size = PieceBytes();
    if (size.ok()) {
      document->text.assign(window_.data().substr(0, *size));
      window_.Consume(*size);
    } else {
      document->error = size.error();
    }
  } catch (const std::bad_alloc&) {
    document->error = NoMemory(window_.name());
  }
  // An input that is empty is an empty text; behind the last piece there is none.
  const bool is_first = pieces_++ == 0;
  ended_ = document->error.has_value() || document->text.empty();
  return is_first || document->error || !document->text.empty();
}

Result<std::size_t> TextPieceReader::PieceBytes() {
  const std::size_t longest = std::max(limits().max_record, limits().text_piece);
  for (std::size_t most = limits().text_piece;; most = std::min(2 * most, longest)) {
    // The byte behind a piece tells how the next one begins.
    if (Status read = window_.Want(most + 1); !read.ok()) return read.error();
    const std::string_view bytes = window_.data().substr(0, most + 1);
    if (window_.offset() == 0) {
      if (Status text = CheckIsText(window_.name(), bytes); !text.ok()) return text.error();
    }
    if (bytes.size() <= most) return bytes.size();
    const bool is_wide = bytes.substr(0, 2).find('\0') != std::string_view::npos ||
                         bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    const std::size_t end = is_wide ? 0 : EndOfLines(bytes);
    if (end != 0) return end;
    if (most == longest) return TooLong(window_.name(), longest);
  }
}

}  // namespace calque::documents
