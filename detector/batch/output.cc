// POSIX files: a short write, a full disk and a closed pipe must each be told apart.
#include "detector/batch/output.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace calque::batch {
namespace {

constexpr mode_t kMode = 0666;  // less the umask
constexpr mode_t kFolderMode = 0777;
constexpr std::string_view kTemporary = ".tmp-";

// The name a link leads to; the path itself where it is none, or leads nowhere.
std::string FollowLink(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_symlink(path, error)) return path;
  const std::filesystem::path followed = std::filesystem::canonical(path, error);
  return error ? path : followed.string();
}

std::string FolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::string DescriptorPath(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

void RemoveUnlessLocked(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0) return;
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) unlink(path.c_str());
  close(descriptor);
}

// Calls make(name) with names beside `target` until it does not fail for a name
// that is taken. Returns the name, empty on failure.
template <typename Make>
std::string MakeTemporary(const std::string& target, Make make) {
  for (int i = 0;; ++i) {
    std::string name = target + std::string(kTemporary) + std::to_string(getpid());
    if (i > 0) name += "-" + std::to_string(i);
    if (make(name.c_str())) return name;
    if (errno != EEXIST) return "";
  }
}

Error FileError(const std::string& name, const char* what, int error) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  const bool denied = error == EACCES || error == EPERM || error == EROFS;
  return {full     ? ErrorCode::kResourceExhausted
          : denied ? ErrorCode::kPermissionDenied
                   : ErrorCode::kIo,
          name + ": cannot be " + what + ": " + std::strerror(error)};
}

// A rename lasts once the folder is on the disk. Folders that cannot be synced
// (some network file systems) are none of the caller's business.
void SyncFolder(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

Result<Output> Output::Open(const std::string& path) {
  if (path.empty() || path == "-") {
    Output output("");
    output.descriptor_ = STDOUT_FILENO;
    return output;
  }
  Output output(path);
  struct stat status = {};
  const bool exists = stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return output.Failure("created", EISDIR);
  if (exists && !S_ISREG(status.st_mode)) {
    output.descriptor_ = open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (output.descriptor_ < 0) return output.Failure("created", errno);
    return output;
  }
  if (Status opened = output.OpenFile(FollowLink(path)); !opened.ok()) return opened.error();
  return output;
}

Status Output::OpenFile(std::string target) {
  if (access("/proc/self/fd", X_OK) == 0) {
    descriptor_ = open(FolderOf(target).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kMode);
  }
  if (descriptor_ < 0) {
    temporary_ = MakeTemporary(target, [&](const char* name) {
      descriptor_ = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kMode);
      return descriptor_ >= 0;
    });
  }
  if (descriptor_ < 0) return Failure("created", errno);
  flock(descriptor_, LOCK_EX | LOCK_NB);  // says that its writer lives, see RemoveLeftovers
  target_ = std::move(target);
  return {};
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      target_(std::exchange(other.target_, "")),
      temporary_(std::exchange(other.temporary_, "")),
      closed_by_reader_(other.closed_by_reader_) {}

Output::~Output() {
  Close();
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void Output::Close() {
  if (descriptor_ >= 0 && descriptor_ != STDOUT_FILENO) close(descriptor_);
  descriptor_ = -1;
}

Error Output::Failure(const char* what, int error) const {
  return FileError(path_.empty() ? "standard output" : path_, what, error);
}

Status Output::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(descriptor_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      closed_by_reader_ = errno == EPIPE;
      return Failure("written", errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

// Nothing can be linked over a file that is there: then by way of a name.
bool Output::PutInPlace() {
  if (temporary_.empty()) {
    const std::string file = DescriptorPath(descriptor_);
    const auto link_as = [&](const char* name) {
      return linkat(AT_FDCWD, file.c_str(), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
    };
    if (link_as(target_.c_str())) return true;
    if (errno != EEXIST) return false;
    temporary_ = MakeTemporary(target_, link_as);
    if (temporary_.empty()) return false;
  }
  if (rename(temporary_.c_str(), target_.c_str()) != 0) return false;
  temporary_.clear();
  return true;
}

Status Output::Finish(Durability durability) {
  if (target_.empty()) return {};
  if (durability == Durability::kMayBeLost) {
    if (!PutInPlace()) return Failure("written", errno);
    Close();
    return {};
  }
  if (fsync(descriptor_) != 0 || !PutInPlace()) return Failure("written", errno);
  SyncFolder(FolderOf(target_));
  Close();
  return {};
}

Status MakeFolders(const std::string& folder) {
  struct stat status = {};
  if (stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return {};
  const std::string parent = FolderOf(folder);
  if (parent != folder) {
    if (Status made = MakeFolders(parent); !made.ok()) return made;
  }
  if (mkdir(folder.c_str(), kFolderMode) != 0 && errno != EEXIST) {
    return FileError(folder, "created", errno);
  }
  SyncFolder(parent);
  if (stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return {};
  return FileError(folder, "created", ENOTDIR);
}

void RemoveLeftovers(const std::string& folder, const std::set<std::string>& names) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string found = entry.path().filename().string();
    const std::size_t at = found.rfind(kTemporary);
    if (at == std::string::npos || !names.contains(found.substr(0, at))) continue;
    const bool ours =
        found.find_first_not_of("0123456789-", at + kTemporary.size()) == std::string::npos;
    if (ours) RemoveUnlessLocked(entry.path().string());
  }
}

}  // namespace calque::batch
