// Walking directories. Names of one directory are sorted with a '/' behind those
// of directories, which makes the order of the walk the byte order of the paths
// ("a-b" before "a/x", since '-' < '/').
#include "detector/documents/input_list.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <system_error>
#include <utility>

#include "detector/documents/byte_stream.h"
#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

class Walk {
 public:
  void Add(const std::string& path) {
    struct stat status = {};
    if (path != "-" && stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
      AddDirectory(path, status);
    } else {
      list_.paths.push_back(path);
    }
  }

  InputList Take() { return std::move(list_); }

 private:
  struct Entry {
    std::string name;  // with a '/' at the end if a directory
    struct stat status = {};
    bool exists = false;  // false: a link to nowhere, or no right to look
  };

  void AddDirectory(const std::string& path, const struct stat& status) {
    if (!seen_.emplace(status.st_dev, status.st_ino).second) {
      list_.warnings.push_back(QuotedPath(path) +
                               ": this directory was walked before and is left out.");
      return;
    }
    std::optional<std::vector<Entry>> entries = Entries(path);
    if (!entries) return;
    const std::string prefix = path.ends_with('/') ? path : path + '/';
    for (const Entry& entry : *entries) AddEntry(prefix, entry);
  }

  void AddEntry(const std::string& prefix, const Entry& entry) {
    std::string path = prefix + entry.name;
    if (entry.name.ends_with('/')) {
      path.pop_back();
      AddDirectory(path, entry.status);
    } else if (entry.exists && !S_ISREG(entry.status.st_mode)) {
      list_.warnings.push_back(QuotedPath(path) +
                               ": neither a file nor a directory, and is left out.");
    } else {
      list_.paths.push_back(std::move(path));
    }
  }

  // Sorted, without hidden names. Reports what cannot be read.
  std::optional<std::vector<Entry>> Entries(const std::string& path) {
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir(path.c_str()), closedir);
    if (directory == nullptr) {
      Report(path, errno);
      return std::nullopt;
    }
    std::vector<Entry> entries;
    errno = 0;
    while (const dirent* found = readdir(directory.get())) {
      if (found->d_name[0] != '.') entries.push_back(Look(path, found->d_name));
      errno = 0;
    }
    if (errno != 0) Report(path, errno);
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return entries;
  }

  static Entry Look(const std::string& directory, const char* name) {
    Entry entry;
    entry.name = name;
    entry.exists = stat((directory + '/' + name).c_str(), &entry.status) == 0;
    if (entry.exists && S_ISDIR(entry.status.st_mode)) entry.name += '/';
    return entry;
  }

  void Report(const std::string& path, int error_number) {
    const bool denied = error_number == EACCES || error_number == EPERM;
    list_.errors.push_back({denied ? ErrorCode::kPermissionDenied : ErrorCode::kIo,
                            QuotedPath(path) + ": this directory cannot be read: " +
                                std::generic_category().message(error_number) + "."});
  }

  InputList list_;
  std::set<std::pair<dev_t, ino_t>> seen_;
};

}  // namespace

InputList ExpandInputs(const std::vector<std::string>& paths) {
  Walk walk;
  for (const std::string& path : paths) walk.Add(path);
  return walk.Take();
}

std::vector<std::string> ParsePathList(std::string_view content) {
  const char separator = content.find('\0') == std::string_view::npos ? '\n' : '\0';
  std::vector<std::string> paths;
  while (!content.empty()) {
    const std::size_t end = std::min(content.find(separator), content.size());
    std::string_view path = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    if (separator == '\n' && path.ends_with('\r')) path.remove_suffix(1);
    if (!path.empty()) paths.emplace_back(path);
  }
  return paths;
}

Result<std::vector<std::string>> ReadPathList(const std::string& path) {
  Result<std::unique_ptr<ByteStream>> stream = ByteStream::Open(path);
  if (!stream.ok()) return stream.error();
  std::string content;
  std::array<char, 16 * 1024> block;
  while (true) {
    const Result<std::size_t> got = (*stream)->Read(std::span(block));
    if (!got.ok()) return got.error();
    if (*got == 0) return ParsePathList(content);
    content.append(block.data(), *got);
  }
}

}  // namespace calque::documents
