// A file is opened by its descriptor under a stream that counts; everything else,
// and every failure to open, is left to ByteStream::Open.
#include "detector/documents/corpus_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <span>
#include <system_error>
#include <utility>

#include "detector/documents/line_reader.h"
#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{16} << 20;

class CountedFile : public ByteStream {
 public:
  CountedFile(int descriptor, std::string name, std::uint64_t* bytes)
      : ByteStream(std::move(name)), descriptor_(descriptor), bytes_(bytes) {}
  ~CountedFile() override { close(descriptor_); }

  Result<std::size_t> Read(std::span<char> buffer) override {
    ssize_t count = -1;
    do {
      count = read(descriptor_, buffer.data(), buffer.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
      return Error{ErrorCode::kIo, QuotedPath(name()) + ": cannot be read: " +
                                       std::generic_category().message(errno) + "."};
    }
    *bytes_ += static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
  }

 private:
  int descriptor_;
  std::uint64_t* bytes_;
};

// The descriptor of a regular file, or -1.
int OpenRegular(const std::string& path) {
  struct stat status = {};
  if (path == "-" || stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return -1;
  return open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

class LineDocuments : public DocumentReader {
 public:
  explicit LineDocuments(std::unique_ptr<ByteStream> stream) : lines_(std::move(stream)) {}

  bool Fetch(Document* document) override {
    if (ended_) return false;
    document->Clear();
    document->path = lines_.name();
    document->id = lines_.name();
    Line line;
    if (!lines_.Next(&line)) {
      ended_ = true;
      document->error = lines_.failure();
      return document->error.has_value();
    }
    if (line.cut) return true;  // half a line teaches nothing; the failure follows
    if (line.too_long || line.text.find('\0') != std::string_view::npos) {
      ended_ = !line.too_long;
      document->error = Refusal(line);
      return true;
    }
    document->text.assign(line.text);
    document->repairs = ReplaceInvalidUtf8(&document->text);
    document->text += '\n';
    return true;
  }

 private:
  Error Refusal(const Line& line) const {
    const std::string place = QuotedPath(lines_.name()) + ":" + std::to_string(line.number);
    if (!line.too_long) {
      return {ErrorCode::kInvalidArgument, place + ": there is a NUL byte: this is no text."};
    }
    return {ErrorCode::kResourceExhausted, place + ": the line is longer than the limit of " +
                                               std::to_string(kMaxLineBytes) + " bytes."};
  }

  LineReader lines_;
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<ByteStream>> OpenMeasured(const std::string& path, std::uint64_t* bytes,
                                                 const StreamLimits& limits) {
  const int descriptor = OpenRegular(path);
  if (descriptor < 0) return ByteStream::Open(path, limits);
  return ByteStream::Decompress(std::make_unique<CountedFile>(descriptor, path, bytes), limits);
}

std::optional<std::uint64_t> FileBytes(const std::vector<std::string>& paths) {
  std::uint64_t total = 0;
  for (const std::string& path : paths) {
    struct stat status = {};
    if (path == "-") return std::nullopt;
    if (stat(path.c_str(), &status) != 0) continue;
    if (!S_ISREG(status.st_mode)) return std::nullopt;
    total += static_cast<std::uint64_t>(status.st_size);
  }
  return total;
}

CorpusReader::CorpusReader(std::vector<std::string> paths, CorpusUnit unit, JsonKeys keys)
    : paths_(std::move(paths)),
      unit_(unit),
      keys_(std::move(keys)),
      bytes_total_(FileBytes(paths_)) {}
CorpusReader::~CorpusReader() = default;

std::unique_ptr<DocumentReader> CorpusReader::Open(const std::string& path) {
  Result<std::unique_ptr<ByteStream>> stream = OpenMeasured(path, &bytes_read_);
  if (!stream.ok()) return FailedDocuments(path, stream.error());
  if (unit_ == CorpusUnit::kLine) return std::make_unique<LineDocuments>(*std::move(stream));
  ReadLimits limits;
  if (unit_ == CorpusUnit::kPiece) limits.text_piece = kPieceBytes;
  return ReadDocuments(*std::move(stream), InputFormat::kAuto, keys_, limits);
}

bool CorpusReader::Next(Document* document) {
  while (reader_ == nullptr || !reader_->Next(document)) {
    if (next_ == paths_.size()) return false;
    reader_ = Open(paths_[next_++]);
  }
  return true;
}

}  // namespace calque::documents
