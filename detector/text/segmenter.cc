// Sentence boundaries over the token stream: decided when the next token is seen,
// from what stands before it (a stop, closing quotes, an abbreviation) and how it
// begins.
#include "detector/text/segmenter.h"

#include <algorithm>

#include "detector/text/abbreviations.h"
#include "detector/text/quick_scan.h"
#include "detector/text/tokenizer.h"

namespace calque::text {
namespace {

// Offsets in a block are 32 bit; a block is closed long before they run out.
constexpr std::size_t kMaxBlockBytes = std::size_t{1} << 26;

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
        return (next.flags & kCapitalised) != 0 && SortedContains(kSentenceStarterKeys, next.key);
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
    if ((initial && token.single != 'i') || SortedContains(kTitleAbbreviationKeys, token.key)) {
      return Stop::kNone;
    }
    return SortedContains(kOtherAbbreviationKeys, token.key) ? Stop::kAbbreviation : Stop::kFull;
  }

  Stop stop_ = Stop::kNone;
  bool closed_ = false;
  Before before_;
};

// Appends sentences to a block until it has `block_tokens` at a sentence end.
class BlockFiller {
 public:
  BlockFiller(std::string_view text, std::size_t position, std::size_t block_tokens,
              std::size_t block_bytes, SegmentedText* block)
      : text_(text),
        begin_(position),
        block_tokens_(block_tokens),
        block_bytes_(block_bytes),
        block_(*block) {
    // As many as there can be, so that no token asks for room; a token has a byte at least.
    const std::size_t most = std::min(text.size() - position, block_tokens + kMaxSentenceTokens);
    block_.tokens.resize(most);
    block_.keys.resize(most);
  }

  // Where the next block starts.
  std::size_t Fill() {
    Tokenizer tokenizer(text_, begin_);
    block_.base = begin_;
    std::size_t end = text_.size();
    // A text begins with the Tokenizer, which knows whether there is space before.
    for (std::size_t position = text_.size();;) {
      position = TakeWords(position);
      ScannedToken quick;
      if (QuickScan(text_, position, &quick)) {
        position = quick.end;
        if (Add(quick)) continue;
        end = quick.begin;
        break;
      }
      if (count_ > 0) tokenizer.MoveTo(position);
      ScannedToken token;
      if (!tokenizer.Next(&token)) break;
      position = token.end;
      if (Add(token)) continue;
      end = token.begin;
      break;
    }
    if (end == text_.size() && count_ > sentence_) block_.sentences.push_back({sentence_, count_});
    block_.tokens.resize(count_);
    block_.keys.resize(count_);
    block_.classes.Assign(block_.keys, block_.tokens);
    block_.source = text_.substr(block_.base, end - block_.base);
    block_.invalid_bytes = tokenizer.invalid_bytes();
    return end;
  }

 private:
  // Words behind one blank each, where no rule says anything: most of a text. Returns
  // where the last one ends.
  std::size_t TakeWords(std::size_t position) {
    const std::size_t end = std::min(text_.size(), begin_ + block_bytes_);
    if (!rules_.Quiet() || end < position + quick::kRoom) return position;
    const std::uint32_t first = count_;
    const char* const text = text_.data();
    const std::size_t limit = end - quick::kRoom;
    const std::size_t base = block_.base;
    Token* tokens = block_.tokens.data() + count_;
    TokenKey* keys = block_.keys.data() + count_;
    const Token* const full = tokens + (kMaxSentenceTokens - (count_ - sentence_));
    for (; position <= limit && tokens < full && text[position] == ' '; ++tokens, ++keys) {
      ScannedToken word;
      word.begin = position + 1;
      word.flags = kSpaceBefore;
      if (!quick::ScanWord(text + word.begin, &word)) break;
      *tokens = ToToken(word, base);
      *keys = word.key;
      position = word.end;
    }
    count_ = static_cast<std::uint32_t>(tokens - block_.tokens.data());
    if (count_ > first) rules_.Take(LastWord(position));
    return position;
  }

  ScannedToken LastWord(std::size_t end) const {
    ScannedToken word;
    const Token& last = block_.tokens[count_ - 1];
    word.key = block_.keys[count_ - 1];
    word.flags = last.flags;
    const bool letter = last.end - last.begin == 1;
    word.single = letter ? Lower(text_[end - 1]) : '\0';
    return word;
  }

  static Token ToToken(const ScannedToken& token, std::size_t base) {
    return {static_cast<std::uint32_t>(token.begin - base),
            static_cast<std::uint32_t>(token.end - base), token.kind, token.flags};
  }

  void Push(const ScannedToken& token) {
    block_.tokens[count_] = ToToken(token, block_.base);
    block_.keys[count_++] = token.key;
  }

  // False when the block ends before the token.
  [[gnu::always_inline]] bool Add(const ScannedToken& token) {
    const bool full = count_ - sentence_ >= kMaxSentenceTokens;
    const bool long_block = token.end - begin_ > block_bytes_;
    if (count_ > sentence_ && (full || long_block || rules_.EndsBefore(token))) {
      block_.sentences.push_back({sentence_, count_});
      sentence_ = count_;
      rules_ = SentenceRules();  // so that a block may start here
      if (count_ >= block_tokens_ || long_block) return false;
    }
    if (count_ == 0 && long_block) {  // a long blank stretch before the first token
      block_.base = begin_ = token.begin;
    }
    rules_.Take(token);
    Push(token);
    return true;
  }

  const std::string_view text_;
  std::size_t begin_;
  const std::size_t block_tokens_;
  const std::size_t block_bytes_;
  SegmentedText& block_;
  SentenceRules rules_;
  std::uint32_t count_ = 0;     // of tokens
  std::uint32_t sentence_ = 0;  // the current one begins with this token
};

void Clear(SegmentedText* block) {
  block->sentences.clear();
  block->invalid_bytes = 0;
}

}  // namespace

bool Segmenter::Next(SegmentedText* block) {
  if (position_ >= text_.size()) return false;
  Clear(block);
  position_ = BlockFiller(text_, position_, kBlockTokens, kMaxBlockBytes, block).Fill();
  return true;
}

SegmentedText SegmentAll(std::string_view text) {
  SegmentedText block;
  BlockFiller(text, 0, text.size() + 1, text.size() + 1, &block).Fill();
  return block;
}

}  // namespace calque::text
