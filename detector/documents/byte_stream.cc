// Files, pipes and the two compressed formats behind ByteStream; the only file
// that knows zlib and libzstd.
//
// A raw stream (file or memory) is read through an InputBuffer, which counts
// compressed bytes for the messages. On it sits one decoder; DecodingStream
// keeps the rules both share: output before errors, and the ratio limit.
//   gzip: RFC 1952, members one after the other.  zstd: RFC 8878, frames likewise.
#include "detector/documents/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

constexpr std::size_t kInputBufferBytes = 128 * 1024;
constexpr std::string_view kGzipMagic = "\x1F\x8B";
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";
constexpr std::size_t kLongestMagic = 4;

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

// A window on a raw stream that can look ahead and knows its offset.
class InputBuffer {
 public:
  explicit InputBuffer(std::unique_ptr<ByteStream> raw)
      : raw_(std::move(raw)), bytes_(kInputBufferBytes) {}

  // Sees to it that data() holds `count` bytes (up to kLongestMagic), fewer only
  // at the end of the input.
  Status Want(std::size_t count) {
    if (end_ - begin_ >= count || at_end_) return {};
    std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    while (end_ < count && !at_end_) {
      Result<std::size_t> got = raw_->Read(std::span(bytes_).subspan(end_));
      if (!got.ok()) return got.error();
      at_end_ = *got == 0;
      end_ += *got;
    }
    return {};
  }

  std::string_view data() const { return {bytes_.data() + begin_, end_ - begin_}; }

  void Consume(std::size_t count) {
    begin_ += count;
    offset_ += count;
  }

  // Of data().front() in the raw stream.
  std::uint64_t offset() const { return offset_; }
  const std::string& name() const { return raw_->name(); }
  ByteStream& raw() { return *raw_; }

 private:
  std::unique_ptr<ByteStream> raw_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  bool at_end_ = false;
};

// An input that is not compressed: what was looked at first, then the rest
// without a copy in between.
class PlainStream : public ByteStream {
 public:
  explicit PlainStream(InputBuffer input) : ByteStream(input.name()), input_(std::move(input)) {}

  Result<std::size_t> Read(std::span<char> buffer) override {
    const std::string_view ahead = input_.data();
    if (ahead.empty()) return input_.raw().Read(buffer);
    const std::size_t count = ahead.copy(buffer.data(), buffer.size());
    input_.Consume(count);
    return count;
  }

 private:
  InputBuffer input_;
};

class DecodingStream : public ByteStream {
 public:
  Result<std::size_t> Read(std::span<char> buffer) final {
    std::size_t written = 0;
    while (written == 0 && !finished_ && !failure_ && !buffer.empty()) {
      const Status status = Step(buffer, &written);
      if (!status.ok()) failure_ = status.error();
    }
    if (written > 0) {
      Judge(written);
      return written;
    }
    if (failure_) return *failure_;
    return std::size_t{0};
  }

 protected:
  DecodingStream(InputBuffer input, const StreamLimits& limits, const char* format)
      : ByteStream(input.name()), input_(std::move(input)), limits_(limits), format_(format) {}

  // One call of the decoder, or one move between members. May write nothing.
  virtual Status Step(std::span<char> buffer, std::size_t* written) = 0;

  InputBuffer& input() { return input_; }
  void Finish() { finished_ = true; }

  Error Truncated() const {
    return Fault(ErrorCode::kDataLoss, "the data end inside a compressed block");
  }
  Error Garbage() const {
    return Fault(ErrorCode::kDataLoss, "the compressed data are followed by other bytes");
  }
  Error Damaged(const char* reason) const {
    return Fault(ErrorCode::kDataLoss, std::string("the compressed data are damaged: ") + reason);
  }

 private:
  Error Fault(ErrorCode code, const std::string& what) const {
    return Error{code, QuotedPath(name()) + ": " + format_ + ": " + what + " (at compressed byte " +
                           std::to_string(input_.offset()) + ")."};
  }

  void Judge(std::size_t written) {
    produced_ += written;
    const std::uint64_t consumed = std::max<std::uint64_t>(input_.offset(), 1);
    if (failure_ || produced_ <= limits_.free_bytes) return;
    if (produced_ / consumed < limits_.max_ratio) return;
    failure_ = Fault(ErrorCode::kResourceExhausted, "the data expand more than " +
                                                        std::to_string(limits_.max_ratio) +
                                                        " to 1, as a decompression bomb does");
  }

  InputBuffer input_;
  StreamLimits limits_;
  const char* format_;
  std::uint64_t produced_ = 0;
  bool finished_ = false;
  std::optional<Error> failure_;
};

class GzipStream : public DecodingStream {
 public:
  GzipStream(InputBuffer input, const StreamLimits& limits)
      : DecodingStream(std::move(input), limits, "gzip") {
    constexpr int kLargestWindow = 15;
    constexpr int kGzipOnly = 16;
    ready_ = inflateInit2(&inflater_, kLargestWindow + kGzipOnly) == Z_OK;
  }
  ~GzipStream() override { inflateEnd(&inflater_); }

 private:
  Status Step(std::span<char> buffer, std::size_t* written) override {
    if (!ready_) return Damaged("no memory to decompress");
    if (between_members_) return NextMember();
    if (Status status = input().Want(1); !status.ok()) return status;
    const std::string_view data = input().data();
    inflater_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    inflater_.avail_in = static_cast<uInt>(data.size());
    inflater_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    const auto room = static_cast<uInt>(std::min<std::size_t>(buffer.size(), 1U << 30));
    inflater_.avail_out = room;
    const int code = inflate(&inflater_, Z_NO_FLUSH);
    input().Consume(data.size() - inflater_.avail_in);
    *written = room - inflater_.avail_out;
    if (code == Z_STREAM_END) between_members_ = true;
    if (code == Z_STREAM_END || code == Z_OK) return {};
    if (code == Z_BUF_ERROR && data.empty()) return Truncated();
    return Damaged(inflater_.msg != nullptr ? inflater_.msg : zError(code));
  }

  Status NextMember() {
    if (Status status = input().Want(kGzipMagic.size()); !status.ok()) return status;
    const std::string_view data = input().data();
    if (data.empty()) {
      Finish();
    } else if (data[0] == '\0') {
      input().Consume(std::min(data.find_first_not_of('\0'), data.size()));
    } else if (data.starts_with(kGzipMagic)) {
      inflateReset(&inflater_);
      between_members_ = false;
    } else {
      return Garbage();
    }
    return {};
  }

  z_stream inflater_ = {};
  bool ready_ = false;
  bool between_members_ = false;
};

// libzstd throws away what it wrote during a call that fails. So it is fed no
// more than it asks for (one block), and pending output is fetched first: then
// a damaged block takes nothing with it that was good before.
class ZstdStream : public DecodingStream {
 public:
  ZstdStream(InputBuffer input, const StreamLimits& limits)
      : DecodingStream(std::move(input), limits, "zstd"), decoder_(ZSTD_createDStream()) {}
  ~ZstdStream() override { ZSTD_freeDStream(decoder_); }

  static bool IsFrame(std::string_view head) {
    // Skippable frames: 0x184D2A50 to 0x184D2A5F, little-endian.
    const bool skippable = head.size() >= 4 && (head[0] & 0xF0) == 0x50 &&
                           head.substr(1, 3) == std::string_view("\x2A\x4D\x18");
    return skippable || head.starts_with(kZstdMagic);
  }

 private:
  Status Step(std::span<char> buffer, std::size_t* written) override {
    if (decoder_ == nullptr) return Damaged("no memory to decompress");
    if (Status status = input().Want(kLongestMagic); !status.ok()) return status;
    const std::string_view data = input().data();
    if (!inside_frame_ && !data.empty() && !IsFrame(data) && started_) return Garbage();
    if (!inside_frame_ && data.empty()) {
      Finish();
      return {};
    }
    const std::size_t fed = pending_ ? 0 : std::min(data.size(), wanted_);
    if (fed == 0 && !pending_) return Truncated();
    ZSTD_inBuffer in = {data.data(), fed, 0};
    ZSTD_outBuffer out = {buffer.data(), buffer.size(), 0};
    const std::size_t code = ZSTD_decompressStream(decoder_, &out, &in);
    if (ZSTD_isError(code)) return Damaged(ZSTD_getErrorName(code));
    input().Consume(in.pos);
    *written = out.pos;
    started_ = true;
    inside_frame_ = code != 0;
    pending_ = inside_frame_ && out.pos == out.size;
    wanted_ = inside_frame_ ? code : kFrameStartBytes;
    return {};
  }

  static constexpr std::size_t kFrameStartBytes = 5;  // magic and frame descriptor

  ZSTD_DStream* decoder_;
  std::size_t wanted_ = kFrameStartBytes;
  bool started_ = false;
  bool inside_frame_ = false;
  bool pending_ = false;  // the decoder holds output that had no room
};

// Whether `head`, the first bytes of an input, begins with `magic`. An input cut
// off inside the magic counts when two bytes are left: damage, not text.
bool BeginsWith(std::string_view head, std::string_view magic) {
  const std::size_t count = std::min(head.size(), magic.size());
  return count >= 2 && head.substr(0, count) == magic.substr(0, count);
}

}  // namespace

Result<std::unique_ptr<ByteStream>> ByteStream::Decompress(std::unique_ptr<ByteStream> raw,
                                                           const StreamLimits& limits) {
  InputBuffer input(std::move(raw));
  if (Status status = input.Want(kLongestMagic); !status.ok()) return status.error();
  const std::string_view head = input.data();
  std::unique_ptr<ByteStream> stream;
  if (BeginsWith(head, kGzipMagic)) {
    stream = std::make_unique<GzipStream>(std::move(input), limits);
  } else if (BeginsWith(head, kZstdMagic) || ZstdStream::IsFrame(head)) {
    stream = std::make_unique<ZstdStream>(std::move(input), limits);
  } else {
    stream = std::make_unique<PlainStream>(std::move(input));
  }
  return stream;
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
