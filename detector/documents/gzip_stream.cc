// gzip (RFC 1952), zlib (RFC 1950) and bare deflate (RFC 1951); the only file that
// knows libdeflate and ISA-L's igzip.
//
// libdeflate is the fastest decoder there is, but wants the whole member and room
// for all it holds. Crawls have one small member a record, so that is tried first;
// what it does not take (a member that is huge, cut or damaged) goes to igzip,
// which streams: it gives what comes before the damage and says what is wrong.
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "detector/documents/decoding_stream.h"

namespace calque::documents {
namespace {

constexpr std::string_view kMagic = "\x1F\x8B";
constexpr std::string_view kMagicAndDeflate = "\x1F\x8B\x08";
constexpr unsigned char kReservedFlags = 0xE0;
// Of what is ahead, so much is seen in one piece; a longer member is streamed.
constexpr std::size_t kWholeInput = std::size_t{128} << 10;
constexpr std::size_t kFirstRoom = std::size_t{64} << 10;
constexpr std::size_t kMostRoom = std::size_t{4} << 20;

const char* ReasonOf(int code) {
  switch (code) {
    case ISAL_INVALID_BLOCK:
      return "an invalid block";
    case ISAL_INVALID_SYMBOL:
      return "an invalid symbol";
    case ISAL_INVALID_LOOKBACK:
      return "a distance too far back";
    case ISAL_INVALID_WRAPPER:
      return "an invalid header";
    case ISAL_UNSUPPORTED_METHOD:
      return "an unknown compression method";
    case ISAL_INCORRECT_CHECKSUM:
      return "the checksum or the length is wrong";
    default:
      return "not a deflate stream";
  }
}

// One call of igzip at a time over what a DecodingStream has ahead.
class Inflater {
 public:
  explicit Inflater(std::uint32_t wrapper) : wrapper_(wrapper) { Restart(wrapper); }

  void Restart() { Restart(wrapper_); }
  void Restart(std::uint32_t wrapper) {
    isal_inflate_init(&state_);
    state_.crc_flag = wrapper;
  }

  // Returns the code; counts what was read and written.
  int Inflate(std::string_view in, std::span<char> out, std::size_t* read, std::size_t* written) {
    constexpr std::size_t kMost = std::size_t{1} << 30;
    state_.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(in.data()));
    state_.avail_in = static_cast<std::uint32_t>(std::min(in.size(), kMost));
    state_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    const auto room = static_cast<std::uint32_t>(std::min(out.size(), kMost));
    state_.avail_out = room;
    const int code = isal_inflate(&state_);
    *read = static_cast<std::size_t>(reinterpret_cast<char*>(state_.next_in) - in.data());
    *written = room - state_.avail_out;
    return code;
  }

  bool finished() const { return state_.block_state == ISAL_BLOCK_FINISH; }

 private:
  inflate_state state_;
  std::uint32_t wrapper_;
};

class InflatingStream : public DecodingStream {
 protected:
  InflatingStream(StreamWindow input, const StreamLimits& limits, const char* name,
                  std::uint32_t wrapper)
      : DecodingStream(std::move(input), limits, name),
        inflater_(std::make_unique<Inflater>(wrapper)) {}

  // Decodes what is ahead, which is nothing at the end of the input only.
  Status Inflate(std::span<char> buffer, std::size_t* written) {
    const bool at_end = ahead().empty();
    std::size_t read = 0;
    const int code = inflater_->Inflate(ahead(), buffer, &read, written);
    Feed(read);
    if (code < 0 || code == ISAL_NEED_DICT) return Damaged(ReasonOf(code));
    if (!inflater_->finished() && at_end && *written == 0) return Truncated();
    return {};
  }

  std::unique_ptr<Inflater> inflater_;
};

class GzipStream : public InflatingStream {
 public:
  GzipStream(StreamWindow input, const StreamLimits& limits)
      : InflatingStream(std::move(input), limits, "gzip", ISAL_GZIP),
        whole_(libdeflate_alloc_decompressor(), libdeflate_free_decompressor) {}

 private:
  enum class State { kBetween, kHolding, kStreaming };

  Status Step(std::span<char> buffer, std::size_t* written) override {
    if (whole_ == nullptr) return Damaged("no memory to decompress");
    if (state_ == State::kHolding) {
      *written = std::string_view(member_).substr(given_).copy(buffer.data(), buffer.size());
      given_ += *written;
      if (given_ == member_.size()) state_ = State::kBetween;
      return {};
    }
    return state_ == State::kBetween ? NextMember(buffer, written) : Stream(buffer, written);
  }

  Status NextMember(std::span<char> buffer, std::size_t* written) {
    if (Status status = Want(kWholeInput); !status.ok() && ahead().empty()) return status;
    const std::string_view data = ahead();
    if (data.empty()) {
      Finish();
    } else if (data[0] == '\0' && !first_) {
      Feed(std::min(data.find_first_not_of('\0'), data.size()));
      NextUnit();
    } else if (!data.starts_with(kMagic) && !first_) {
      return Garbage();
    } else if (!TakeWhole(data, buffer, written)) {
      inflater_->Restart();
      BeginUnit();
      state_ = State::kStreaming;
    }
    first_ = false;
    return {};
  }

  // Decodes the member at the front of `data` at once: into `buffer` when it is
  // likely to fit, else into member_. False when it cannot be done.
  bool TakeWhole(std::string_view data, std::span<char> buffer, std::size_t* written) {
    std::size_t read = 0;
    if (buffer.size() >= 2 * usual_size_) {
      const libdeflate_result result = libdeflate_gzip_decompress_ex(
          whole_.get(), data.data(), data.size(), buffer.data(), buffer.size(), &read, written);
      if (result == LIBDEFLATE_SUCCESS) return Took(read, *written);
      *written = 0;
      if (result != LIBDEFLATE_INSUFFICIENT_SPACE) return false;
    }
    for (std::size_t room = kFirstRoom; room <= kMostRoom; room *= 4) {
      if (room_.size() < room) room_.resize(room);
      std::size_t size = 0;
      const libdeflate_result result = libdeflate_gzip_decompress_ex(
          whole_.get(), data.data(), data.size(), room_.data(), room_.size(), &read, &size);
      if (result == LIBDEFLATE_SUCCESS) {
        member_ = {room_.data(), size};
        given_ = 0;
        if (size > 0) state_ = State::kHolding;
        return Took(read, size);
      }
      if (result != LIBDEFLATE_INSUFFICIENT_SPACE) return false;
    }
    return false;
  }

  bool Took(std::size_t read, std::size_t size) {
    usual_size_ = std::max(size, usual_size_ / 2);
    Feed(read);
    NextUnit();
    return true;
  }

  Status Stream(std::span<char> buffer, std::size_t* written) {
    if (Status status = Want(1); !status.ok()) return status;
    if (Status status = Inflate(buffer, written); !status.ok()) return status;
    if (inflater_->finished()) {
      NextUnit();
      state_ = State::kBetween;
    }
    return {};
  }

  std::size_t FindUnit(std::string_view data) const override {
    for (std::size_t at = data.find(kMagicAndDeflate, 1); at != std::string_view::npos;
         at = data.find(kMagicAndDeflate, at + 1)) {
      const std::size_t flags = at + kMagicAndDeflate.size();
      if (flags < data.size() && (static_cast<unsigned char>(data[flags]) & kReservedFlags) == 0) {
        return at;
      }
    }
    return std::string_view::npos;
  }

  void Restart() override { state_ = State::kBetween; }

  std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> whole_;
  State state_ = State::kBetween;
  bool first_ = true;
  std::vector<char> room_;
  std::string_view member_;  // decoded, in room_
  std::size_t given_ = 0;    // bytes of member_ that were read
  std::size_t usual_size_ = kFirstRoom / 2;
};

class DeflateStream : public InflatingStream {
 public:
  DeflateStream(StreamWindow input, const StreamLimits& limits)
      : InflatingStream(std::move(input), limits, "deflate", ISAL_ZLIB) {}

 private:
  Status Step(std::span<char> buffer, std::size_t* written) override {
    if (Status status = Want(2); !status.ok()) return status;
    if (!started_ && !HasZlibHeader(ahead())) inflater_->Restart(ISAL_DEFLATE);
    started_ = true;
    if (Status status = Inflate(buffer, written); !status.ok()) return status;
    if (inflater_->finished()) Finish();
    return {};
  }

  static bool HasZlibHeader(std::string_view head) {
    if (head.size() < 2) return false;
    const auto method = static_cast<unsigned char>(head[0]);
    const auto flags = static_cast<unsigned char>(head[1]);
    return (method & 0x0F) == 8 && (method * 256U + flags) % 31 == 0;
  }

  std::size_t FindUnit(std::string_view) const override { return std::string_view::npos; }
  void Restart() override {}

  bool started_ = false;
};

}  // namespace

bool BeginsGzip(std::string_view head) { return head.starts_with(kMagic); }

std::unique_ptr<ByteStream> GunzipStream(StreamWindow input, const StreamLimits& limits) {
  return std::make_unique<GzipStream>(std::move(input), limits);
}

std::unique_ptr<ByteStream> InflateStream(StreamWindow input, const StreamLimits& limits) {
  return std::make_unique<DeflateStream>(std::move(input), limits);
}

}  // namespace calque::documents
