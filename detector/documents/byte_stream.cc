// Files, pipes and memory as ByteStreams, and which decoders stand before them.
#include "detector/documents/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <system_error>

#include "detector/documents/decoding_stream.h"
#include "detector/documents/stream_window.h"
#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

ErrorCode CodeOf(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return ErrorCode::kNotFound;
    case EACCES:
    case EPERM:
      return ErrorCode::kPermissionDenied;
    default:
      return ErrorCode::kIo;
  }
}

Error SystemError(const std::string& path, const char* what, int error_number) {
  return Error{CodeOf(error_number), QuotedPath(path) + ": " + what + ": " +
                                         std::generic_category().message(error_number) + "."};
}

// A file descriptor, closed at the end unless it is standard input.
class FileStream : public ByteStream {
 public:
  FileStream(int descriptor, std::string name)
      : ByteStream(std::move(name)), descriptor_(descriptor) {}
  ~FileStream() override {
    if (descriptor_ != STDIN_FILENO) close(descriptor_);
  }

  Result<std::size_t> Read(std::span<char> buffer) override {
    while (true) {
      const ssize_t count = read(descriptor_, buffer.data(), buffer.size());
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) return SystemError(name(), "cannot be read", errno);
    }
  }

 private:
  int descriptor_;
};

class MemoryStream : public ByteStream {
 public:
  MemoryStream(std::string bytes, std::string name)
      : ByteStream(std::move(name)), bytes_(std::move(bytes)) {}

  Result<std::size_t> Read(std::span<char> buffer) override {
    const std::size_t count = bytes_.copy(buffer.data(), buffer.size(), at_);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

// An input that is not compressed: what was looked at first, then the rest
// without a copy in between.
class PlainStream : public ByteStream {
 public:
  explicit PlainStream(StreamWindow input) : ByteStream(input.name()), input_(std::move(input)) {}

  Result<std::size_t> Read(std::span<char> buffer) override {
    const std::string_view ahead = input_.data();
    if (ahead.empty()) return input_.stream().Read(buffer);
    const std::size_t count = ahead.copy(buffer.data(), buffer.size());
    input_.Consume(count);
    return count;
  }

  bool SkipDamage() override { return input_.stream().SkipDamage(); }
  std::uint64_t checked() const override { return input_.stream().checked(); }

 private:
  StreamWindow input_;
};

}  // namespace

Result<std::unique_ptr<ByteStream>> ByteStream::Decompress(std::unique_ptr<ByteStream> raw,
                                                           const StreamLimits& limits) {
  for (int layers = 0;; ++layers) {
    StreamWindow input(std::move(raw));
    const Status status = input.Want(kLongestMagic);
    // What fails behind a decoder is damage, which the stream tells to whoever reads.
    if (!status.ok() && layers == 0) return status.error();
    const std::string_view head = input.data();
    if (layers < limits.max_layers && BeginsGzip(head)) {
      raw = GunzipStream(std::move(input), limits);
    } else if (layers < limits.max_layers && BeginsZstd(head)) {
      raw = UnzstdStream(std::move(input), limits);
    } else {
      return std::unique_ptr<ByteStream>(std::make_unique<PlainStream>(std::move(input)));
    }
  }
}

std::unique_ptr<ByteStream> ByteStream::FromMemory(std::string bytes, std::string name) {
  return std::make_unique<MemoryStream>(std::move(bytes), std::move(name));
}

Result<std::unique_ptr<ByteStream>> ByteStream::Open(const std::string& path,
                                                     const StreamLimits& limits) {
  if (path == "-") return Decompress(std::make_unique<FileStream>(STDIN_FILENO, path), limits);
  int descriptor = -1;
  do {
    descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return SystemError(path, "cannot be opened", errno);
  auto file = std::make_unique<FileStream>(descriptor, path);
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) return SystemError(path, "cannot be opened", errno);
  if (S_ISDIR(status.st_mode)) {
    return Error{ErrorCode::kInvalidArgument,
                 QuotedPath(path) + ": is a directory where a file is needed."};
  }
  return Decompress(std::move(file), limits);
}

}  // namespace calque::documents
