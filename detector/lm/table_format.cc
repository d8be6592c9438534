// Checks of the n-gram table's header. Codes are bytes and every codebook has
// 256 entries, so no damage in the lines can lead a reader out of bounds: a
// sound header is all that Open has to establish.
#include "detector/lm/table_format.h"

#include <cmath>
#include <cstring>
#include <string>

namespace calque::lm {
namespace {

Error Damaged(const std::string& what) {
  return {ErrorCode::kDataLoss, "The n-gram table is damaged: " + what};
}

bool AllFinite(const std::array<std::array<float, kCodes>, kMaxOrder>& codebooks) {
  for (const auto& codebook : codebooks) {
    for (const float value : codebook) {
      if (!std::isfinite(value)) return false;
    }
  }
  return true;
}

Status CheckRegions(const TableHeader& header) {
  std::uint64_t total = 0;
  for (const std::uint32_t lines : header.region_lines) {
    if (lines == 0) return Damaged("one of its orders has no lines.");
    total += lines;
  }
  if (total != header.line_count) return Damaged("its regions do not add up to its lines.");
  return {};
}

Status CheckCounts(const TableHeader& header) {
  const std::uint64_t slots = header.line_count * kSlotsPerLine;
  std::uint64_t total = 0;
  for (const std::uint64_t count : header.ngram_counts) {
    if (count > slots - total) return Damaged("it claims more n-grams than its lines can hold.");
    total += count;
  }
  if (header.weight_count > slots) {
    return Damaged("it claims more weights than its lines can hold.");
  }
  return {};
}

}  // namespace

std::uint64_t Fnv1a(std::span<const std::byte> bytes, std::uint64_t hash) {
  for (const std::byte byte : bytes) {
    hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001B3u;
  }
  return hash;
}

std::uint64_t HeaderChecksum(const TableHeader& header) {
  constexpr std::size_t kField = offsetof(TableHeader, checksum);
  const auto bytes = std::as_bytes(std::span(&header, 1));
  return Fnv1a(bytes.subspan(kField + sizeof header.checksum), Fnv1a(bytes.first(kField)));
}

Status CheckHeader(const TableHeader& header, std::size_t size) {
  if (std::memcmp(header.magic.data(), kTableMagic.data(), kTableMagic.size()) != 0) {
    return Error{ErrorCode::kDataLoss, "The section is not an n-gram table: its magic is wrong."};
  }
  if (header.version != kTableVersion) {
    return Error{ErrorCode::kUnsupported,
                 "The n-gram table has format version " + std::to_string(header.version) +
                     ", but this build reads version " + std::to_string(kTableVersion) + "."};
  }
  if (header.checksum != HeaderChecksum(header)) {
    return Damaged("the checksum of its header does not fit.");
  }
  if (header.order < 1 || header.order > kMaxOrder) {
    return Damaged("its order is " + std::to_string(header.order) + ", not 1 to 6.");
  }
  if (header.line_count < 1 || header.line_count > kMaxLines) {
    return Damaged("it claims " + std::to_string(header.line_count) + " lines.");
  }
  const std::uint64_t wanted = sizeof(TableHeader) + header.line_count * sizeof(TableLine);
  if (size != wanted) {
    return Damaged("it has " + std::to_string(size) + " bytes where its header asks for " +
                   std::to_string(wanted) + ".");
  }
  if (!std::isfinite(header.unknown) || !std::isfinite(header.weight_scale) ||
      !AllFinite(header.probability) || !AllFinite(header.backoff)) {
    return Damaged("its header holds a value that is not a finite number.");
  }
  if (Status status = CheckRegions(header); !status.ok()) return status;
  return CheckCounts(header);
}

}  // namespace calque::lm
