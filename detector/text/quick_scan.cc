// Numbers fold to their shape (tokenizer.h), of which there are few.
#include "detector/text/quick_scan.h"

namespace calque::text::quick {
namespace {

constexpr std::string_view kZeros = "00000000";

// Keys of as many zeros.
constexpr std::array<TokenKey, kZeros.size() + 1> kShapes = [] {
  std::array<TokenKey, kZeros.size() + 1> keys{};
  for (std::size_t size = 1; size < keys.size(); ++size) {
    keys[size] = HashToken(kZeros.substr(0, size));
  }
  return keys;
}();

TokenKey KeyOfNumber(std::string_view digits) {
  if (digits.size() < 3) return HashToken(digits);
  const bool year = digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
  return year ? HashToken("2000") : kShapes[digits.size()];
}

}  // namespace

bool ScanNumber(const char* at, ScannedToken* token) {
  std::size_t size = 1;
  while (size <= kZeros.size() && IsDigit(at[size])) ++size;
  const char* const next = at + size;
  if (size > kZeros.size() || EndingAt(next) == Ending::kUnclear) return false;
  // "3.5", "8:30", "1,000"; apostrophes.
  const bool inner = *next == '.' || *next == ':' || *next == ',';
  if (inner ? IsDigit(next[1]) : ClassOf(*next) == kHigh && HighMark(next) == '\0') return false;
  token->kind = TokenKind::kNumber;
  token->end = token->begin + size;
  token->key = KeyOfNumber({at, size});
  token->single = size == 1 ? *at : '\0';
  return true;
}

bool ScanMark(const char* at, char mark, std::size_t size, ScannedToken* token) {
  if ((mark == '.' || mark == '-') && at[1] == mark) return false;
  if (mark == '"') {
    const AsciiClass next = ClassOf(at[size]);
    if (next == kHigh) return false;
    const bool space = next == kBlank || next == kBreak || next == kUnseen;
    token->opening = (token->flags & kSpaceBefore) != 0 && !space;
  }
  token->kind = ClassOf(mark) == kPunct ? TokenKind::kPunctuation : TokenKind::kSymbol;
  token->end = token->begin + size;
  token->key = kMarkKeys[static_cast<unsigned char>(mark)];
  token->single = mark;
  return true;
}

}  // namespace calque::text::quick
