// Sentence boundaries over the token stream: decided when the next token is seen,
// from what stands before it (a stop, closing quotes, an abbreviation) and how it
// begins.
#include "detector/text/segmenter.h"

#include "detector/text/abbreviations.h"
#include "detector/text/tokenizer.h"

namespace calque::text {
namespace {

// Offsets in a block are 32 bit; a block is closed long before they run out.
constexpr std::size_t kMaxBlockBytes = std::size_t{1} << 26;

class SentenceRules {
 public:
  // Whether a sentence ends before `next`.
  bool EndsBefore(const ScannedToken& next) const {
    if (next.newlines >= 2) return true;
    if (next.newlines == 1) return !next.lower || (stop_ == Stop::kFull && !closed_);
    if ((next.flags & kSpaceBefore) == 0) return false;
    switch (stop_) {
      case Stop::kNone:
        return false;
      case Stop::kAbbreviation:
        return (next.flags & kCapitalised) != 0 && SortedContains(kSentenceStarters, next.folded);
      case Stop::kNumbering:
        return !next.lower && next.kind != TokenKind::kNumber;
      case Stop::kEllipsis:
        return !next.lower && !IsCloser(next);
      case Stop::kFull:
        // In lower case a sentence begins only right after a bare stop: text
        // without capitals. After a closing quote it is "...?" he asked.
        return next.lower ? !closed_ : !IsCloser(next) && next.folded != ",";
    }
    return false;
  }

  void Take(const ScannedToken& token) {
    const bool attached = (token.flags & kSpaceBefore) == 0;
    if (stop_ != Stop::kNone && IsCloser(token)) {
      closed_ = true;
      return;
    }
    closed_ = false;
    if (token.folded == "!" || token.folded == "?") {
      stop_ = Stop::kFull;
    } else if (token.folded == "...") {
      stop_ = Stop::kEllipsis;
    } else if (token.folded == ".") {
      stop_ = attached ? period_ : Stop::kFull;
    } else {
      stop_ = token.acronym ? Stop::kAbbreviation : Stop::kNone;
    }
    period_ = PeriodAfter(token);
  }

 private:
  enum class Stop { kNone, kAbbreviation, kNumbering, kEllipsis, kFull };

  static bool IsCloser(const ScannedToken& token) {
    const bool quote = token.folded == "\"" || token.folded == "'";
    return quote ? !token.opening
                 : token.folded == ")" || token.folded == "]" || token.folded == "}";
  }

  // What a period right behind `token` would mean.
  static Stop PeriodAfter(const ScannedToken& token) {
    if (token.kind != TokenKind::kWord) return Stop::kFull;
    if (token.folded == "no" || token.folded == "nos") return Stop::kNumbering;  // "No. 5"
    const bool initial = token.folded.size() == 1 && (token.flags & kCapitalised) != 0;
    if ((initial && token.folded != "i") || SortedContains(kTitleAbbreviations, token.folded)) {
      return Stop::kNone;
    }
    return SortedContains(kOtherAbbreviations, token.folded) ? Stop::kAbbreviation : Stop::kFull;
  }

  Stop stop_ = Stop::kNone;
  Stop period_ = Stop::kFull;
  bool closed_ = false;
};

// Appends sentences from `position` until `block_tokens` are reached at a
// sentence end; returns where the next block starts.
std::size_t FillBlock(std::string_view text, std::size_t position, std::size_t block_tokens,
                      std::size_t block_bytes, SegmentedText* block) {
  Tokenizer tokenizer(text, position);
  SentenceRules rules;
  ScannedToken token;
  block->base = position;
  std::uint32_t sentence = 0;
  std::size_t end = text.size();
  while (tokenizer.Next(&token)) {
    const auto count = static_cast<std::uint32_t>(block->tokens.size());
    const bool full = count - sentence >= kMaxSentenceTokens;
    const bool long_block = token.end - position > block_bytes;
    if (count > sentence && (full || long_block || rules.EndsBefore(token))) {
      block->sentences.push_back({sentence, count});
      sentence = count;
      rules = SentenceRules();  // so that a block may start here
      if (count >= block_tokens || long_block) {
        end = token.begin;
        break;
      }
    }
    if (count == 0 && long_block) {  // a long blank stretch before the first token
      block->base = position = token.begin;
    }
    rules.Take(token);
    block->tokens.push_back({static_cast<std::uint32_t>(token.begin - block->base),
                             static_cast<std::uint32_t>(token.end - block->base), token.kind,
                             token.flags});
    block->keys.push_back(HashToken(token.folded));
  }
  const auto count = static_cast<std::uint32_t>(block->tokens.size());
  if (end == text.size() && count > sentence) block->sentences.push_back({sentence, count});
  block->source = text.substr(block->base, end - block->base);
  block->invalid_bytes = tokenizer.invalid_bytes();
  return end;
}

void Clear(SegmentedText* block) {
  block->keys.clear();
  block->tokens.clear();
  block->sentences.clear();
  block->invalid_bytes = 0;
}

}  // namespace

bool Segmenter::Next(SegmentedText* block) {
  if (position_ >= text_.size()) return false;
  Clear(block);
  position_ = FillBlock(text_, position_, kBlockTokens, kMaxBlockBytes, block);
  return true;
}

SegmentedText SegmentAll(std::string_view text) {
  SegmentedText block;
  FillBlock(text, 0, text.size() + 1, text.size() + 1, &block);
  return block;
}

}  // namespace calque::text
