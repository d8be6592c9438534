// Any bytes as a pack: it is refused with a sentence that names it, or every section lies inside
// the bytes and can be read to its end. The second try makes the header's checksum fit, so that
// the checks behind it are reached too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "detector/storage/pack.h"

namespace {

constexpr std::size_t kHeaderSize = 32;
constexpr std::size_t kTableEntrySize = 40;

using calque::storage::Crc32c;
using calque::storage::Pack;
using calque::storage::Verify;

void Require(bool condition) {
  if (!condition) std::abort();
}

template <typename T>
T Load(std::span<const std::byte> bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof(T));
  return value;
}

// Reads every section that the table lists, byte by byte.
void ReadAll(const Pack& pack, std::span<const std::byte> bytes) {
  const auto count = Load<std::uint32_t>(bytes, 12);
  for (std::size_t i = 0; i < count; ++i) {
    const auto* chars =
        reinterpret_cast<const char*>(bytes.data()) + kHeaderSize + i * kTableEntrySize;
    const std::string_view name(chars, strnlen(chars, calque::storage::kSectionNameSize));
    Require(pack.Has(name));
    const auto section = pack.Section(name);
    Require(section.ok());
    Require(section->empty() || section->data() >= bytes.data());
    Require(section->size() <= bytes.size());
    Require(section->empty() || section->data() + section->size() <= bytes.data() + bytes.size());
    Require(Crc32c(*section) == Crc32c(section->first(section->size())));
  }
}

void OpenBoth(std::span<const std::byte> bytes) {
  for (const Verify verify : {Verify::kAll, Verify::kTableOnly}) {
    const auto pack = Pack::Open(bytes, "fuzz.pack", verify);
    if (pack.ok()) {
      ReadAll(*pack, bytes);
    } else {
      Require(pack.error().message.starts_with("fuzz.pack: "));
    }
  }
}

// Magic, version, size and header checksum as they should be.
void Seal(std::vector<std::byte>* pack) {
  if (pack->size() < kHeaderSize) return;
  const std::uint64_t size = pack->size();
  std::memcpy(pack->data(), calque::storage::kPackMagic.data(), 8);
  std::memcpy(pack->data() + 8, &calque::storage::kPackVersion, 4);
  std::memcpy(pack->data() + 16, &size, 8);
  const std::span<const std::byte> bytes(*pack);
  const std::size_t table = std::size_t{Load<std::uint32_t>(bytes, 12)} * kTableEntrySize;
  if (table > pack->size() - kHeaderSize) return;
  const std::uint32_t crc = Crc32c(bytes.subspan(kHeaderSize, table), Crc32c(bytes.first(28)));
  std::memcpy(pack->data() + 28, &crc, 4);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto* begin = reinterpret_cast<const std::byte*>(data);
  std::vector<std::byte> bytes(begin, begin + size);
  OpenBoth(bytes);
  Seal(&bytes);
  OpenBoth(bytes);
  return 0;
}
