// The bytes of an n-gram table: what TableBuilder writes, NgramTable reads and
// table_codec packs for storage.
//
// Idea: an n-gram is not stored, only a 16-bit fingerprint of its key, in a
// cache line that the key chooses. One line decides nearly every look-up. The
// price is that an absent n-gram is taken for a stored one with probability
// (used slots of a line) / 65535, about 1.7e-4. This is the bucketed
// fingerprint idea of Talbot and Brants, "Randomized Language Models via
// Perfect Hash Functions" (2008), with open addressing instead of perfect
// hashing, so that a key costs one cache miss.
//
// Section, little-endian, at an address that is a multiple of 64:
//
//       0     8  magic "CQNGRAM\n"
//       8     4  format version (kTableVersion)
//      12     4  order N of the model, 1..6
//      16     8  number of lines L
//      24    48  u64 n-grams that have a probability, for each order 1..6
//      72     8  u64 n-grams that have a weight
//      80     8  u64 n-grams left out while building because of a clash
//      88     4  f32 log10 probability of <unk>
//      92     4  f32 weight scale: weight = code * scale
//      96    24  u32 lines of each order 1..6: its region; at least one each, L in all
//     120     8  Fnv1a of the header's other bytes (0..120, 128..12416)
//     128  6144  f32 probability[6][256]: log10, by order and code; code 0 unused
//    6272  6144  f32 backoff[6][256]: log10, by order and code; code 0 is 0.0
//   12416   64L  lines: the region of order 1, then that of order 2, and so on
//
// Every order has lines of its own: the unigrams, which every word asks for, lie
// close together and stay in the cache. Who looks for a key knows its order.
//
// Line, 64 bytes, 12 slots:
//
//       0    24  u16 fingerprint[12]: ascending; empty slots are last and zero
//      24    12  u8  probability code[12]: 0 = a weight, but no probability
//      36    12  u8  backoff code[12]
//      48    12  i8  weight code[12]: 0 = no weight
//      60     4  u32 link: bits 0..7 reach, bits 8..31 filter
//
// A key's home line within its region and its fingerprint come from different
// bits of the mixed key. A key whose home is full spills to the first line with
// room on its way (NextLine); the home's filter has the bit of its fingerprint
// set, and its reach is the largest number of steps that one of its keys went.
// So an absent key rarely looks beyond its home.
#ifndef CALQUE_DETECTOR_LM_TABLE_FORMAT_H_
#define CALQUE_DETECTOR_LM_TABLE_FORMAT_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "calque/result.h"

namespace calque::lm {

inline constexpr int kMaxOrder = 6;
inline constexpr int kSlotsPerLine = 12;
inline constexpr int kCodes = 256;
inline constexpr int kFilterBits = 24;
inline constexpr std::uint32_t kMaxReach = 255;
inline constexpr std::uint64_t kMaxLines = std::uint64_t{1} << 31;
inline constexpr std::uint32_t kTableVersion = 2;
inline constexpr std::string_view kTableMagic{"CQNGRAM\n", 8};

static_assert(std::endian::native == std::endian::little,
              "the n-gram table is mapped as it is, in little-endian order");

struct TableHeader {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t order = 0;
  std::uint64_t line_count = 0;
  std::array<std::uint64_t, kMaxOrder> ngram_counts{};
  std::uint64_t weight_count = 0;
  std::uint64_t dropped_count = 0;
  float unknown = 0;
  float weight_scale = 0;
  std::array<std::uint32_t, kMaxOrder> region_lines{};
  std::uint64_t checksum = 0;
  std::array<std::array<float, kCodes>, kMaxOrder> probability{};
  std::array<std::array<float, kCodes>, kMaxOrder> backoff{};
};
static_assert(sizeof(TableHeader) == 12416);

struct alignas(64) TableLine {
  std::array<std::uint16_t, kSlotsPerLine> fingerprint{};
  std::array<std::uint8_t, kSlotsPerLine> probability{};
  std::array<std::uint8_t, kSlotsPerLine> backoff{};
  std::array<std::int8_t, kSlotsPerLine> weight{};
  std::uint32_t link = 0;
};
static_assert(sizeof(TableLine) == 64);

// GCC and Clang both have it; -Wpedantic wants to be told.
__extension__ using Uint128 = unsigned __int128;

// N-gram keys are polynomials, so their bits must be mixed before use: both
// halves of a 128-bit product, in one multiplication.
constexpr std::uint64_t MixKey(std::uint64_t key) {
  const Uint128 product = static_cast<Uint128>(key) * 0xD6E8FEB86659FD93u;
  return static_cast<std::uint64_t>(product >> 64) ^ static_cast<std::uint64_t>(product);
}

// Within a region of `line_count` lines. Monotone in `mixed`: keys sorted by
// their mixed value are sorted by line.
constexpr std::uint64_t HomeLine(std::uint64_t mixed, std::uint64_t line_count) {
  return ((mixed >> 32) * line_count) >> 32;
}

constexpr std::uint16_t Fingerprint(std::uint64_t mixed) {
  const auto low = static_cast<std::uint16_t>(mixed);
  return static_cast<std::uint16_t>(low + (low == 0 ? 1 : 0));
}

// The number of a fingerprint's filter bit within a line's link, and its mask.
constexpr std::uint32_t FilterBit(std::uint16_t fingerprint) {
  return 8 + ((std::uint32_t{fingerprint} * kFilterBits) >> 16);
}
constexpr std::uint32_t FilterMask(std::uint16_t fingerprint) {
  return std::uint32_t{1} << FilterBit(fingerprint);
}

// The line after `line` on the way of a spilled key.
constexpr std::uint64_t NextLine(std::uint64_t line, std::uint16_t fingerprint,
                                 std::uint64_t line_count) {
  line += 1 + (fingerprint & 31u);
  while (line >= line_count) line -= line_count;
  return line;
}

// FNV-1a, 64 bit, continuing from `hash`.
std::uint64_t Fnv1a(std::span<const std::byte> bytes, std::uint64_t hash = 0xCBF29CE484222325u);

// What TableHeader::checksum must be.
std::uint64_t HeaderChecksum(const TableHeader& header);

// Everything that a reader relies on, except the address; `size` is that of
// the whole section.
Status CheckHeader(const TableHeader& header, std::size_t size);

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_TABLE_FORMAT_H_
