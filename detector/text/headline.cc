// Shares of capitalised words, counted in one pass.
#include "detector/text/headline.h"

#include <string_view>

namespace calque::text {
namespace {

// A sentence of so few words is no headline.
constexpr double kMinWords = 3;
constexpr double kCapitalShare = 0.7;
constexpr double kTitleShare = 0.6;

struct Counted {
  double words;
  double flagged;
};

// The words, and those of them that have a flag.
Counted CountWords(const SegmentedText& block, const Sentence& sentence, TokenFlag flag) {
  std::uint32_t words = 0;
  std::uint32_t flagged = 0;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const std::uint32_t word = block.tokens[i].kind == TokenKind::kWord ? 1 : 0;
    words += word;
    flagged += (block.tokens[i].flags & flag) != 0 ? word : 0;
  }
  return {static_cast<double>(words), static_cast<double>(flagged)};
}

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
  const Counted counted = CountWords(block, sentence, kAllCaps);
  return counted.words >= kMinWords && counted.flagged > kCapitalShare * counted.words;
}

bool InTitleCase(const SegmentedText& block, const Sentence& sentence) {
  const Counted counted = CountWords(block, sentence, kCapitalised);
  const Token& first = block.tokens[sentence.begin];
  const bool capital = first.kind == TokenKind::kWord && (first.flags & kCapitalised) != 0;
  return counted.words >= kMinWords &&
         counted.flagged - (capital ? 1 : 0) > kTitleShare * (counted.words - 1);
}

bool IsHeadline(const SegmentedText& block, const Sentence& sentence) {
  if (InTitleCase(block, sentence) || InCapitals(block, sentence)) return true;
  return block.base == 0 && sentence.begin == 0 && EndsItsLine(block, sentence) &&
         !EndsWithStop(block, sentence);
}

}  // namespace calque::text
