// Character classes by short range lists. The widths are those that matter for
// breaking lines (Unicode Standard Annex 11, wide and fullwidth blocks; marks of
// the main combining blocks); a rare script that is off by a column costs a
// ragged edge, nothing else.
#include "detector/reports/terminal_text.h"

#include <algorithm>
#include <iterator>

#include "detector/reports/utf8_char.h"

namespace calque::reports {
namespace {

struct CodeRange {
  char32_t first;
  char32_t last;
};

constexpr CodeRange kSpaces[] = {{0x09, 0x0D},     {0x20, 0x20},     {0x85, 0x85},
                                 {0x2000, 0x2006}, {0x2008, 0x200A}, {0x2028, 0x2029},
                                 {0x3000, 0x3000}};

constexpr CodeRange kForbidden[] = {{0x80, 0x9F},     {0x061C, 0x061C},  {0x200E, 0x200F},
                                    {0x202A, 0x202E}, {0x2060, 0x206F},  {0xFEFF, 0xFEFF},
                                    {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};

constexpr CodeRange kZeroWidth[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},
                                    {0x064B, 0x065F}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF},
                                    {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x20D0, 0x20FF},
                                    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};

constexpr CodeRange kWide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};

template <std::size_t N>
bool IsIn(const CodeRange (&ranges)[N], char32_t code) {
  const auto* after =
      std::upper_bound(std::begin(ranges), std::end(ranges), code,
                       [](char32_t value, const CodeRange& range) { return value < range.first; });
  return after != std::begin(ranges) && code <= std::prev(after)->last;
}

int WidthOf(char32_t code) {
  if (code < 0x0300) return 1;
  if (IsIn(kZeroWidth, code)) return 0;
  return IsIn(kWide, code) ? 2 : 1;
}

}  // namespace

TerminalChar TerminalCharAt(std::string_view text, std::size_t pos) {
  constexpr char32_t kControlPictures = 0x2400;
  constexpr char32_t kDeletePicture = 0x2421;
  const Utf8Char next = DecodeChar(text, pos);
  if (next.code > 0x20 && next.code < 0x7F) return {next.code, 1, 1, false};
  if (IsIn(kSpaces, next.code)) return {U' ', next.length, 1, true};
  if (next.code < 0x20) return {kControlPictures + next.code, 1, 1, false};
  if (next.code == 0x7F) return {kDeletePicture, 1, 1, false};
  if (IsIn(kForbidden, next.code)) return {kReplacementChar, next.length, 1, false};
  return {next.code, next.length, WidthOf(next.code), false};
}

void AppendChar(char32_t code, std::string* out) {
  const auto trail = [&](int shift) {
    out->push_back(static_cast<char>(0x80 | ((code >> shift) & 0x3F)));
  };
  if (code < 0x80) {
    out->push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out->push_back(static_cast<char>(0xC0 | (code >> 6)));
    trail(0);
  } else if (code < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | (code >> 12)));
    trail(6);
    trail(0);
  } else {
    out->push_back(static_cast<char>(0xF0 | (code >> 18)));
    trail(12);
    trail(6);
    trail(0);
  }
}

void AppendTerminalText(std::string_view text, std::string* out) {
  bool space_before = false;
  for (std::size_t pos = 0; pos < text.size();) {
    const TerminalChar next = TerminalCharAt(text, pos);
    if (!next.space || !space_before) AppendChar(next.code, out);
    space_before = next.space;
    pos += next.length;
  }
}

}  // namespace calque::reports
