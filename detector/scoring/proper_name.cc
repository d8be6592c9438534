// Looks at the capitals of a candidate and of its neighbours.
#include "detector/scoring/proper_name.h"

#include "detector/text/headline.h"
#include "detector/text/quotation.h"

namespace calque::scoring {
namespace {

using text::SegmentedText;
using text::Sentence;
using text::Token;
using text::TokenKind;

constexpr std::size_t kShortWord = 3;

bool IsCapitalWord(const Token& token) {
  return token.kind == TokenKind::kWord && (token.flags & text::kCapitalised) != 0;
}

bool IsLongWord(const Token& token) {
  return token.kind == TokenKind::kWord && token.end - token.begin > kShortWord;
}

// Whether a capital of word `i` may be that of a sentence or a quotation.
bool BeginsSentence(const SegmentedText& block, const Sentence& sentence, std::uint32_t i) {
  if (i == sentence.begin) return true;
  const Token& before = block.tokens[i - 1];
  if (before.kind == TokenKind::kWord || before.kind == TokenKind::kNumber) return false;
  // Behind a colon, a bullet or an opening quotation mark a sentence may begin.
  const std::string_view mark = block.Text(before);
  return mark != "&" && mark != "." && mark != "-" && mark != "," && mark != "/";
}

// A word or mark inside a name: "Bank of England", "Mr. Ford", "Law & Policy".
bool Links(const SegmentedText& block, std::uint32_t i) {
  const std::string_view word = block.Text(block.tokens[i]);
  return word == "of" || word == "&" || word == "." || word == "-" || word == "'s" ||
         word == "\xE2\x80\x99s";
}

bool NameGoesOn(const SegmentedText& block, const Sentence& sentence, std::uint32_t end) {
  if (!IsCapitalWord(block.tokens[end - 1]) || BeginsSentence(block, sentence, end - 1)) {
    return false;
  }
  if (end < sentence.end && Links(block, end)) ++end;
  return end < sentence.end && IsCapitalWord(block.tokens[end]);
}

bool NameStandsBefore(const SegmentedText& block, const Sentence& sentence, std::uint32_t begin) {
  if (!IsCapitalWord(block.tokens[begin]) || BeginsSentence(block, sentence, begin)) return false;
  std::uint32_t i = begin - 1;
  if (Links(block, i) && i > sentence.begin) --i;
  return IsCapitalWord(block.tokens[i]) && !BeginsSentence(block, sentence, i);
}

bool HasCapitals(const SegmentedText& block, std::uint32_t begin, std::uint32_t end) {
  unsigned classes = 0;
  for (std::uint32_t i = begin; i < end; ++i) classes |= block.classes[i];
  return (classes & text::kCapitalWord) != 0;
}

bool HasNameCapitals(const SegmentedText& block, const Sentence& sentence, std::uint32_t begin,
                     std::uint32_t end, std::uint32_t own_capitals) {
  const auto is_own = [&](std::uint32_t i) { return (own_capitals >> (i - begin) & 1) != 0; };
  if (!is_own(end - 1) && NameGoesOn(block, sentence, end)) return true;
  if (!is_own(begin) && NameStandsBefore(block, sentence, begin)) return true;
  bool named = false;
  for (std::uint32_t i = begin; i < end; ++i) {
    const Token& token = block.tokens[i];
    if (!IsCapitalWord(token)) {
      if (IsLongWord(token)) return false;
    } else if (!is_own(i)) {
      named = named || !BeginsSentence(block, sentence, i);
    }
  }
  return named;
}

}  // namespace

bool IsWrittenAsName(const SegmentedText& block, const Sentence& sentence, std::uint32_t begin,
                     std::uint32_t end, std::uint32_t own_capitals) {
  return HasCapitals(block, begin, end) &&
         HasNameCapitals(block, sentence, begin, end, own_capitals) &&
         !text::InCapitals(block, sentence);
}

}  // namespace calque::scoring
