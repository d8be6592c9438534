// The scanner. ASCII is decided by table; bytes >= 0x80 are decoded one code point
// at a time and classified by unicode.h.
#include "detector/text/tokenizer.h"

#include <algorithm>
#include <utility>

#include "detector/text/address.h"
#include "detector/text/ascii_class.h"
#include "detector/text/segmenter.h"
#include "detector/text/unicode.h"

namespace calque::text {
bool Tokenizer::Next(ScannedToken* token) {
  *token = ScannedToken{};
  SkipSpace(token);
  if (position_ >= text_.size()) return false;
  token->begin = position_;
  switch (ClassOf(text_[position_])) {
    case kAlpha:
      if (const std::size_t end = WebAddressEnd(text_, position_); end > position_) {
        FinishAddress(token, end);
      } else {
        ScanWord(token);
      }
      break;
    case kDecimal:
      ScanNumber(token);
      break;
    case kHigh:
      ScanHigh(token);
      break;
    default:
      if (!ScanPossessive(token)) ScanMark(token);
  }
  position_ = token->end;
  token->key = HashToken(token->folded);
  token->single = token->folded.size() == 1 ? token->folded[0] : '\0';
  if (token->folded == "...") token->single = kEllipsisMark;
  const bool quote = token->single == '"' || token->single == '\'';
  token->opening = quote && (token->flags & kSpaceBefore) != 0 && !SpaceAt(position_);
  return true;
}

// White space of any kind, or the end of the text.
bool Tokenizer::SpaceAt(std::size_t i) const {
  if (i >= text_.size()) return true;
  const std::uint8_t kind = ClassOf(text_[i]);
  if (kind != kHigh) return kind == kBlank || kind == kBreak || kind == kUnseen;
  const CodePoint c = DecodeUtf8(text_, i);
  if (c.size == 0) return true;
  const CharClass high = Classify(c.value);
  return high == CharClass::kSpace || high == CharClass::kNewline || high == CharClass::kControl;
}

// The same for the character before `i`, past ignorable ones: where a scan starts within a text.
bool Tokenizer::SpaceBefore(std::size_t i) const {
  while (i > 0) {
    std::size_t begin = i - 1;
    while (begin > 0 && i - begin < 4 &&
           (static_cast<unsigned char>(text_[begin]) & 0xC0) == 0x80) {
      --begin;
    }
    const CodePoint c = DecodeUtf8(text_, begin);
    if (c.size != i - begin) return true;  // a bad byte
    if (c.value < 0x80 || Classify(c.value) != CharClass::kIgnorable) return SpaceAt(begin);
    i = begin;
  }
  return true;
}

// Moves to the next visible character; notes line breaks and white space.
void Tokenizer::SkipSpace(ScannedToken* token) {
  bool space = std::exchange(space_, false);
  int newlines = 0;
  while (position_ < text_.size()) {
    const char c = text_[position_];
    const std::uint8_t kind = ClassOf(c);
    if (kind == kBreak) {
      const bool crlf = c == '\r' && position_ + 1 < text_.size() && text_[position_ + 1] == '\n';
      newlines += crlf ? 0 : 1;
    } else if (kind == kHigh) {
      const std::size_t size = SkipHighSpace(token, &space);
      if (size == 0) break;
      position_ += size;
      continue;
    } else if (kind != kBlank && kind != kUnseen) {
      break;
    }
    space = true;
    ++position_;
  }
  token->newlines = static_cast<std::uint8_t>(std::min(2, newlines + token->newlines));
  if (space) token->flags |= kSpaceBefore;
}

// The size of an invisible code point or bad byte at the position, or 0.
std::size_t Tokenizer::SkipHighSpace(ScannedToken* token, bool* space) {
  const CodePoint c = DecodeUtf8(text_, position_);
  if (c.size == 0) {
    ++invalid_bytes_;
    *space = true;
    return 1;
  }
  switch (Classify(c.value)) {
    case CharClass::kNewline:
      token->newlines = static_cast<std::uint8_t>(std::min(2, token->newlines + 1));
      *space = true;
      return c.size;
    case CharClass::kSpace:
    case CharClass::kControl:
      *space = true;
      return c.size;
    case CharClass::kIgnorable:
      return c.size;
    default:
      return 0;
  }
}

bool Tokenizer::LetterAt(std::size_t i) const {
  if (i >= text_.size()) return false;
  if (ClassOf(text_[i]) != kHigh) return IsAlpha(text_[i]);
  const CodePoint c = DecodeUtf8(text_, i);
  return c.size != 0 && Classify(c.value) == CharClass::kLetter;
}

// The size of an apostrophe at `i` in any shape, or 0.
std::size_t Tokenizer::ApostropheAt(std::size_t i) const {
  if (i >= text_.size()) return 0;
  if (text_[i] == '\'') return 1;
  if (ClassOf(text_[i]) != kHigh) return 0;
  const CodePoint c = DecodeUtf8(text_, i);
  return c.size != 0 && Classify(c.value) == CharClass::kApostrophe ? c.size : 0;
}

// Whether the period at `i` belongs to the word, whose last component starts at
// `component`: "U.S." yes, "end." no. Sets *acronym when it closes one.
bool Tokenizer::PeriodInside(std::size_t i, std::size_t component, bool* acronym) const {
  if (i != component + 1 || !IsAlpha(text_[component])) return false;
  const bool letter_next = i + 1 < text_.size() && IsAlpha(text_[i + 1]);
  if (letter_next) return !LetterAt(i + 2) && !(i + 2 < text_.size() && IsDigit(text_[i + 2]));
  *acronym = component >= 2 && text_[component - 1] == '.' && component > position_;
  return *acronym;
}

// The end of a run of ignorable characters, at most `limit` and what a character takes.
std::size_t Tokenizer::IgnorableEnd(std::size_t i, std::size_t limit) const {
  while (i < limit && ClassOf(text_[i]) == kHigh) {
    const CodePoint c = DecodeUtf8(text_, i);
    if (c.size == 0 || Classify(c.value) != CharClass::kIgnorable) break;
    i += c.size;
  }
  return i;
}

std::size_t Tokenizer::WordEnd(std::size_t i, bool* acronym) const {
  const std::size_t limit = std::min(text_.size(), i + kMaxTokenBytes - 4);
  std::size_t component = i;
  while (i < limit) {
    const char c = text_[i];
    if (IsAlnum(c)) {
      ++i;
    } else if (ClassOf(c) == kHigh) {
      const CodePoint code_point = DecodeUtf8(text_, i);
      if (code_point.size == 0) break;
      const CharClass kind = Classify(code_point.value);
      const std::size_t next =
          kind == CharClass::kIgnorable ? IgnorableEnd(i, limit) : i + code_point.size;
      const bool joins = kind == CharClass::kApostrophe || kind == CharClass::kIgnorable;
      if (kind != CharClass::kLetter && kind != CharClass::kDigit &&
          !(joins && next < limit && LetterAt(next))) {
        break;
      }
      i = next;
    } else if (c == '.') {
      if (!PeriodInside(i, component, acronym)) break;
      component = ++i;
      if (*acronym) break;
    } else if ((c == '\'' || c == '&') && i + 1 < limit && LetterAt(i + 1)) {
      ++i;
    } else {
      break;
    }
  }
  return i;
}

void Tokenizer::ScanWord(ScannedToken* token) {
  token->end = WordEnd(position_, &token->acronym);
  const std::size_t address = MailAddressEnd(text_, token->begin, token->end);
  if (address == token->end) {
    FinishWord(token);
  } else {
    token->acronym = false;
    FinishAddress(token, address);
  }
}

void Tokenizer::FinishAddress(ScannedToken* token, std::size_t end) {
  token->end = end;
  token->kind = TokenKind::kUrl;
  token->folded = "<url>";
}

// The size of a final "'s" behind something, or 0.
std::size_t Tokenizer::PossessiveSize(const ScannedToken& token) const {
  const std::size_t size = token.end - token.begin;
  if (size <= 2 || Lower(text_[token.end - 1]) != 's') return 0;
  for (const std::size_t apostrophe : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
    if (size > apostrophe + 1 && ApostropheAt(token.end - 1 - apostrophe) == apostrophe) {
      return apostrophe + 1;
    }
  }
  return 0;
}

// Splits a final "'s" off, folds, sets the flags.
void Tokenizer::FinishWord(ScannedToken* token) {
  while (const std::size_t possessive = PossessiveSize(*token)) token->end -= possessive;
  SetFlags(token);
  const std::string_view word = text_.substr(token->begin, token->end - token->begin);
  if ((token->flags & kNonAscii) != 0) {
    FoldUnicode(word, &folded_);
  } else {
    folded_.resize(word.size());
    std::transform(word.begin(), word.end(), folded_.begin(), Lower);
  }
  token->folded = folded_;
}

void Tokenizer::SetFlags(ScannedToken* token) const {
  std::size_t upper = 0;
  std::size_t lower = 0;
  bool first = true;
  for (std::size_t i = token->begin; i < token->end;) {
    const char c = text_[i];
    bool is_upper = c >= 'A' && c <= 'Z';
    bool is_lower = c >= 'a' && c <= 'z';
    std::size_t size = 1;
    if (ClassOf(c) == kHigh) {
      token->flags |= kNonAscii;
      const CodePoint code_point = DecodeUtf8(text_, i);
      is_upper = IsUpper(code_point.value);
      is_lower = IsLower(code_point.value);
      size = std::max<std::size_t>(1, code_point.size);
    }
    if (first && is_upper) token->flags |= kCapitalised;
    token->lower = token->lower || (first && is_lower);
    first = false;
    upper += is_upper ? 1 : 0;
    lower += is_lower ? 1 : 0;
    i += size;
  }
  if (upper >= 2 && lower == 0) token->flags |= kAllCaps;
}

void Tokenizer::ScanNumber(ScannedToken* token) {
  const std::size_t limit = std::min(text_.size(), position_ + kMaxTokenBytes - 4);
  std::size_t i = position_;
  while (i < limit) {
    const char c = text_[i];
    const bool inner = (c == '.' || c == ',' || c == ':') && i + 1 < limit &&
                       IsDigit(text_[i + 1]) && IsDigit(text_[i - 1]);
    const std::size_t apostrophe = ApostropheAt(i);
    const bool possessive =
        apostrophe > 0 && i + apostrophe < limit && IsAlpha(text_[i + apostrophe]);
    if (!IsAlnum(c) && !inner && !possessive) break;
    i += possessive ? apostrophe : 1;
  }
  token->end = i;
  token->kind = TokenKind::kNumber;
  FoldNumber(token);
}

void Tokenizer::FoldNumber(ScannedToken* token) {
  const std::string_view number = text_.substr(token->begin, token->end - token->begin);
  SetFlags(token);
  if ((token->flags & kNonAscii) != 0) {
    FoldUnicode(number, &folded_);
  } else {
    folded_.assign(number);
  }
  std::transform(folded_.begin(), folded_.end(), folded_.begin(), Lower);
  token->folded = folded_;
  const auto digits = std::count_if(number.begin(), number.end(), IsDigit);
  if (digits < 3) return;
  const bool year =
      number.size() == 4 && digits == 4 && (number.starts_with("19") || number.starts_with("20"));
  std::replace_if(folded_.begin(), folded_.end(), IsDigit, '0');
  if (year) folded_[0] = '2';
  token->folded = folded_;
}

// "'s" by itself: the end of a possessive, or torn off by a rewriter.
bool Tokenizer::ScanPossessive(ScannedToken* token) {
  const std::size_t apostrophe = ApostropheAt(position_);
  const std::size_t s = position_ + apostrophe;
  if (apostrophe == 0 || s >= text_.size() || Lower(text_[s]) != 's') return false;
  if (s + 1 < text_.size() && (IsAlnum(text_[s + 1]) || LetterAt(s + 1))) return false;
  token->end = s + 1;
  token->folded = "'s";
  return true;
}

void Tokenizer::ScanMark(ScannedToken* token) {
  const char c = text_[position_];
  const std::size_t longest = c == '.' || c == '-' ? kMaxTokenBytes : c == '`' || c == '\'' ? 3 : 1;
  std::size_t end = position_ + 1;
  while (end < text_.size() && text_[end] == c && end - position_ < longest) ++end;
  const std::size_t run = end - position_;
  token->kind = ClassOf(c) == kPunct ? TokenKind::kPunctuation : TokenKind::kSymbol;
  token->end = position_ + 1;
  token->folded = text_.substr(position_, 1);
  if (c == '.' && run >= 2) {
    token->folded = "...";
    token->end = end;
  } else if (c == '-' && run >= 2) {
    token->end = end;
  } else if ((c == '`' || c == '\'') && run == 2) {
    token->folded = "\"";
    token->end = end;
  } else if (c == '`') {
    token->folded = "'";
  }
}

void Tokenizer::ScanHigh(ScannedToken* token) {
  const CodePoint c = DecodeUtf8(text_, position_);
  token->end = position_ + c.size;
  token->kind = TokenKind::kPunctuation;
  switch (Classify(c.value)) {
    case CharClass::kLetter:
      token->kind = TokenKind::kWord;
      ScanWord(token);
      return;
    case CharClass::kDigit:
      ScanWord(token);
      if (token->kind != TokenKind::kUrl) token->kind = TokenKind::kNumber;
      return;
    case CharClass::kIdeograph:
      token->kind = TokenKind::kWord;
      token->flags |= kNonAscii;
      FoldUnicode(text_.substr(position_, c.size), &folded_);
      token->folded = folded_;
      return;
    case CharClass::kQuote:
      token->folded = "\"";
      return;
    case CharClass::kApostrophe:
      if (!ScanPossessive(token)) token->folded = "'";
      token->kind = token->folded == "'" ? TokenKind::kPunctuation : TokenKind::kWord;
      return;
    case CharClass::kDash:
      token->folded = "-";
      return;
    case CharClass::kEllipsis:
      token->folded = "...";
      return;
    default:
      token->kind = TokenKind::kSymbol;
      token->folded = text_.substr(position_, c.size);
      return;
  }
}

}  // namespace calque::text
