// Pairs quotation marks within a sentence. An opening mark has white space (or
// nothing) before it and none behind; a closing mark the other way round.
#include "detector/scoring/mention.h"

#include <cstdint>

namespace calque::scoring {
namespace {

using text::SegmentedText;
using text::TokenKey;

bool IsQuote(TokenKey key) {
  static const TokenKey kDouble = text::HashToken("\"");
  static const TokenKey kSingle = text::HashToken("'");
  return key == kDouble || key == kSingle;
}

bool SpaceBefore(const SegmentedText& block, std::uint32_t i) {
  return (block.tokens[i].flags & text::kSpaceBefore) != 0;
}

bool Opens(const SegmentedText& block, std::uint32_t i, const text::Sentence& sentence) {
  if (!IsQuote(block.keys[i]) || i + 1 >= sentence.end || SpaceBefore(block, i + 1)) return false;
  if (SpaceBefore(block, i) || i == sentence.begin) return true;
  // After an opening bracket or dash no white space is needed.
  static const TokenKey kDash = text::HashToken("-");
  const char before = block.Text(block.tokens[i - 1]).front();
  return before == '(' || before == '[' || block.keys[i - 1] == kDash;
}

bool Closes(const SegmentedText& block, std::uint32_t i, TokenKey mark) {
  return block.keys[i] == mark && !SpaceBefore(block, i);
}

}  // namespace

void FindMentions(const SegmentedText& block, std::vector<bool>* mentioned) {
  mentioned->assign(block.tokens.size(), false);
  for (const text::Sentence& sentence : block.sentences) {
    for (std::uint32_t open = sentence.begin; open < sentence.end; ++open) {
      if (!Opens(block, open, sentence)) continue;
      for (std::uint32_t close = open + 1;
           close < sentence.end && close - open <= kMaxMentionTokens + 1; ++close) {
        if (!Closes(block, close, block.keys[open])) continue;
        for (std::uint32_t i = open; i <= close; ++i) (*mentioned)[i] = true;
        open = close;
        break;
      }
    }
  }
}

}  // namespace calque::scoring
