// Nearly every token is told apart by its kind and that of the one after the next.
#include "detector/scoring/torn_number.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "detector/text/token_key.h"

namespace calque::scoring {
namespace {

using text::HashToken;
using text::SegmentedText;
using text::Sentence;
using text::Token;
using text::TokenKey;
using text::TokenKind;

constexpr std::array<TokenKey, 11> kTimePrepositions = {
    HashToken("at"),    HashToken("from"),   HashToken("to"),     HashToken("until"),
    HashToken("till"),  HashToken("by"),     HashToken("around"), HashToken("about"),
    HashToken("after"), HashToken("before"), HashToken("between")};

bool IsDigits(std::string_view text, std::size_t most) {
  return text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Two digits at most: nothing overflows.
int ValueOf(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = 10 * value + (digit - '0');
  return value;
}

bool IsHour(std::string_view text) { return IsDigits(text, 2) && ValueOf(text) <= 24; }

bool IsMinutes(std::string_view text) {
  return text.size() == 2 && IsDigits(text, 2) && ValueOf(text) < 60;
}

bool HasGap(const Token& token) { return (token.flags & text::kSpaceBefore) != 0; }

bool FollowsTimePreposition(const SegmentedText& block, const Sentence& sentence, std::uint32_t i) {
  return i > sentence.begin && std::find(kTimePrepositions.begin(), kTimePrepositions.end(),
                                         block.keys[i - 1]) != kTimePrepositions.end();
}

}  // namespace

bool IsTornNumber(const SegmentedText& block, const Sentence& sentence, std::uint32_t i) {
  if (i + kTornNumberTokens > sentence.end) return false;
  const Token& head = block.tokens[i];
  const Token& mark = block.tokens[i + 1];
  const Token& tail = block.tokens[i + 2];
  if (head.kind != TokenKind::kNumber || tail.kind != TokenKind::kNumber || HasGap(mark) ||
      !HasGap(tail)) {
    return false;
  }
  const std::string_view first = block.Text(head);
  const std::string_view second = block.Text(tail);
  switch (block.source[mark.begin]) {
    case ':':
      return IsHour(first) && IsMinutes(second) && FollowsTimePreposition(block, sentence, i);
    case ',':
      return IsDigits(first, 3) && first.front() != '0' && second == "000";
    default:
      return false;
  }
}

}  // namespace calque::scoring
