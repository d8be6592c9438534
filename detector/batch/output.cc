// POSIX files: a short write, a full disk and a closed pipe must each be told apart.
#include "detector/batch/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace calque::batch {

Result<Output> Output::Open(const std::string& path) {
  if (path.empty() || path == "-") return Output(STDOUT_FILENO, "", "");
  const std::string temporary = path + ".tmp-" + std::to_string(getpid());
  const int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) {
    const int error = errno;
    const bool denied = error == EACCES || error == EPERM;
    return Error{denied ? ErrorCode::kPermissionDenied : ErrorCode::kIo,
                 path + ": cannot be created: " + std::strerror(error)};
  }
  return Output(fd, path, temporary);
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, "")),
      closed_by_reader_(other.closed_by_reader_) {}

Output::~Output() {
  if (temporary_.empty()) return;
  close(descriptor_);
  unlink(temporary_.c_str());
}

Error Output::Failure(int error) const {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return {full ? ErrorCode::kResourceExhausted : ErrorCode::kIo,
          (path_.empty() ? std::string("standard output") : path_) +
              ": cannot be written: " + std::strerror(error)};
}

Status Output::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(descriptor_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      closed_by_reader_ = errno == EPIPE;
      return Failure(errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Status Output::Finish() {
  if (temporary_.empty()) return {};
  if (fsync(descriptor_) != 0 || rename(temporary_.c_str(), path_.c_str()) != 0) {
    return Failure(errno);
  }
  close(descriptor_);
  temporary_.clear();
  return {};
}

}  // namespace calque::batch
