// Shares of token classes, counted in one pass.
#include "detector/scoring/make_up.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "detector/text/headline.h"

namespace calque::scoring {
namespace {

using text::Token;
using text::TokenKind;

bool IsQuote(std::string_view mark) {
  if (mark.size() == 1) return mark[0] == '"' || mark[0] == '\'';
  // U+2018 to U+201F, and the marks of other languages.
  if (mark >= "\xE2\x80\x98" && mark <= "\xE2\x80\x9F") return true;
  return mark == "''" || mark == "``" || mark == "\xC2\xAB" || mark == "\xC2\xBB";
}

bool EndsSentence(std::string_view mark) {
  if (mark.size() != 1) return mark == "...";
  return mark[0] == '.' || mark[0] == '!' || mark[0] == '?' || mark[0] == ':';
}

struct Counts {
  std::uint32_t names = 0;
  std::uint32_t unknown = 0;
  std::uint32_t quotes = 0;
  std::uint32_t marks = 0;
};

Counts CountTokens(const text::SegmentedText& block, const text::Sentence& sentence,
                   std::span<const std::uint32_t> unknown, const text::WordCounts& words) {
  Counts counts;
  for (const std::uint32_t i : unknown) {
    ++((block.classes[i] & text::kCapitalWord) != 0 ? counts.names : counts.unknown);
  }
  block.classes.ForEach(text::kSignToken, sentence.begin, sentence.end, [&](std::uint32_t i) {
    const Token& token = block.tokens[i];
    const bool quote = token.kind == TokenKind::kPunctuation && IsQuote(block.Text(token));
    counts.quotes += quote ? 1 : 0;
  });
  counts.marks = sentence.end - sentence.begin - words.words - words.numbers - counts.quotes;
  return counts;
}

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
                std::span<const std::uint32_t> unknown, const text::WordCounts& words) {
  const Counts counts = CountTokens(block, sentence, unknown, words);
  const double all_words = std::max(1.0, static_cast<double>(words.words));
  const double tokens = static_cast<double>(sentence.end - sentence.begin);
  const bool in_capitals = text::InCapitals(words);
  const bool title = !in_capitals && text::InTitleCase(words);
  return {0,
          0,
          in_capitals ? 0 : words.capitalised / all_words,
          counts.names / all_words,
          counts.unknown / all_words,
          words.all_caps / all_words,
          words.numbers / tokens,
          counts.quotes / tokens,
          counts.marks / tokens,
          title ? 1.0 : 0.0,
          in_capitals ? 1.0 : 0.0,
          EndsProperly(block, sentence) ? 0.0 : 1.0};
}

}  // namespace calque::scoring
