// stat(2), with times in nanoseconds.
#include "detector/batch/file_identity.h"

#include <sys/stat.h>

#include <charconv>
#include <cstddef>

#include "detector/batch/content_hash.h"

namespace calque::batch {
namespace {

constexpr std::size_t kHashDigits = 32;

std::int64_t Nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

// Takes a number and the space behind it off the front.
template <typename Number>
bool TakeNumber(std::string_view* text, Number* number) {
  const char* end = text->data() + text->size();
  const auto [at, error] = std::from_chars(text->data(), end, *number);
  if (error != std::errc() || at == end || *at != ' ') return false;
  text->remove_prefix(static_cast<std::size_t>(at - text->data()) + 1);
  return true;
}

}  // namespace

std::optional<FileStamp> StampOf(const std::string& path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return FileStamp{static_cast<std::uint64_t>(status.st_size), Nanoseconds(status.st_mtim),
                   Nanoseconds(status.st_ctim)};
}

bool IsStill(const FileIdentity& identity, const std::string& path) {
  const std::optional<FileStamp> stamp = StampOf(path);
  if (!stamp || stamp->bytes != identity.stamp.bytes) return false;
  if (*stamp == identity.stamp) return true;
  const Result<std::string> hash = HashOfFile(path);
  return hash.ok() && *hash == identity.hash;
}

std::string IdentityText(const FileIdentity& identity) {
  return std::to_string(identity.stamp.bytes) + " " + std::to_string(identity.stamp.modified) +
         " " + std::to_string(identity.stamp.changed) + " " + identity.hash;
}

std::optional<FileIdentity> ParseIdentity(std::string_view text) {
  FileIdentity identity;
  if (!TakeNumber(&text, &identity.stamp.bytes) || !TakeNumber(&text, &identity.stamp.modified) ||
      !TakeNumber(&text, &identity.stamp.changed) || text.size() != kHashDigits) {
    return std::nullopt;
  }
  identity.hash = text;
  return identity;
}

}  // namespace calque::batch
