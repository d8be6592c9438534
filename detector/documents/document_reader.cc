// Which reader an input gets. To tell, the first line is read ahead and then
// replayed in front of the rest, so that pipes need no second opening.
#include "detector/documents/document_reader.h"

#include <algorithm>
#include <cstddef>
#include <new>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "detector/documents/html_extractor.h"
#include "detector/documents/jsonl_reader.h"
#include "detector/documents/line_reader.h"
#include "detector/documents/text_reader.h"
#include "detector/documents/warc_reader.h"

namespace calque::documents {
namespace {

constexpr std::size_t kLookAheadBytes = 64 * 1024;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kJsonSpace = " \t\r\n";

// The bytes read ahead, then the stream they came from.
class ReplayStream : public ByteStream {
 public:
  ReplayStream(std::string ahead, std::unique_ptr<ByteStream> rest)
      : ByteStream(rest->name()), ahead_(std::move(ahead)), rest_(std::move(rest)) {}

  Result<std::size_t> Read(std::span<char> buffer) override {
    if (at_ == ahead_.size()) return rest_->Read(buffer);
    const std::size_t count = ahead_.copy(buffer.data(), buffer.size(), at_);
    at_ += count;
    if (at_ == ahead_.size()) {
      std::string().swap(ahead_);
      at_ = 0;
    }
    return count;
  }

  bool SkipDamage() override { return rest_->SkipDamage(); }
  std::uint64_t checked() const override { return rest_->checked(); }

 private:
  std::string ahead_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteStream> rest_;
};

class FailedReader : public DocumentReader {
 public:
  FailedReader(std::string path, Error error) : path_(std::move(path)), error_(std::move(error)) {}

  bool Fetch(Document* document) override {
    if (!error_) return false;
    document->Clear();
    document->id = path_;
    document->path = path_;
    document->error = std::exchange(error_, std::nullopt);
    return true;
  }

 private:
  std::string path_;
  std::optional<Error> error_;
};

// Appends the next bytes of the stream; false at its end or failure (which the
// stream repeats to whoever reads on).
bool ReadAhead(ByteStream* stream, std::string* ahead) {
  const std::size_t size = ahead->size();
  ahead->resize(size + std::max(kLookAheadBytes, size));
  const Result<std::size_t> got = stream->Read(std::span(*ahead).subspan(size));
  const std::size_t count = got.ok() ? *got : 0;
  ahead->resize(size + count);
  return count > 0;
}

// Where the first line that is not blank begins; npos when all are blank.
std::size_t FirstWord(std::string_view ahead) {
  const std::size_t mark = ahead.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
  return ahead.find_first_not_of(kJsonSpace, mark);
}

// Appends until `ahead` holds something that is not blank, and enough of it.
bool ReadFirstWord(ByteStream* stream, std::string* ahead, std::size_t* begin) {
  constexpr std::size_t kEnough = 64;
  bool more = true;
  while (more && ahead->size() < kMaxLineBytes) {
    more = ReadAhead(stream, ahead);
    *begin = FirstWord(*ahead);
    if (*begin != std::string::npos && ahead->size() - *begin >= kEnough) break;
  }
  *begin = FirstWord(*ahead);
  return more;
}

bool BeginsJsonl(ByteStream* stream, std::size_t begin, bool more, std::string* ahead) {
  std::size_t end = ahead->find('\n', begin);
  while (end == std::string::npos && more && ahead->size() - begin <= kMaxLineBytes) {
    const std::size_t scanned = ahead->size();
    more = ReadAhead(stream, ahead);
    end = ahead->find('\n', scanned);
  }
  return IsJsonObject(std::string_view(*ahead).substr(begin, std::min(end, ahead->size()) - begin));
}

InputFormat FormatOf(ByteStream* stream, std::string* ahead) {
  std::size_t begin = 0;
  const bool more = ReadFirstWord(stream, ahead, &begin);
  if (begin == std::string::npos) return InputFormat::kText;
  if ((*ahead)[begin] == '{') {
    return BeginsJsonl(stream, begin, more, ahead) ? InputFormat::kJsonl : InputFormat::kText;
  }
  if (LooksLikeWarc(*ahead)) return InputFormat::kWarc;
  return LooksLikeHtml(*ahead) ? InputFormat::kHtml : InputFormat::kText;
}

}  // namespace

std::unique_ptr<DocumentReader> ReadDocuments(std::unique_ptr<ByteStream> stream,
                                              InputFormat format, const JsonKeys& keys,
                                              const ReadLimits& limits) {
  if (format == InputFormat::kAuto) {
    std::string ahead;
    try {
      format = FormatOf(stream.get(), &ahead);
    } catch (const std::bad_alloc&) {
      const std::string path = stream->name();
      return FailedDocuments(path, Error{ErrorCode::kResourceExhausted,
                                         "There is no memory for the first line of the input."});
    }
    stream = std::make_unique<ReplayStream>(std::move(ahead), std::move(stream));
  }
  switch (format) {
    case InputFormat::kJsonl:
      return std::make_unique<JsonlReader>(std::move(stream), keys, limits.max_record);
    case InputFormat::kWarc:
      return std::make_unique<WarcReader>(std::move(stream), limits);
    case InputFormat::kHtml:
      return std::make_unique<TextReader>(std::move(stream), limits, Payload::Form::kHtml);
    default:
      if (limits.text_piece == 0) return std::make_unique<TextReader>(std::move(stream), limits);
      return std::make_unique<TextPieceReader>(std::move(stream), limits);
  }
}

Result<std::unique_ptr<DocumentReader>> OpenDocuments(const std::string& path, InputFormat format,
                                                      const JsonKeys& keys,
                                                      const ReadLimits& limits) {
  Result<std::unique_ptr<ByteStream>> stream = ByteStream::Open(path, limits.stream);
  if (!stream.ok()) return stream.error();
  return ReadDocuments(*std::move(stream), format, keys, limits);
}

std::unique_ptr<DocumentReader> FailedDocuments(const std::string& path, Error error) {
  return std::make_unique<FailedReader>(path, std::move(error));
}

}  // namespace calque::documents
