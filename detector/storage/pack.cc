// Reading a pack: every field is checked before it is used, once; see pack.h for
// the layout. CRC32C comes from ISA-L, which has it in hardware where there is any.
#include "detector/storage/pack.h"

#include <fcntl.h>
#include <isa-l/crc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace calque::storage {
namespace {

constexpr std::size_t kHeaderSize = 32;
constexpr std::size_t kTableEntrySize = 40;
constexpr std::size_t kMaxSections = 64;
constexpr std::size_t kSmallPage = 4096;
constexpr std::size_t kHugePage = std::size_t{2} << 20;

template <typename T>
T Load(std::span<const std::byte> bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

Error Damaged(const std::string& name, const std::string& what) {
  return {ErrorCode::kDataLoss, name + ": " + what};
}

ErrorCode CodeOfErrno(int error) {
  if (error == ENOENT) return ErrorCode::kNotFound;
  return error == EACCES || error == EPERM ? ErrorCode::kPermissionDenied : ErrorCode::kIo;
}

Status CheckHeader(std::span<const std::byte> bytes, const std::string& name) {
  if (bytes.size() < kHeaderSize) {
    return Damaged(name, "this is no pack: it has only " + std::to_string(bytes.size()) +
                             " bytes, a header alone has " + std::to_string(kHeaderSize));
  }
  if (std::memcmp(bytes.data(), kPackMagic.data(), kPackMagic.size()) != 0) {
    return Damaged(name, "this is no pack: it does not begin with the magic number of one");
  }
  const auto version = Load<std::uint32_t>(bytes, 8);
  if (version != kPackVersion) {
    return Error{ErrorCode::kUnsupported, name + ": pack format version " +
                                              std::to_string(version) + ", this build reads " +
                                              std::to_string(kPackVersion)};
  }
  const auto size = Load<std::uint64_t>(bytes, 16);
  if (size != bytes.size()) {
    return Damaged(name, "the pack says it has " + std::to_string(size) + " bytes, the file has " +
                             std::to_string(bytes.size()) +
                             ": it was cut or something was appended");
  }
  const auto count = Load<std::uint32_t>(bytes, 12);
  if (count > kMaxSections || kHeaderSize + count * kTableEntrySize > bytes.size()) {
    return Damaged(name, "the section table does not fit into the file");
  }
  std::uint32_t crc = Crc32c(bytes.first(28));
  crc = Crc32c(bytes.subspan(kHeaderSize, count * kTableEntrySize), crc);
  if (crc != Load<std::uint32_t>(bytes, 28)) {
    return Damaged(name, "the checksum of the header is wrong: the file is damaged");
  }
  return {};
}

// Fresh pages, at a multiple of 2 MiB when there are so many; null when there is no memory.
std::byte* NewPages(std::size_t size) {
  const std::size_t slack = size < kHugePage ? 0 : kHugePage - kSmallPage;
  size = (size + kSmallPage - 1) / kSmallPage * kSmallPage;
  void* data =
      mmap(nullptr, size + slack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) return nullptr;
  auto* pages = static_cast<std::byte*>(data);
  if (slack == 0) return pages;
  const std::size_t before = -reinterpret_cast<std::uintptr_t>(data) % kHugePage;
  if (before > 0) munmap(pages, before);
  if (before < slack) munmap(pages + before + size, slack - before);
#if defined(MADV_HUGEPAGE)
  madvise(pages + before, size, MADV_HUGEPAGE);  // advice: refusal changes nothing but speed
#endif
  return pages + before;
}

}  // namespace

std::uint32_t Crc32c(std::span<const std::byte> bytes, std::uint32_t crc) {
  constexpr std::size_t kChunk = std::size_t{1} << 30;  // ISA-L takes an int
  crc = ~crc;
  while (!bytes.empty()) {
    const std::size_t n = std::min(bytes.size(), kChunk);
    // ISA-L does not write through the pointer; its signature lacks the const.
    auto* data = reinterpret_cast<unsigned char*>(const_cast<std::byte*>(bytes.data()));
    crc = crc32_iscsi(data, static_cast<int>(n), crc);
    bytes = bytes.subspan(n);
  }
  return ~crc;
}

Result<MappedFile> MappedFile::Open(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const int error = errno;
    return Error{CodeOfErrno(error), path + ": cannot be opened: " + std::strerror(error)};
  }
  struct stat info {};
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    close(fd);
    return Error{ErrorCode::kInvalidArgument, path + ": is not a regular file"};
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size == 0) {
    close(fd);
    return MappedFile({});
  }
  // All of it is read at once for the checksums: one call instead of a fault a page.
  void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  const int error = errno;
  close(fd);
  if (data == MAP_FAILED) {
    return Error{ErrorCode::kIo, path + ": cannot be mapped: " + std::strerror(error)};
  }
  return MappedFile({static_cast<const std::byte*>(data), size});
}

Result<MappedFile> MappedFile::Copy(std::span<const std::byte> bytes, Source source) {
  if (bytes.empty()) return MappedFile({});
  std::byte* copy = NewPages(bytes.size());
  if (copy == nullptr) {
    return Error{ErrorCode::kResourceExhausted,
                 "no memory for " + std::to_string(bytes.size()) + " bytes of a pack"};
  }
  for (std::size_t at = 0; at < bytes.size(); at += kHugePage) {
    const auto chunk = bytes.subspan(at, std::min(kHugePage, bytes.size() - at));
    std::memcpy(copy + at, chunk.data(), chunk.size());
    if (source == Source::kPagesOfAFile) {
      madvise(const_cast<std::byte*>(chunk.data()), chunk.size(), MADV_DONTNEED);
    }
  }
  return MappedFile({copy, bytes.size()});
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

Result<Pack> Pack::Own(Result<MappedFile> file, const std::string& name, Verify verify,
                       Source source) {
  if (!file.ok()) return file.error();
  auto shared = std::make_shared<const MappedFile>(std::move(*file));
  Result<Pack> pack = Open(shared->bytes(), name, verify, source);
  if (pack.ok()) pack->file_ = std::move(shared);
  return pack;
}

Result<Pack> Pack::Open(const std::string& path) {
  return Own(MappedFile::Open(path), path, Verify::kAll, Source::kPagesOfAFile);
}

Result<Pack> Pack::OpenCopy(std::span<const std::byte> bytes, const std::string& name) {
  return Own(MappedFile::Copy(bytes), name, Verify::kAll, Source::kMemory);
}

Result<Pack> Pack::InHugePages() const {
  if (source_ == Source::kMemory) return *this;
  return Own(MappedFile::Copy(bytes_, source_), name_, Verify::kTableOnly, Source::kMemory);
}

Result<Pack> Pack::Open(std::span<const std::byte> bytes, const std::string& name, Verify verify,
                        Source source) {
  if (Status header = CheckHeader(bytes, name); !header.ok()) return header.error();
  Pack pack;
  pack.bytes_ = bytes;
  pack.source_ = source;
  pack.name_ = name;
  const auto count = Load<std::uint32_t>(bytes, 12);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = kHeaderSize + i * kTableEntrySize;
    const auto* chars = reinterpret_cast<const char*>(bytes.data() + at);
    Entry entry;
    entry.name.assign(chars, strnlen(chars, kSectionNameSize));
    const auto offset = Load<std::uint64_t>(bytes, at + 16);
    const auto size = Load<std::uint64_t>(bytes, at + 24);
    if (offset % kPackAlignment != 0 || offset > bytes.size() || size > bytes.size() - offset) {
      return Damaged(name, "section \"" + entry.name + "\" lies outside the file");
    }
    entry.bytes = bytes.subspan(offset, size);
    if (verify == Verify::kAll && Crc32c(entry.bytes) != Load<std::uint32_t>(bytes, at + 32)) {
      return Damaged(
          name, "the checksum of section \"" + entry.name + "\" is wrong: the file is damaged");
    }
    pack.sections_.push_back(std::move(entry));
  }
  return pack;
}

bool Pack::Has(std::string_view name) const {
  return std::any_of(sections_.begin(), sections_.end(),
                     [&](const Entry& entry) { return entry.name == name; });
}

Result<std::span<const std::byte>> Pack::Section(std::string_view name) const {
  for (const Entry& entry : sections_) {
    if (entry.name == name) return entry.bytes;
  }
  return Error{ErrorCode::kNotFound, name_ + ": has no section \"" + std::string(name) + "\""};
}

}  // namespace calque::storage
