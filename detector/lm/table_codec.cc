// Packing and unpacking of n-gram tables (layout and idea in table_codec.h).
#include "detector/lm/table_codec.h"

#include <zstd.h>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "detector/lm/bit_stream.h"
#include "detector/lm/table_format.h"

namespace calque::lm {
namespace {

constexpr std::string_view kCompactMagic{"CQNGRMZ\n", 8};
constexpr std::uint32_t kCompactVersion = 2;
constexpr int kLevel = 19;
constexpr std::uint32_t kLargest = 0xFFFF;  // the largest fingerprint

enum Block { kHeader, kLines, kFingerprints, kProbability, kBackoff, kWeight, kBlocks };

struct CompactHeader {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t reserved = 0;
  std::uint64_t line_count = 0;
  std::uint64_t slot_count = 0;
  std::array<std::uint64_t, kBlocks> sizes{};
  std::uint64_t checksum = 0;
};
static_assert(sizeof(CompactHeader) == 88);

std::uint64_t CompactChecksum(const CompactHeader& header, std::span<const std::byte> blocks) {
  const auto bytes = std::as_bytes(std::span(&header, 1));
  return Fnv1a(blocks, Fnv1a(bytes.first(offsetof(CompactHeader, checksum))));
}

// The Rice parameter for the next fingerprint after `previous`, when `left`
// fingerprints lie spread over the rest of the range.
int GapBits(std::uint32_t previous, std::uint32_t left) {
  const std::uint32_t mean = (kLargest - previous) / (left + 1);
  return mean == 0 ? 0 : static_cast<int>(std::bit_width(mean)) - 1;
}

std::uint32_t UsedSlots(const TableLine& line) {
  std::uint32_t used = 0;
  while (used < kSlotsPerLine && line.fingerprint[used] != 0) ++used;
  return used;
}

// The columns of a table, as they are before and after zstd.
struct Columns {
  std::string lines;
  std::string fingerprints;
  std::string probability;
  std::string backoff;
  std::string weight;
};

Columns TakeApart(std::span<const TableLine> lines) {
  Columns columns;
  columns.lines.resize(lines.size() * 5);
  BitWriter bits;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const TableLine& line = lines[i];
    const std::uint32_t used = UsedSlots(line);
    columns.lines[i] = static_cast<char>(used);
    for (std::size_t plane = 0; plane < 4; ++plane) {
      columns.lines[(plane + 1) * lines.size() + i] = static_cast<char>(line.link >> (8 * plane));
    }
    std::uint32_t previous = 0;
    for (std::uint32_t slot = 0; slot < used; ++slot) {
      bits.PutRice(line.fingerprint[slot] - previous - 1u, GapBits(previous, used - slot));
      previous = line.fingerprint[slot];
    }
    columns.probability.append(reinterpret_cast<const char*>(line.probability.data()), used);
    columns.backoff.append(reinterpret_cast<const char*>(line.backoff.data()), used);
    columns.weight.append(reinterpret_cast<const char*>(line.weight.data()), used);
  }
  columns.fingerprints = std::move(bits).Take();
  return columns;
}

std::string Compress(std::string_view bytes) {
  std::string compressed(ZSTD_compressBound(bytes.size()), '\0');
  // Cannot fail: the room suffices and the level exists.
  compressed.resize(
      ZSTD_compress(compressed.data(), compressed.size(), bytes.data(), bytes.size(), kLevel));
  return compressed;
}

Error Damaged(const std::string& what) {
  return {ErrorCode::kDataLoss, "The compact n-gram table is damaged: " + what};
}

Result<std::string> Decompress(std::span<const std::byte> block, std::size_t size,
                               const std::string& name) {
  std::string bytes(size, '\0');
  const std::size_t got = ZSTD_decompress(bytes.data(), size, block.data(), block.size());
  if (ZSTD_isError(got) != 0 || got != size) {
    return Damaged("its block of " + name + " does not decompress to " + std::to_string(size) +
                   " bytes.");
  }
  return bytes;
}

// Puts one line together from the columns, beginning at `slot`.
bool PutTogether(const Columns& columns, std::size_t index, std::size_t slot, std::size_t used,
                 BitReader* bits, TableLine* line) {
  const std::size_t line_count = columns.lines.size() / 5;
  for (std::size_t plane = 0; plane < 4; ++plane) {
    const auto byte = static_cast<unsigned char>(columns.lines[(plane + 1) * line_count + index]);
    line->link |= std::uint32_t{byte} << (8 * plane);
  }
  std::uint32_t previous = 0;
  for (std::size_t i = 0; i < used; ++i) {
    if (previous == kLargest) return false;
    const auto left = static_cast<std::uint32_t>(used - i);
    const auto gap = bits->TakeRice(GapBits(previous, left), kLargest - previous - 1);
    if (!gap) return false;
    previous += *gap + 1;
    line->fingerprint[i] = static_cast<std::uint16_t>(previous);
  }
  std::memcpy(line->probability.data(), columns.probability.data() + slot, used);
  std::memcpy(line->backoff.data(), columns.backoff.data() + slot, used);
  std::memcpy(line->weight.data(), columns.weight.data() + slot, used);
  return true;
}

Result<std::string> JoinColumns(std::string section, const Columns& columns,
                                std::span<const std::byte> fingerprints) {
  const std::size_t line_count = columns.lines.size() / 5;
  section.resize(sizeof(TableHeader) + line_count * sizeof(TableLine));
  BitReader bits(fingerprints);
  std::size_t slot = 0;
  for (std::size_t i = 0; i < line_count; ++i) {
    const auto used = static_cast<unsigned char>(columns.lines[i]);
    TableLine line;
    if (used > kSlotsPerLine || used > columns.probability.size() - slot ||
        !PutTogether(columns, i, slot, used, &bits, &line)) {
      return Damaged("its line " + std::to_string(i) + " cannot be put together.");
    }
    slot += used;
    std::memcpy(section.data() + sizeof(TableHeader) + i * sizeof line, &line, sizeof line);
  }
  if (slot != columns.probability.size() || !bits.AtEnd()) {
    return Damaged("something is left over after its last line.");
  }
  return section;
}

// The compact header, once it is known to be sound and within the input.
Result<CompactHeader> ReadHeader(std::span<const std::byte> compact) {
  CompactHeader header;
  if (compact.size() < sizeof header) return Damaged("it is shorter than its header.");
  std::memcpy(&header, compact.data(), sizeof header);
  if (std::memcmp(header.magic.data(), kCompactMagic.data(), kCompactMagic.size()) != 0) {
    return Error{ErrorCode::kDataLoss,
                 "The bytes are not a compact n-gram table: their magic is wrong."};
  }
  if (header.version != kCompactVersion) {
    return Error{ErrorCode::kUnsupported,
                 "The compact n-gram table has format version " + std::to_string(header.version) +
                     ", but this build reads version " + std::to_string(kCompactVersion) + "."};
  }
  std::uint64_t left = compact.size() - sizeof header;
  for (const std::uint64_t size : header.sizes) {
    if (size > left) return Damaged("it is truncated.");
    left -= size;
  }
  if (left != 0) return Damaged("there are bytes after its end.");
  if (header.checksum != CompactChecksum(header, compact.subspan(sizeof header))) {
    return Damaged("its checksum does not fit.");
  }
  // A fingerprint takes a bit at least, so both counts are bounded by the input.
  if (header.slot_count > header.sizes[kFingerprints] * 8 ||
      header.line_count > header.slot_count + 64) {
    return Damaged("it claims more slots or lines than its bytes can hold.");
  }
  return header;
}

}  // namespace

std::string EncodeTable(std::span<const std::byte> section) {
  const auto* lines = reinterpret_cast<const TableLine*>(section.data() + sizeof(TableHeader));
  const std::size_t line_count = (section.size() - sizeof(TableHeader)) / sizeof(TableLine);
  const Columns columns = TakeApart(std::span(lines, line_count));
  const std::string_view raw_header(reinterpret_cast<const char*>(section.data()),
                                    sizeof(TableHeader));
  std::array<std::string, kBlocks> blocks;
  blocks[kHeader] = Compress(raw_header);
  blocks[kLines] = Compress(columns.lines);
  blocks[kFingerprints] = columns.fingerprints;
  blocks[kProbability] = Compress(columns.probability);
  blocks[kBackoff] = Compress(columns.backoff);
  blocks[kWeight] = Compress(columns.weight);

  CompactHeader header;
  std::memcpy(header.magic.data(), kCompactMagic.data(), kCompactMagic.size());
  header.version = kCompactVersion;
  header.line_count = line_count;
  header.slot_count = columns.probability.size();
  std::string compact(sizeof header, '\0');
  for (std::size_t i = 0; i < kBlocks; ++i) {
    header.sizes[i] = blocks[i].size();
    compact += blocks[i];
  }
  header.checksum =
      CompactChecksum(header, std::as_bytes(std::span(compact)).subspan(sizeof header));
  std::memcpy(compact.data(), &header, sizeof header);
  return compact;
}

Result<std::string> DecodeTable(std::span<const std::byte> compact) {
  const Result<CompactHeader> header = ReadHeader(compact);
  if (!header.ok()) return header.error();
  std::array<std::span<const std::byte>, kBlocks> blocks;
  std::size_t at = sizeof(CompactHeader);
  for (std::size_t i = 0; i < kBlocks; ++i) {
    blocks[i] = compact.subspan(at, header->sizes[i]);
    at += header->sizes[i];
  }
  Result<std::string> table = Decompress(blocks[kHeader], sizeof(TableHeader), "the header");
  if (!table.ok()) return table;
  TableHeader table_header;
  std::memcpy(&table_header, table->data(), sizeof table_header);
  const std::size_t size = sizeof table_header + header->line_count * sizeof(TableLine);
  if (const Status status = CheckHeader(table_header, size); !status.ok()) return status.error();

  Columns columns;
  const std::array<std::pair<Block, std::string*>, 4> wanted = {
      {{kLines, &columns.lines},
       {kProbability, &columns.probability},
       {kBackoff, &columns.backoff},
       {kWeight, &columns.weight}}};
  const std::array<std::string, 4> names = {"lines", "probabilities", "backoffs", "weights"};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto& [block, column] = wanted[i];
    const std::size_t bytes = block == kLines ? header->line_count * 5 : header->slot_count;
    Result<std::string> decompressed = Decompress(blocks[block], bytes, names[i]);
    if (!decompressed.ok()) return decompressed;
    *column = *std::move(decompressed);
  }
  return JoinColumns(*std::move(table), columns, blocks[kFingerprints]);
}

Result<storage::MappedFile> LoadTable(const std::string& path) {
  const auto file = storage::MappedFile::Open(path);
  if (!file.ok()) return file.error();
  const auto section = DecodeTable(file->bytes());
  if (!section.ok()) return Error{section.error().code, path + ": " + section.error().message};
  return storage::MappedFile::Copy(std::as_bytes(std::span(*section)));
}

}  // namespace calque::lm
