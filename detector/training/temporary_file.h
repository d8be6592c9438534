// A file without a name: unlinked as soon as it is open, so that nothing is left
// behind however the program ends. For the sorted runs and spools of training.
#ifndef CALQUE_DETECTOR_TRAINING_TEMPORARY_FILE_H_
#define CALQUE_DETECTOR_TRAINING_TEMPORARY_FILE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "calque/result.h"

namespace calque::training {

// Move-only. Errors name the folder.
class TemporaryFile {
 public:
  static Result<TemporaryFile> Open(const std::string& folder);

  TemporaryFile() = default;  // no file: only to be assigned to
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  ~TemporaryFile();

  bool is_open() const { return descriptor_ >= 0; }
  std::uint64_t size() const { return size_; }

  Status Append(std::span<const std::byte> bytes);
  // Fills `bytes` from `offset`; fewer bytes in the file are an error.
  Status Read(std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  void Close();

  std::string folder_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_TEMPORARY_FILE_H_
