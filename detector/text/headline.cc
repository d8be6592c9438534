// Shares of capitalised words, counted in one pass.
#include "detector/text/headline.h"

#include <string_view>

namespace calque::text {
namespace {

// A sentence of so few words is no headline.
constexpr std::uint32_t kMinWords = 3;
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

WordCounts CountWords(const SegmentedText& block, const Sentence& sentence) {
  WordCounts counts;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const Token& token = block.tokens[i];
    const std::uint32_t word = token.kind == TokenKind::kWord ? 1 : 0;
    counts.words += word;
    counts.capitalised += (token.flags & kCapitalised) != 0 ? word : 0;
    counts.all_caps += (token.flags & kAllCaps) != 0 ? word : 0;
  }
  const Token& first = block.tokens[sentence.begin];
  const bool capital = first.kind == TokenKind::kWord && (first.flags & kCapitalised) != 0;
  counts.capitalised -= capital ? 1 : 0;
  return counts;
}

bool InCapitals(const WordCounts& counts) {
  return counts.words >= kMinWords && counts.all_caps > kCapitalShare * counts.words;
}

bool InTitleCase(const WordCounts& counts) {
  return counts.words >= kMinWords && counts.capitalised > kTitleShare * (counts.words - 1);
}

bool InCapitals(const SegmentedText& block, const Sentence& sentence) {
  return InCapitals(CountWords(block, sentence));
}

bool InTitleCase(const SegmentedText& block, const Sentence& sentence) {
  return InTitleCase(CountWords(block, sentence));
}

bool IsHeadline(const SegmentedText& block, const Sentence& sentence) {
  const WordCounts counts = CountWords(block, sentence);
  if (InTitleCase(counts) || InCapitals(counts)) return true;
  return block.base == 0 && sentence.begin == 0 && EndsItsLine(block, sentence) &&
         !EndsWithStop(block, sentence);
}

}  // namespace calque::text
