// A left-to-right walk from the start of the paragraph; what is open when the words
// begin, and not closed before they end, stands around them.
#include "detector/text/quotation.h"

#include <string_view>

namespace calque::text {
namespace {

// No quotation is followed further back than this.
constexpr std::size_t kMaxSentencesBack = 32;

bool SpaceBefore(const SegmentedText& block, std::uint32_t i) {
  return (block.tokens[i].flags & kSpaceBefore) != 0;
}

constexpr TokenKey kDoubleMark = HashToken("\"");
constexpr TokenKey kSingleMark = HashToken("'");

bool StartsParagraph(const SegmentedText& block, std::size_t sentence) {
  if (sentence == 0) return true;
  const Token& before = block.tokens[block.sentences[sentence].begin - 1];
  const Token& first = block.tokens[block.sentences[sentence].begin];
  return block.source.substr(before.end, first.begin - before.end).find('\n') !=
         std::string_view::npos;
}

// Whether a pair of single marks of the sentence stands around the words.
bool InSingleMarks(const SegmentedText& block, const Sentence& sentence, std::uint32_t begin,
                   std::uint32_t end) {
  for (std::uint32_t i = sentence.begin; i < begin; ++i) {
    if (block.keys[i] != kSingleMark || !OpensPair(block, sentence, i)) continue;
    std::uint32_t close = i + 1;
    while (close < sentence.end && !ClosesPair(block, close, kSingleMark)) ++close;
    if (close >= end && close < sentence.end) return true;
  }
  return false;
}

}  // namespace

bool OpensPair(const SegmentedText& block, const Sentence& sentence, std::uint32_t i) {
  if (i + 1 >= sentence.end || SpaceBefore(block, i + 1)) return false;
  if (SpaceBefore(block, i) || i == sentence.begin) return true;
  // After an opening bracket or dash no white space is needed.
  constexpr TokenKey kDash = HashToken("-");
  const char before = block.Text(block.tokens[i - 1]).front();
  return before == '(' || before == '[' || block.keys[i - 1] == kDash;
}

bool ClosesPair(const SegmentedText& block, std::uint32_t i, TokenKey mark) {
  return block.keys[i] == mark && !SpaceBefore(block, i);
}

bool InQuotation(const SegmentedText& block, std::size_t sentence, std::uint32_t begin,
                 std::uint32_t end) {
  std::size_t first = sentence;
  while (!StartsParagraph(block, first) && sentence - first < kMaxSentencesBack) --first;
  bool open = false;
  for (std::size_t s = first; s <= sentence; ++s) {
    const Sentence& here = block.sentences[s];
    for (std::uint32_t i = here.begin; i < here.end && i < end; ++i) {
      if (block.keys[i] != kDoubleMark) continue;
      if (i >= begin) return false;  // the words hold a mark themselves
      open = open ? !ClosesPair(block, i, kDoubleMark) : OpensPair(block, here, i);
    }
  }
  return open || InSingleMarks(block, block.sentences[sentence], begin, end);
}

}  // namespace calque::text
