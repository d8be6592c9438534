// One encoder for each format; both hand their output on in blocks.
#include "detector/documents/compressed_output.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

namespace calque::documents {

class CompressedOutput::Encoder {
 public:
  explicit Encoder(Sink sink) : sink_(std::move(sink)) {}
  virtual ~Encoder() = default;
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  virtual Status Write(std::string_view bytes) { return sink_(bytes); }
  virtual Status Finish() { return {}; }

 protected:
  static Error NoMemory() {
    return {ErrorCode::kResourceExhausted, "There is no memory to compress the output."};
  }
  Status Emit(std::string_view bytes) { return bytes.empty() ? Status{} : sink_(bytes); }

 private:
  Sink sink_;
};

namespace {

constexpr std::size_t kBlockBytes = 256 * 1024;

bool EndsWith(std::string_view path, std::string_view ending) {
  if (path.size() < ending.size()) return false;
  return std::equal(ending.begin(), ending.end(),
                    path.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](char lower, char c) {
                      return lower == (c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
                    });
}

class GzipEncoder : public CompressedOutput::Encoder {
 public:
  explicit GzipEncoder(CompressedOutput::Sink sink)
      : Encoder(std::move(sink)), block_(kBlockBytes, '\0') {
    constexpr int kLargestWindow = 15;
    constexpr int kGzipOnly = 16;
    constexpr int kMemoryLevel = 8;
    ready_ = deflateInit2(&deflater_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kLargestWindow + kGzipOnly,
                          kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~GzipEncoder() override { deflateEnd(&deflater_); }

  Status Write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const std::size_t part =
          std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
      if (Status s = Run(bytes.substr(0, part), Z_NO_FLUSH); !s.ok()) return s;
      bytes.remove_prefix(part);
    }
    return {};
  }

  Status Finish() override { return Run({}, Z_FINISH); }

 private:
  Status Run(std::string_view bytes, int flush) {
    if (!ready_) return NoMemory();
    deflater_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    deflater_.avail_in = static_cast<uInt>(bytes.size());
    do {
      deflater_.next_out = reinterpret_cast<Bytef*>(block_.data());
      deflater_.avail_out = static_cast<uInt>(block_.size());
      // Cannot fail otherwise than by Z_BUF_ERROR, "nothing to do".
      deflate(&deflater_, flush);
      const std::size_t written = block_.size() - deflater_.avail_out;
      if (Status s = Emit(std::string_view(block_).substr(0, written)); !s.ok()) return s;
    } while (deflater_.avail_out == 0);
    return {};
  }

  z_stream deflater_ = {};
  bool ready_ = false;
  std::string block_;
};

class ZstdEncoder : public CompressedOutput::Encoder {
 public:
  explicit ZstdEncoder(CompressedOutput::Sink sink)
      : Encoder(std::move(sink)), context_(ZSTD_createCCtx()), block_(kBlockBytes, '\0') {
    if (context_ != nullptr) ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1);
  }
  ~ZstdEncoder() override { ZSTD_freeCCtx(context_); }

  Status Write(std::string_view bytes) override { return Run(bytes, ZSTD_e_continue); }
  Status Finish() override { return Run({}, ZSTD_e_end); }

 private:
  Status Run(std::string_view bytes, ZSTD_EndDirective directive) {
    if (context_ == nullptr) return NoMemory();
    ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
    for (bool done = false; !done;) {
      ZSTD_outBuffer out = {block_.data(), block_.size(), 0};
      const std::size_t left = ZSTD_compressStream2(context_, &out, &in, directive);
      if (ZSTD_isError(left) != 0) return NoMemory();
      if (Status s = Emit(std::string_view(block_).substr(0, out.pos)); !s.ok()) return s;
      done = directive == ZSTD_e_end ? left == 0 : in.pos == in.size;
    }
    return {};
  }

  ZSTD_CCtx* context_;
  std::string block_;
};

std::unique_ptr<CompressedOutput::Encoder> MakeEncoder(Compression compression,
                                                       CompressedOutput::Sink sink) {
  switch (compression) {
    case Compression::kGzip:
      return std::make_unique<GzipEncoder>(std::move(sink));
    case Compression::kZstd:
      return std::make_unique<ZstdEncoder>(std::move(sink));
    case Compression::kNone:
      break;
  }
  return std::make_unique<CompressedOutput::Encoder>(std::move(sink));
}

}  // namespace

Compression CompressionOf(std::string_view path) {
  if (EndsWith(path, ".gz")) return Compression::kGzip;
  return EndsWith(path, ".zst") ? Compression::kZstd : Compression::kNone;
}

CompressedOutput::CompressedOutput(Compression compression, Sink sink)
    : encoder_(MakeEncoder(compression, std::move(sink))) {}
CompressedOutput::CompressedOutput(CompressedOutput&&) noexcept = default;
CompressedOutput& CompressedOutput::operator=(CompressedOutput&&) noexcept = default;
CompressedOutput::~CompressedOutput() = default;

Status CompressedOutput::Write(std::string_view bytes) { return encoder_->Write(bytes); }
Status CompressedOutput::Finish() { return encoder_->Finish(); }

}  // namespace calque::documents
