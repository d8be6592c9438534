// Writing and reading of weights files (layout and idea in slot_weights.h).
#include "detector/lm/slot_weights.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/lm/bit_stream.h"
#include "detector/lm/table_format.h"

namespace calque::lm {
namespace {

constexpr std::string_view kMagic{"CQWEIGH\n", 8};
constexpr std::uint32_t kVersion = 1;
constexpr std::uint64_t kLongestGap = 0xFFFF;  // as much as a Rice code takes
constexpr std::uint32_t kLargestZigzag = 254;  // of the codes -127 to 127
constexpr int kLargestCode = 127;
constexpr std::uint32_t kLargestK = 16;

struct FileHeader {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  float scale = 0;
  std::uint64_t table = 0;
  std::uint64_t entries = 0;
  std::uint32_t gap_k = 0;
  std::uint32_t code_k = 0;
  std::uint64_t checksum = 0;
};
static_assert(sizeof(FileHeader) == 48);

struct Entry {
  std::uint32_t gap;
  int code;
};

std::uint64_t Checksum(const FileHeader& header, std::span<const std::byte> bits) {
  const auto bytes = std::as_bytes(std::span(&header, 1));
  return Fnv1a(bits, Fnv1a(bytes.first(offsetof(FileHeader, checksum))));
}

constexpr std::uint32_t Zigzag(int code) {
  return static_cast<std::uint32_t>(code < 0 ? -2 * code - 1 : 2 * code);
}

constexpr int FromZigzag(std::uint32_t zigzag) {
  const auto half = static_cast<int>(zigzag / 2);
  return zigzag % 2 == 0 ? half : -half - 1;
}

// About the best parameter for values of this mean.
std::uint32_t RiceParameter(std::uint64_t sum, std::uint64_t count) {
  const std::uint64_t mean = count == 0 ? 0 : sum / count;
  return mean == 0 ? 0 : static_cast<std::uint32_t>(std::bit_width(mean)) - 1;
}

std::vector<Entry> Entries(std::span<const SlotWeight> weights, float scale) {
  std::vector<Entry> entries;
  std::uint64_t next = 0;
  for (const SlotWeight& weight : weights) {
    const long code = scale > 0 ? std::lround(weight.weight / scale) : 0;
    if (code == 0) continue;
    for (; weight.slot - next > kLongestGap; next += kLongestGap + 1) {
      entries.push_back({static_cast<std::uint32_t>(kLongestGap), 0});
    }
    entries.push_back({static_cast<std::uint32_t>(weight.slot - next),
                       static_cast<int>(std::clamp<long>(code, -kLargestCode, kLargestCode))});
    next = weight.slot + 1;
  }
  return entries;
}

Error Damaged(const std::string& what) {
  return {ErrorCode::kDataLoss, "The weights file is damaged: " + what};
}

// The header, once it is known to be sound and to belong to the section.
Result<FileHeader> ReadHeader(std::span<const std::byte> encoded, const std::string& section) {
  FileHeader header;
  if (encoded.size() < sizeof header) return Damaged("it is shorter than its header.");
  std::memcpy(&header, encoded.data(), sizeof header);
  if (std::memcmp(header.magic.data(), kMagic.data(), kMagic.size()) != 0) {
    return Error{ErrorCode::kDataLoss, "The bytes are not a weights file: their magic is wrong."};
  }
  if (header.version != kVersion) {
    return Error{ErrorCode::kUnsupported,
                 "The weights file has format version " + std::to_string(header.version) +
                     ", but this build reads version " + std::to_string(kVersion) + "."};
  }
  if (header.checksum != Checksum(header, encoded.subspan(sizeof header))) {
    return Damaged("its checksum does not fit.");
  }
  if (!std::isfinite(header.scale) || header.gap_k > kLargestK || header.code_k > kLargestK) {
    return Damaged("its header makes no sense.");
  }
  if (header.table != Fnv1a(std::as_bytes(std::span(section)))) {
    return Error{ErrorCode::kInvalidArgument,
                 "The weights were trained for another language model than the one they are to be "
                 "put into; train them again with \"calque train-weights\"."};
  }
  return header;
}

// The code of every slot that has a weight.
Result<std::vector<std::pair<std::uint64_t, std::int8_t>>> ReadEntries(
    const FileHeader& header, std::span<const std::byte> bits, std::uint64_t slot_count) {
  std::vector<std::pair<std::uint64_t, std::int8_t>> codes;
  BitReader reader(bits);
  std::uint64_t slot = 0;
  for (std::uint64_t i = 0; i < header.entries; ++i, ++slot) {
    const auto gap = reader.TakeRice(static_cast<int>(header.gap_k), kLongestGap);
    const auto zigzag = reader.TakeRice(static_cast<int>(header.code_k), kLargestZigzag);
    if (!gap || !zigzag) return Damaged("its entry " + std::to_string(i) + " is cut off.");
    slot += *gap;
    if (slot >= slot_count) return Damaged("it has a weight for a slot that is not there.");
    const auto code = static_cast<std::int8_t>(FromZigzag(*zigzag));
    if (code != 0) codes.emplace_back(slot, code);
  }
  if (!reader.AtEnd()) return Damaged("something is left over after its last entry.");
  return codes;
}

}  // namespace

std::string EncodeSlotWeights(std::span<const std::byte> section,
                              std::span<const SlotWeight> weights) {
  float largest = 0;
  for (const SlotWeight& weight : weights) largest = std::max(largest, std::abs(weight.weight));
  FileHeader header;
  std::memcpy(header.magic.data(), kMagic.data(), kMagic.size());
  header.version = kVersion;
  header.scale = largest / static_cast<float>(kLargestCode);
  header.table = Fnv1a(section);
  const std::vector<Entry> entries = Entries(weights, header.scale);
  header.entries = entries.size();
  std::uint64_t gaps = 0;
  std::uint64_t zigzags = 0;
  for (const Entry& entry : entries) {
    gaps += entry.gap;
    zigzags += Zigzag(entry.code);
  }
  header.gap_k = RiceParameter(gaps, entries.size());
  header.code_k = RiceParameter(zigzags, entries.size());
  BitWriter writer;
  for (const Entry& entry : entries) {
    writer.PutRice(entry.gap, static_cast<int>(header.gap_k));
    writer.PutRice(Zigzag(entry.code), static_cast<int>(header.code_k));
  }
  const std::string bits = std::move(writer).Take();
  header.checksum = Checksum(header, std::as_bytes(std::span(bits)));
  return std::string(reinterpret_cast<const char*>(&header), sizeof header) + bits;
}

Status AddSlotWeights(std::span<const std::byte> encoded, std::string* section) {
  TableHeader table;
  if (section->size() < sizeof table) return Damaged("its table is shorter than a header.");
  std::memcpy(&table, section->data(), sizeof table);
  if (Status status = CheckHeader(table, section->size()); !status.ok()) return status;
  const Result<FileHeader> header = ReadHeader(encoded, *section);
  if (!header.ok()) return header.error();
  const auto codes =
      ReadEntries(*header, encoded.subspan(sizeof(FileHeader)), table.line_count * kSlotsPerLine);
  if (!codes.ok()) return codes.error();

  for (const auto& [slot, code] : *codes) {
    const std::size_t line = sizeof table + slot / kSlotsPerLine * sizeof(TableLine);
    (*section)[line + offsetof(TableLine, weight) + slot % kSlotsPerLine] = static_cast<char>(code);
  }
  table.weight_scale = header->scale;
  table.weight_count = codes->size();
  table.checksum = HeaderChecksum(table);
  std::memcpy(section->data(), &table, sizeof table);
  return {};
}

}  // namespace calque::lm
