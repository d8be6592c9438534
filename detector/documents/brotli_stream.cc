// Brotli (RFC 7932), as HTTP bodies come in it; the only file that knows libbrotli.
#include <brotli/decode.h>

#include <memory>

#include "detector/documents/decoding_stream.h"

namespace calque::documents {
namespace {

class BrotliStream : public DecodingStream {
 public:
  BrotliStream(StreamWindow input, const StreamLimits& limits)
      : DecodingStream(std::move(input), limits, "brotli"),
        decoder_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
                 BrotliDecoderDestroyInstance) {}

 private:
  Status Step(std::span<char> buffer, std::size_t* written) override {
    if (decoder_ == nullptr) return Damaged("no memory to decompress");
    if (Status status = Want(1); !status.ok()) return status;
    const std::string_view data = ahead();
    std::size_t in_left = data.size();
    const auto* in = reinterpret_cast<const std::uint8_t*>(data.data());
    std::size_t out_left = buffer.size();
    auto* out = reinterpret_cast<std::uint8_t*>(buffer.data());
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(decoder_.get(), &in_left, &in, &out_left, &out, nullptr);
    Feed(data.size() - in_left);
    NextUnit();
    *written = buffer.size() - out_left;
    if (result == BROTLI_DECODER_RESULT_ERROR) {
      return Damaged(BrotliDecoderErrorString(BrotliDecoderGetErrorCode(decoder_.get())));
    }
    if (result == BROTLI_DECODER_RESULT_SUCCESS) Finish();
    const bool starved = result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT && data.empty();
    return starved && *written == 0 ? Status(Truncated()) : Status();
  }

  std::size_t FindUnit(std::string_view) const override { return std::string_view::npos; }
  void Restart() override {}

  std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> decoder_;
};

}  // namespace

std::unique_ptr<ByteStream> UnbrotliStream(StreamWindow input, const StreamLimits& limits) {
  return std::make_unique<BrotliStream>(std::move(input), limits);
}

}  // namespace calque::documents
