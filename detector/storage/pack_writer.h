// Writes a pack (layout in pack.h) under a temporary name, then renames it, so
// that no reader ever sees half a file.
#ifndef CALQUE_DETECTOR_STORAGE_PACK_WRITER_H_
#define CALQUE_DETECTOR_STORAGE_PACK_WRITER_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calque/result.h"

namespace calque::storage {

class PackWriter {
 public:
  // `bytes` must stay alive until the pack is written. Names are at most
  // kSectionNameSize bytes, each used once.
  void Add(std::string_view name, std::span<const std::byte> bytes);

  // The whole pack in memory.
  std::string Serialize() const;
  // Writes path + ".tmp-<pid>", flushes it to the disk, renames it to `path`.
  // On failure nothing is left behind and the error names the file.
  Status WriteTo(const std::string& path) const;

 private:
  struct Section {
    std::string name;
    std::span<const std::byte> bytes;
  };
  std::vector<Section> sections_;
};

// The same temporary-file-then-rename for any bytes.
Status WriteFileAtomically(const std::string& path, std::string_view bytes);

}  // namespace calque::storage

#endif  // CALQUE_DETECTOR_STORAGE_PACK_WRITER_H_
