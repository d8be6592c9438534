// The walk behind OffsetMap: eight ASCII bytes in one step, all else by
// character. UTF-16 differs from code points only above U+FFFF (two units).
#include "detector/reports/offset_map.h"

#include <algorithm>
#include <cstring>

#include "detector/reports/utf8_char.h"

namespace calque::reports {

const char* OffsetUnitName(OffsetUnit unit) {
  switch (unit) {
    case OffsetUnit::kByte:
      return "byte";
    case OffsetUnit::kUtf16:
      return "utf16";
    case OffsetUnit::kCodepoint:
      break;
  }
  return "codepoint";
}

void OffsetMap::SkipAscii(std::size_t limit) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  const std::size_t start = position_;
  std::uint64_t block = 0;
  while (limit - position_ >= sizeof block) {
    std::memcpy(&block, text_.data() + position_, sizeof block);
    if ((block & kHighBits) != 0) break;
    position_ += sizeof block;
  }
  while (position_ < limit && static_cast<unsigned char>(text_[position_]) < 0x80) ++position_;
  count_ += position_ - start;
}

std::uint64_t OffsetMap::At(std::size_t byte_offset) {
  const std::size_t limit = std::min(byte_offset, text_.size());
  if (unit_ == OffsetUnit::kByte) return limit;
  if (limit < position_) position_ = count_ = 0;
  while (position_ < limit) {
    SkipAscii(limit);
    if (position_ == limit) break;
    const Utf8Char next = DecodeChar(text_, position_);
    if (position_ + next.length > limit) break;
    position_ += next.length;
    count_ += unit_ == OffsetUnit::kUtf16 && next.code > 0xFFFF ? 2 : 1;
  }
  return count_;
}

}  // namespace calque::reports
