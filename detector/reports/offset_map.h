// Byte offsets of a text in the units that readers of a record count in:
// code points (Python, Rust chars), UTF-16 units (Java, JavaScript) or bytes.
//
// A cursor walks the text once as long as the offsets ascend, so converting all
// offsets of a report costs one pass over its text; runs of ASCII are skipped
// eight bytes at a time.
//
// Invalid UTF-8: every bad byte counts as one code point and one UTF-16 unit,
// as a decoder that replaces each bad byte with U+FFFD would see it.
#ifndef CALQUE_DETECTOR_REPORTS_OFFSET_MAP_H_
#define CALQUE_DETECTOR_REPORTS_OFFSET_MAP_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace calque::reports {

enum class OffsetUnit : std::uint8_t { kCodepoint, kByte, kUtf16 };

// "codepoint", "byte", "utf16". Static storage.
const char* OffsetUnitName(OffsetUnit unit);

class OffsetMap {
 public:
  // `text` must outlive the map.
  OffsetMap(std::string_view text, OffsetUnit unit) : text_(text), unit_(unit) {}

  // The units before `byte_offset`. An offset inside a character is taken as
  // the character's start, one past the end of the text as the end. An offset
  // below the one asked before is right too, but costs a walk from the start.
  std::uint64_t At(std::size_t byte_offset);

 private:
  void SkipAscii(std::size_t limit);

  std::string_view text_;
  OffsetUnit unit_;
  std::size_t position_ = 0;  // bytes passed; always a character's start
  std::uint64_t count_ = 0;   // units passed
};

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_OFFSET_MAP_H_
