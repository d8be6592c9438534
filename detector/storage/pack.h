// The pack: one file that holds all compiled data, mapped into memory.
//
// Byte layout (little-endian), written by pack_writer.cc:
//
//   0   8  magic "CALQUE\r\n"     (the line ending catches text-mode copies)
//   8   4  format version (kPackVersion)
//  12   4  number of sections n
//  16   8  size of the whole file in bytes
//  24   4  reserved, zero
//  28   4  CRC32C of bytes 0..28 and of the section table
//  32 40n  section table: char name[16] (zero padded), u64 offset, u64 size,
//          u32 CRC32C of the section, u32 reserved zero
//  ...       sections, each starting at a multiple of 4096, zero padded between
//
// Pack::Open checks everything once: magic, version, size, table, bounds, and
// every section's checksum; afterwards the bytes are trusted.
#ifndef CALQUE_DETECTOR_STORAGE_PACK_H_
#define CALQUE_DETECTOR_STORAGE_PACK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calque/result.h"

namespace calque::storage {

inline constexpr std::string_view kPackMagic{"CALQUE\r\n", 8};
inline constexpr std::uint32_t kPackVersion = 1;
inline constexpr std::size_t kPackAlignment = 4096;
inline constexpr std::size_t kSectionNameSize = 16;

// CRC32C (Castagnoli, RFC 3720) of `bytes`, continuing from `crc`.
std::uint32_t Crc32c(std::span<const std::byte> bytes, std::uint32_t crc = 0);

// What bytes lie in: pages that the system can read again from their file, or memory.
enum class Source { kPagesOfAFile, kMemory };

// Read-only view of a file's bytes: mapped, or copied.
class MappedFile {
 public:
  static Result<MappedFile> Open(const std::string& path);
  // A private copy: for bytes that are not aligned or will go away, and for speed.
  // Every look-up goes to another page; with pages of 4 KiB most look-ups in a large
  // table miss the address cache of the processor (TLB), too. A copy of 2 MiB or more
  // lies in pages of 2 MiB where the system has them to give. Pages of a file leave the
  // process while they are copied (they come back if they are read): no memory is taken twice.
  static Result<MappedFile> Copy(std::span<const std::byte> bytes, Source source = Source::kMemory);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::span<const std::byte> bytes_;
};

// How much Open reads. The embedded pack was checked when it was built and is
// covered by the executable's own integrity, so its sections are not read again.
enum class Verify { kAll, kTableOnly };

class Pack {
 public:
  // Maps and validates a file; errors say which file and what is wrong.
  static Result<Pack> Open(const std::string& path);
  // The same for a copy of `bytes`; `name` stands in errors.
  static Result<Pack> OpenCopy(std::span<const std::byte> bytes, const std::string& name);
  // The same for bytes that outlive the pack and are aligned to kPackAlignment.
  static Result<Pack> Open(std::span<const std::byte> bytes, const std::string& name,
                           Verify verify = Verify::kAll, Source source = Source::kMemory);

  // The bytes of a section; an error that names it when it is not there.
  Result<std::span<const std::byte>> Section(std::string_view name) const;
  bool Has(std::string_view name) const;
  // The same pack as a MappedFile::Copy, unless it is in memory already.
  Result<Pack> InHugePages() const;
  // Where the pack came from, for error messages.
  const std::string& name() const { return name_; }

 private:
  static Result<Pack> Own(Result<MappedFile> file, const std::string& name, Verify verify,
                          Source source);

  struct Entry {
    std::string name;
    std::span<const std::byte> bytes;
  };
  std::shared_ptr<const MappedFile> file_;  // empty when the bytes are not ours
  std::span<const std::byte> bytes_;
  Source source_ = Source::kMemory;
  std::string name_;
  std::vector<Entry> sections_;
};

}  // namespace calque::storage

#endif  // CALQUE_DETECTOR_STORAGE_PACK_H_
