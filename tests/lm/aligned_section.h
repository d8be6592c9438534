// Puts a section's bytes at an address that is a multiple of 64, as a mapped
// pack does, so that tests can open it.
#ifndef CALQUE_TESTS_LM_ALIGNED_SECTION_H_
#define CALQUE_TESTS_LM_ALIGNED_SECTION_H_

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "detector/lm/table_format.h"

namespace calque::lm {

class AlignedSection {
 public:
  explicit AlignedSection(std::string_view bytes)
      : lines_(bytes.size() / sizeof(TableLine) + 1), size_(bytes.size()) {
    std::memcpy(static_cast<void*>(lines_.data()), bytes.data(), bytes.size());
  }

  std::span<const std::byte> bytes() const { return std::as_bytes(std::span(lines_)).first(size_); }

 private:
  std::vector<TableLine> lines_;
  std::size_t size_;
};

// Whether some key of the section's lines is not in the line where it is looked for first.
inline bool HasSpilledKeys(std::span<const std::byte> section) {
  for (std::size_t at = sizeof(TableHeader); at < section.size(); at += sizeof(TableLine)) {
    TableLine line;
    std::memcpy(&line, &section[at], sizeof line);
    if ((line.link & kMaxReach) != 0) return true;
  }
  return false;
}

}  // namespace calque::lm

#endif  // CALQUE_TESTS_LM_ALIGNED_SECTION_H_
