// zstd (RFC 8878): frames, one behind the other.
//
// libzstd throws away what it wrote during a call that fails. So it is fed no
// more than it asks for (one block), and pending output is fetched first: then
// a damaged block takes nothing with it that was good before.
//
// Collections of WARC records in zstd carry, in a skippable frame at the front, the
// dictionary that all frames need (IIPC's "WARC/zstd" proposal): a user data frame
// 0x184D2A5D whose content is the dictionary, itself a zstd frame or not.
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <string>

#include "detector/documents/decoding_stream.h"

namespace calque::documents {
namespace {

constexpr std::string_view kMagic = "\x28\xB5\x2F\xFD";
constexpr std::string_view kSkippableTail = "\x2A\x4D\x18";  // after 0x50 to 0x5F
constexpr std::string_view kDictionaryFrame = "\x5D\x2A\x4D\x18";
constexpr std::size_t kSkippableHead = 8;  // magic and length
constexpr std::size_t kMaxDictionary = std::size_t{64} << 20;

bool IsFrame(std::string_view head) {
  const bool skippable =
      head.size() >= 4 && (head[0] & 0xF0) == 0x50 && head.substr(1, 3) == kSkippableTail;
  return skippable || head.starts_with(kMagic);
}

std::size_t LittleEndian32(std::string_view bytes) {
  std::size_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

class ZstdStream : public DecodingStream {
 public:
  ZstdStream(StreamWindow input, const StreamLimits& limits)
      : DecodingStream(std::move(input), limits, "zstd"),
        decoder_(ZSTD_createDStream(), ZSTD_freeDStream) {}

 private:
  Status Step(std::span<char> buffer, std::size_t* written) override {
    if (decoder_ == nullptr) return Damaged("no memory to decompress");
    if (Status status = Want(kLongestMagic); !status.ok()) return status;
    if (!started_) {
      if (Status status = LoadDictionary(); !status.ok()) return status;
    }
    const std::string_view data = ahead();
    if (!inside_frame_ && !data.empty() && !IsFrame(data) && started_) return Garbage();
    if (!inside_frame_ && data.empty()) {
      Finish();
      return {};
    }
    return Decode(data, buffer, written);
  }

  Status Decode(std::string_view data, std::span<char> buffer, std::size_t* written) {
    if (!inside_frame_) BeginUnit();
    const std::size_t fed = pending_ ? 0 : std::min(data.size(), wanted_);
    if (fed == 0 && !pending_) return Truncated();
    ZSTD_inBuffer in = {data.data(), fed, 0};
    ZSTD_outBuffer out = {buffer.data(), buffer.size(), 0};
    const std::size_t code = ZSTD_decompressStream(decoder_.get(), &out, &in);
    if (ZSTD_isError(code)) return Damaged(ZSTD_getErrorName(code));
    Feed(in.pos);
    *written = out.pos;
    started_ = true;
    inside_frame_ = code != 0;
    if (!inside_frame_) NextUnit();
    pending_ = inside_frame_ && out.pos == out.size;
    wanted_ = inside_frame_ ? code : kFrameStartBytes;
    return {};
  }

  // Leaves the frame where it is: the decoder skips it like any other of its kind.
  Status LoadDictionary() {
    if (!ahead().starts_with(kDictionaryFrame)) return {};
    if (Status status = Want(kSkippableHead); !status.ok()) return status;
    if (ahead().size() < kSkippableHead) return Truncated();
    const std::size_t size = LittleEndian32(ahead().substr(kMagic.size()));
    if (size > kMaxDictionary) return Damaged("a dictionary of more than 64 MiB");
    if (Status status = Want(kSkippableHead + size); !status.ok()) return status;
    if (ahead().size() < kSkippableHead + size) return Truncated();
    std::string_view dictionary = ahead().substr(kSkippableHead, size);
    std::string plain;
    if (dictionary.starts_with(kMagic)) {
      plain.resize(kMaxDictionary);
      const std::size_t length =
          ZSTD_decompress(plain.data(), plain.size(), dictionary.data(), dictionary.size());
      if (ZSTD_isError(length)) return Damaged(ZSTD_getErrorName(length));
      dictionary = std::string_view(plain).substr(0, length);
    }
    const std::size_t code =
        ZSTD_DCtx_loadDictionary(decoder_.get(), dictionary.data(), dictionary.size());
    if (ZSTD_isError(code)) return Damaged(ZSTD_getErrorName(code));
    return {};
  }

  std::size_t FindUnit(std::string_view data) const override { return data.find(kMagic, 1); }

  void Restart() override {
    ZSTD_DCtx_reset(decoder_.get(), ZSTD_reset_session_only);
    inside_frame_ = pending_ = false;
    wanted_ = kFrameStartBytes;
  }

  static constexpr std::size_t kFrameStartBytes = 5;  // magic and frame descriptor

  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> decoder_;
  std::size_t wanted_ = kFrameStartBytes;
  bool started_ = false;
  bool inside_frame_ = false;
  bool pending_ = false;  // the decoder holds output that had no room
};

}  // namespace

bool BeginsZstd(std::string_view head) {
  const std::size_t count = std::min(head.size(), kMagic.size());
  return IsFrame(head) || (count >= 2 && head.substr(0, count) == kMagic.substr(0, count));
}

std::unique_ptr<ByteStream> UnzstdStream(StreamWindow input, const StreamLimits& limits) {
  return std::make_unique<ZstdStream>(std::move(input), limits);
}

}  // namespace calque::documents
