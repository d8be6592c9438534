// Whether a file is still the one it was.
//
// The stamp (size and times, as the file system keeps them) is free to ask for. The
// time of the last change of the inode cannot be set back, so a file with the same
// stamp is taken for the same; one whose times differ (copied, touched, restored) is
// read, and its hash decides.
#ifndef CALQUE_DETECTOR_BATCH_FILE_IDENTITY_H_
#define CALQUE_DETECTOR_BATCH_FILE_IDENTITY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "calque/result.h"

namespace calque::batch {

struct FileStamp {
  std::uint64_t bytes = 0;
  std::int64_t modified = 0;  // nanoseconds since 1970
  std::int64_t changed = 0;   // of the inode; likewise
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

// Nothing unless `path` is a regular file.
std::optional<FileStamp> StampOf(const std::string& path);

struct FileIdentity {
  FileStamp stamp;
  std::string hash;  // of ContentHash
};

bool IsStill(const FileIdentity& identity, const std::string& path);

// "bytes modified changed hash"
std::string IdentityText(const FileIdentity& identity);
std::optional<FileIdentity> ParseIdentity(std::string_view text);

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_FILE_IDENTITY_H_
