// POSIX calls behind the file without a name; whole reads and writes, or an error.
#include "detector/training/temporary_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace calque::training {
namespace {

Error FileError(const std::string& what, const std::string& folder, int reason) {
  const bool full = reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
  ErrorCode code = full ? ErrorCode::kResourceExhausted : ErrorCode::kIo;
  if (reason == ENOENT || reason == ENOTDIR) code = ErrorCode::kNotFound;
  if (reason == EACCES || reason == EROFS) code = ErrorCode::kPermissionDenied;
  return Error{code,
               what + " a temporary file in " + folder + " failed: " + std::strerror(reason) + "."};
}

}  // namespace

Result<TemporaryFile> TemporaryFile::Open(const std::string& folder) {
  std::string name = folder + "/calque-XXXXXX";
  TemporaryFile file;
  file.descriptor_ = mkostemp(name.data(), O_CLOEXEC);
  if (file.descriptor_ < 0) return FileError("Creating", folder, errno);
  if (unlink(name.c_str()) != 0) return FileError("Unlinking", folder, errno);
  file.folder_ = folder;
  return file;
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : folder_(std::move(other.folder_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(std::exchange(other.size_, 0)) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  if (this == &other) return *this;
  Close();
  folder_ = std::move(other.folder_);
  descriptor_ = std::exchange(other.descriptor_, -1);
  size_ = std::exchange(other.size_, 0);
  return *this;
}

TemporaryFile::~TemporaryFile() { Close(); }

void TemporaryFile::Close() {
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
}

Status TemporaryFile::Append(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FileError("Writing", folder_, errno);
    if (written == 0) return FileError("Writing", folder_, ENOSPC);
    size_ += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Status TemporaryFile::Read(std::uint64_t offset, std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t got = pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError("Reading", folder_, errno);
    if (got == 0) return FileError("Reading", folder_, EIO);
    offset += static_cast<std::uint64_t>(got);
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

}  // namespace calque::training
