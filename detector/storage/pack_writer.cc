// The writing twin of pack.cc.
#include "detector/storage/pack_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "detector/storage/pack.h"

namespace calque::storage {
namespace {

template <typename T>
void Append(std::string* out, T value) {
  out->append(reinterpret_cast<const char*>(&value), sizeof(T));
}

std::size_t AlignUp(std::size_t n) {
  return (n + kPackAlignment - 1) / kPackAlignment * kPackAlignment;
}

std::span<const std::byte> AsBytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

std::string Folder(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// Makes the rename itself durable. Some file systems refuse it; that is no
// failure of the write.
void SyncFolder(const std::string& path) {
  const int fd = open(Folder(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  fsync(fd);
  close(fd);
}

}  // namespace

void PackWriter::Add(std::string_view name, std::span<const std::byte> bytes) {
  sections_.push_back({std::string(name.substr(0, kSectionNameSize)), bytes});
}

std::string PackWriter::Serialize() const {
  std::string table;
  std::size_t offset = AlignUp(32 + sections_.size() * 40);
  for (const Section& section : sections_) {
    std::string name = section.name;
    name.resize(kSectionNameSize, '\0');
    table += name;
    Append(&table, static_cast<std::uint64_t>(offset));
    Append(&table, static_cast<std::uint64_t>(section.bytes.size()));
    Append(&table, Crc32c(section.bytes));
    Append(&table, std::uint32_t{0});
    offset = AlignUp(offset + section.bytes.size());
  }
  std::string out(kPackMagic);
  out.reserve(offset);
  Append(&out, kPackVersion);
  Append(&out, static_cast<std::uint32_t>(sections_.size()));
  Append(&out, static_cast<std::uint64_t>(offset));
  Append(&out, std::uint32_t{0});
  Append(&out, Crc32c(AsBytes(table), Crc32c(AsBytes(out))));
  out += table;
  for (const Section& section : sections_) {
    out.resize(AlignUp(out.size()), '\0');
    out.append(reinterpret_cast<const char*>(section.bytes.data()), section.bytes.size());
  }
  out.resize(offset, '\0');
  return out;
}

Status PackWriter::WriteTo(const std::string& path) const {
  return WriteFileAtomically(path, Serialize());
}

Status WriteFileAtomically(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".tmp-" + std::to_string(getpid());
  const auto fail = [&](const char* what) {
    const int error = errno;
    unlink(temporary.c_str());
    const ErrorCode code = error == ENOSPC || error == EDQUOT  ? ErrorCode::kResourceExhausted
                           : error == EACCES || error == EPERM ? ErrorCode::kPermissionDenied
                                                               : ErrorCode::kIo;
    return Error{code, path + ": cannot be " + what + ": " + std::strerror(error)};
  };
  const int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return fail("created");
  const bool written = WriteAll(fd, bytes) && fsync(fd) == 0;
  const int write_error = errno;
  const bool closed = close(fd) == 0;
  if (!written) errno = write_error;
  if (!written || !closed) return fail("written");
  if (rename(temporary.c_str(), path.c_str()) != 0) return fail("put in place");
  SyncFolder(path);
  return {};
}

}  // namespace calque::storage
