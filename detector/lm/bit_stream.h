// Rice codes in a stream of bits, least significant bit first (R. F. Rice,
// "Some practical universal noiseless coding techniques", 1979): a value v with
// parameter k is v >> k ones, a zero, and the k low bits of v.
#ifndef CALQUE_DETECTOR_LM_BIT_STREAM_H_
#define CALQUE_DETECTOR_LM_BIT_STREAM_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace calque::lm {

class BitWriter {
 public:
  // Requires k <= 16.
  void PutRice(std::uint32_t value, int k) {
    for (std::uint32_t quotient = value >> k; quotient > 0;) {
      const std::uint32_t ones = std::min(quotient, 16u);
      Put((1u << ones) - 1, static_cast<int>(ones));
      quotient -= ones;
    }
    Put(0, 1);
    Put(value & ((1u << k) - 1), k);
  }

  // The bytes written so far, the last one filled up with zeros.
  std::string Take() && {
    if (bits_ > 0) bytes_.push_back(static_cast<char>(buffer_));
    return std::move(bytes_);
  }

 private:
  void Put(std::uint32_t value, int count) {
    buffer_ |= std::uint64_t{value} << bits_;
    for (bits_ += count; bits_ >= 8; bits_ -= 8, buffer_ >>= 8) {
      bytes_.push_back(static_cast<char>(buffer_));
    }
  }

  std::string bytes_;
  std::uint64_t buffer_ = 0;
  int bits_ = 0;
};

class BitReader {
 public:
  explicit BitReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  // Nothing when the stream ends first or the value passes `limit`; requires
  // k <= 16 and limit <= 65535.
  std::optional<std::uint32_t> TakeRice(int k, std::uint32_t limit) {
    std::uint32_t quotient = 0;
    while (true) {
      Refill();
      const int ones = std::min(std::countr_one(buffer_), bits_);
      quotient += static_cast<std::uint32_t>(ones);
      if (quotient > limit) return std::nullopt;
      Skip(ones);
      if (bits_ > 0) break;
      if (at_ == bytes_.size()) return std::nullopt;
    }
    Skip(1);
    Refill();
    if (bits_ < k) return std::nullopt;
    const std::uint32_t value =
        (quotient << k) | (static_cast<std::uint32_t>(buffer_) & ((1u << k) - 1));
    Skip(k);
    if (value > limit) return std::nullopt;
    return value;
  }

  // Whether all is read but the zeros that fill up the last byte.
  bool AtEnd() const { return at_ == bytes_.size() && bits_ < 8 && buffer_ == 0; }

 private:
  void Refill() {
    for (; bits_ <= 48 && at_ < bytes_.size(); ++at_, bits_ += 8) {
      buffer_ |= std::to_integer<std::uint64_t>(bytes_[at_]) << bits_;
    }
  }

  void Skip(int count) {
    buffer_ >>= count;
    bits_ -= count;
  }

  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  std::uint64_t buffer_ = 0;
  int bits_ = 0;
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_BIT_STREAM_H_
