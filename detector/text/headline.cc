// Shares of capitalised words, counted in one pass.
#include "detector/text/headline.h"

#include <array>
#include <cstddef>
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

constexpr std::array<std::uint64_t, 256> WordCounter::kAddends = [] {
  constexpr std::array<TokenClassMask, 4> kCounted = {kAnyWord, kCapitalWord, kCapsWord,
                                                      kAnyNumber};
  std::array<std::uint64_t, 256> table{};
  for (std::size_t classes = 0; classes < table.size(); ++classes) {
    for (std::size_t i = 0; i < kCounted.size(); ++i) {
      if ((classes & kCounted[i]) != 0) table[classes] |= std::uint64_t{1} << (16 * i);
    }
  }
  return table;
}();

WordCounts CountWords(const SegmentedText& block, const Sentence& sentence) {
  WordCounter counter;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) counter.Add(block.classes[i]);
  return counter.Counts(block.classes[sentence.begin]);
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
