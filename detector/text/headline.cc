// Shares of capitalised words, counted in one pass.
#include "detector/text/headline.h"

#include <string_view>

namespace calque::text {
namespace {

// A sentence of so few words is no headline.
constexpr double kMinWords = 3;
constexpr double kCapitalShare = 0.7;
constexpr double kTitleShare = 0.6;

bool EndsItsLine(const SegmentedText& block, const Sentence& sentence) {
  const std::size_t end = block.tokens[sentence.end - 1].end;
  const std::size_t next = block.source.find_first_not_of(" \t\r", end);
  return next != std::string_view::npos && block.source[next] == '\n';
}

bool EndsWithStop(const SegmentedText& block, const Sentence& sentence) {
  const std::string_view last = block.Text(block.tokens[sentence.end - 1]);
  return last == "." || last == "!" || last == "...";
}

}  // namespace

bool InCapitals(const SegmentedText& block, const Sentence& sentence) {
  double words = 0;
  double capitals = 0;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    if (block.tokens[i].kind != TokenKind::kWord) continue;
    ++words;
    capitals += (block.tokens[i].flags & kAllCaps) != 0 ? 1 : 0;
  }
  return words >= kMinWords && capitals > kCapitalShare * words;
}

bool InTitleCase(const SegmentedText& block, const Sentence& sentence) {
  double words = 0;
  double capitalised = 0;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    if (block.tokens[i].kind != TokenKind::kWord) continue;
    ++words;
    const bool capital = (block.tokens[i].flags & kCapitalised) != 0;
    capitalised += capital && i != sentence.begin ? 1 : 0;
  }
  return words >= kMinWords && capitalised > kTitleShare * (words - 1);
}

bool IsHeadline(const SegmentedText& block, const Sentence& sentence) {
  if (InTitleCase(block, sentence) || InCapitals(block, sentence)) return true;
  return block.base == 0 && sentence.begin == 0 && EndsItsLine(block, sentence) &&
         !EndsWithStop(block, sentence);
}

}  // namespace calque::text
