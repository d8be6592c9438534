// Shares of token classes, counted in one pass.
#include "detector/scoring/make_up.h"

#include <algorithm>
#include <string_view>

#include "detector/text/headline.h"

namespace calque::scoring {
namespace {

using text::Token;
using text::TokenKind;

bool Has(const Token& token, text::TokenFlag flag) { return (token.flags & flag) != 0; }

bool IsQuote(std::string_view mark) {
  // U+2018 to U+201F, and the marks of other languages.
  if (mark >= "\xE2\x80\x98" && mark <= "\xE2\x80\x9F") return true;
  return mark == "\"" || mark == "'" || mark == "''" || mark == "``" || mark == "\xC2\xAB" ||
         mark == "\xC2\xBB";
}

bool EndsSentence(std::string_view mark) {
  return mark == "." || mark == "!" || mark == "?" || mark == ":" || mark == "...";
}

struct Counts {
  double words = 0;
  double capitalised = 0;
  double names = 0;
  double unknown = 0;
  double capitals = 0;
  double numbers = 0;
  double quotes = 0;
  double marks = 0;

  void AddWord(const Token& token, bool oov, bool first) {
    ++words;
    const bool capital = Has(token, text::kCapitalised);
    if (capital && !first) ++capitalised;
    if (oov) ++(capital ? names : unknown);
    if (Has(token, text::kAllCaps)) ++capitals;
  }
};

// The last mark, or the one before a closing quotation mark or bracket.
bool EndsProperly(const text::SegmentedText& block, const text::Sentence& sentence) {
  const std::uint32_t length = sentence.end - sentence.begin;
  for (std::uint32_t back = 1; back <= std::min(2u, length); ++back) {
    if (EndsSentence(block.Text(block.tokens[sentence.end - back]))) return true;
  }
  return false;
}

}  // namespace

MakeUp MakeUpOf(const text::SegmentedText& block, const text::Sentence& sentence,
                std::span<const lm::WordScore> scores, bool in_capitals) {
  Counts counts;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const Token& token = block.tokens[i];
    if (token.kind == TokenKind::kWord) {
      counts.AddWord(token, scores[i - sentence.begin].oov, i == sentence.begin);
    } else if (token.kind == TokenKind::kNumber) {
      ++counts.numbers;
    } else if (token.kind == TokenKind::kPunctuation && IsQuote(block.Text(token))) {
      ++counts.quotes;
    } else {
      ++counts.marks;
    }
  }
  const double words = std::max(1.0, counts.words);
  const double tokens = static_cast<double>(sentence.end - sentence.begin);
  const bool title = !in_capitals && text::InTitleCase(block, sentence);
  return {0,
          0,
          in_capitals ? 0 : counts.capitalised / words,
          counts.names / words,
          counts.unknown / words,
          counts.capitals / words,
          counts.numbers / tokens,
          counts.quotes / tokens,
          counts.marks / tokens,
          title ? 1.0 : 0.0,
          in_capitals ? 1.0 : 0.0,
          EndsProperly(block, sentence) ? 0.0 : 1.0};
}

}  // namespace calque::scoring
