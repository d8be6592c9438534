// Guards look at one sentence only, which the candidate names.
#include "detector/dictionary/guard.h"

#include <span>

#include "detector/text/headline.h"
#include "detector/text/quotation.h"

namespace calque::dictionary {

using text::SegmentedText;
using text::Token;
using text::TokenKind;

namespace {

bool ClassHolds(const SegmentedText& block, std::uint32_t token, GuardClass kind) {
  const Token& t = block.tokens[token];
  const bool word = t.kind == TokenKind::kWord;
  switch (kind) {
    case GuardClass::kNumber:
      return t.kind == TokenKind::kNumber;
    case GuardClass::kCapital:
      return word && (t.flags & text::kCapitalised) != 0;
    case GuardClass::kLower:
      return word && (t.flags & text::kCapitalised) == 0;
    case GuardClass::kPunct:
      return t.kind == TokenKind::kPunctuation;
    default:
      return false;
  }
}

text::NgramKey KeyOf(const SegmentedText& block, std::uint32_t begin, std::uint32_t tokens) {
  return text::NgramKeyOf(std::span(block.keys).subspan(begin, tokens));
}

}  // namespace

bool GuardHolds(const SegmentedText& block, const Candidate& candidate, const GuardRecord& guard) {
  const text::Sentence& s = block.sentences[candidate.sentence];
  switch (guard.place) {
    case GuardPlace::kPrev:
      if (guard.kind == GuardClass::kStart) return candidate.begin == s.begin;
      if (candidate.begin < s.begin + guard.tokens || candidate.begin == s.begin) return false;
      if (guard.kind != GuardClass::kPhrase) {
        return ClassHolds(block, candidate.begin - 1, guard.kind);
      }
      return KeyOf(block, candidate.begin - guard.tokens, guard.tokens) == guard.key;
    case GuardPlace::kNext:
      // The stop that closes the sentence does not count as a neighbour of <end>.
      if (guard.kind == GuardClass::kEnd) {
        return candidate.end == s.end ||
               (candidate.end + 1 == s.end && ClassHolds(block, candidate.end, GuardClass::kPunct));
      }
      if (candidate.end + guard.tokens > s.end || candidate.end == s.end) return false;
      if (guard.kind != GuardClass::kPhrase) return ClassHolds(block, candidate.end, guard.kind);
      return KeyOf(block, candidate.end, guard.tokens) == guard.key;
    case GuardPlace::kSentence:
      for (std::uint32_t i = s.begin; i + guard.tokens <= s.end; ++i) {
        const bool holds = guard.kind == GuardClass::kPhrase
                               ? KeyOf(block, i, guard.tokens) == guard.key
                               : ClassHolds(block, i, guard.kind);
        if (holds) return true;
      }
      return false;
    case GuardPlace::kDocument:
      break;
    case GuardPlace::kIn:
      if (guard.kind == GuardClass::kTitle) return text::IsHeadline(block, s);
      return text::InQuotation(block, candidate.sentence, candidate.begin, candidate.end);
  }
  return false;
}

}  // namespace calque::dictionary
