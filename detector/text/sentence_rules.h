// Sentence boundaries over the token stream: decided when the next token is seen,
// from what stands before it (a stop, closing quotes, an abbreviation) and how it
// begins. The rules are listed in segmenter.h.
#ifndef CALQUE_DETECTOR_TEXT_SENTENCE_RULES_H_
#define CALQUE_DETECTOR_TEXT_SENTENCE_RULES_H_

#include "detector/text/abbreviations.h"
#include "detector/text/segmented_text.h"
#include "detector/text/token_key.h"
#include "detector/text/tokenizer.h"

namespace calque::text {

class SentenceRules {
 public:
  // Whether a sentence can end before the next token only where a line does.
  bool Quiet() const { return stop_ == Stop::kNone; }

  // Whether a sentence ends before `next`.
  bool EndsBefore(const ScannedToken& next) const {
    if (next.newlines >= 2) return true;
    if (next.newlines == 1) return !next.lower || (stop_ == Stop::kFull && !closed_);
    if (stop_ == Stop::kNone || (next.flags & kSpaceBefore) == 0) return false;
    switch (stop_) {
      case Stop::kNone:
        return false;
      case Stop::kAbbreviation:
        return (next.flags & kCapitalised) != 0 && kSentenceStarterKeys.Contains(next.key);
      case Stop::kNumbering:
        return !next.lower && next.kind != TokenKind::kNumber;
      case Stop::kEllipsis:
        return !next.lower && !IsCloser(next);
      case Stop::kFull:
        // In lower case a sentence begins only right after a bare stop: text
        // without capitals. After a closing quote it is "...?" he asked.
        return next.lower ? !closed_ : !IsCloser(next) && next.single != ',';
    }
    return false;
  }

  void Take(const ScannedToken& token) {
    if (stop_ != Stop::kNone && IsCloser(token)) {
      closed_ = true;
      return;
    }
    closed_ = false;
    stop_ = StopOf(token);
    before_ = {token.key, token.kind, (token.flags & kCapitalised) != 0, token.single};
  }

 private:
  enum class Stop { kNone, kAbbreviation, kNumbering, kEllipsis, kFull };

  // What the meaning of a period behind a token depends on.
  struct Before {
    TokenKey key = 0;
    TokenKind kind = TokenKind::kPunctuation;
    bool capitalised = false;
    char single = '\0';
  };

  static bool IsCloser(const ScannedToken& token) {
    const bool quote = token.single == '"' || token.single == '\'';
    return quote ? !token.opening
                 : token.single == ')' || token.single == ']' || token.single == '}';
  }

  Stop StopOf(const ScannedToken& token) const {
    switch (token.single) {
      case '!':
      case '?':
        return Stop::kFull;
      case kEllipsisMark:
        return Stop::kEllipsis;
      case '.':
        return (token.flags & kSpaceBefore) == 0 ? PeriodBehind(before_) : Stop::kFull;
      default:
        return token.acronym ? Stop::kAbbreviation : Stop::kNone;
    }
  }

  static Stop PeriodBehind(const Before& token) {
    if (token.kind != TokenKind::kWord) return Stop::kFull;
    // "No. 5"
    if (token.key == HashToken("no") || token.key == HashToken("nos")) return Stop::kNumbering;
    const bool initial = token.single != '\0' && token.capitalised;
    if ((initial && token.single != 'i') || kTitleAbbreviationKeys.Contains(token.key)) {
      return Stop::kNone;
    }
    return kOtherAbbreviationKeys.Contains(token.key) ? Stop::kAbbreviation : Stop::kFull;
  }

  Stop stop_ = Stop::kNone;
  bool closed_ = false;
  Before before_;
};

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_SENTENCE_RULES_H_
