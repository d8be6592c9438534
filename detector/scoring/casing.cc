// Only ASCII letters change case: originals are English.
#include "detector/scoring/casing.h"

#include <cctype>

namespace calque::scoring {
namespace {

using text::Token;
using text::TokenKind;

char Upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }

}  // namespace

std::string InCaseOf(const text::SegmentedText& block, std::uint32_t begin, std::uint32_t end,
                     std::string_view original) {
  std::size_t words = 0;
  std::size_t capitals = 0;
  bool all_caps = true;
  bool title = true;
  for (std::uint32_t i = begin; i < end; ++i) {
    const Token& token = block.tokens[i];
    if (token.kind != TokenKind::kWord || block.Text(token).size() < 2) continue;
    ++words;
    capitals += (token.flags & text::kCapitalised) != 0 ? 1 : 0;
    all_caps = all_caps && (token.flags & text::kAllCaps) != 0;
    const bool small = token.end - token.begin <= 3;
    title = title && ((token.flags & text::kCapitalised) != 0 || small);
  }
  std::string cased(original);
  const bool first = (block.tokens[begin].flags & text::kCapitalised) != 0;
  if (words > 0 && all_caps) {
    for (char& c : cased) c = Upper(c);
  } else if (capitals > 1 && title && first) {
    bool at_start = true;
    for (std::size_t i = 0; i < cased.size(); ++i) {
      const std::size_t end_of_word = cased.find_first_of(" -", i);
      const std::size_t length =
          (end_of_word == std::string::npos ? cased.size() : end_of_word) - i;
      if (at_start && (length > 3 || i == 0)) cased[i] = Upper(cased[i]);
      at_start = cased[i] == ' ' || cased[i] == '-';
    }
  } else if (first && !cased.empty()) {
    cased[0] = Upper(cased[0]);
  }
  return cased;
}

}  // namespace calque::scoring
