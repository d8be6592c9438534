// Sentence boundaries over the token stream: decided when the next token is seen,
// from what stands before it (a stop, closing quotes, an abbreviation) and how it
// begins.
#include "detector/text/segmenter.h"

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
        block_(*block) {}

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
      if (!block_.tokens.empty()) tokenizer.MoveTo(position);
      ScannedToken token;
      if (!tokenizer.Next(&token)) break;
      position = token.end;
      if (Add(token)) continue;
      end = token.begin;
      break;
    }
    const auto count = static_cast<std::uint32_t>(block_.tokens.size());
    if (end == text_.size() && count > sentence_) block_.sentences.push_back({sentence_, count});
    block_.classes.Assign(block_.keys, block_.tokens);
    block_.source = text_.substr(block_.base, end - block_.base);
    block_.invalid_bytes = tokenizer.invalid_bytes();
    return end;
  }

 private:
  // Words behind one blank each, where no rule says anything: most of a text. Returns
  // where the last one ends.
  std::size_t TakeWords(std::size_t position) {
    if (!rules_.Quiet()) return position;
    const std::size_t first = position;
    const std::size_t room = kMaxSentenceTokens - (block_.tokens.size() - sentence_);
    for (std::size_t words = 0; words < room && quick::HasRoom(text_, position); ++words) {
      ScannedToken word;
      word.begin = position + 1;
      word.flags = kSpaceBefore;
      const char* at = text_.data() + position;
      if (at[0] != ' ' || !quick::ScanWord(at + 1, &word) || word.end - begin_ > block_bytes_) {
        break;
      }
      Push(word);
      position = word.end;
    }
    if (position > first) rules_.Take(LastWord(position));
    return position;
  }

  ScannedToken LastWord(std::size_t end) const {
    ScannedToken word;
    word.key = block_.keys.back();
    word.flags = block_.tokens.back().flags;
    const bool letter = block_.tokens.back().end - block_.tokens.back().begin == 1;
    word.single = letter ? Lower(text_[end - 1]) : '\0';
    return word;
  }

  void Push(const ScannedToken& token) {
    block_.tokens.push_back({static_cast<std::uint32_t>(token.begin - block_.base),
                             static_cast<std::uint32_t>(token.end - block_.base), token.kind,
                             token.flags});
    block_.keys.push_back(token.key);
  }

  // False when the block ends before the token.
  [[gnu::always_inline]] bool Add(const ScannedToken& token) {
    const auto count = static_cast<std::uint32_t>(block_.tokens.size());
    const bool full = count - sentence_ >= kMaxSentenceTokens;
    const bool long_block = token.end - begin_ > block_bytes_;
    if (count > sentence_ && (full || long_block || rules_.EndsBefore(token))) {
      block_.sentences.push_back({sentence_, count});
      sentence_ = count;
      rules_ = SentenceRules();  // so that a block may start here
      if (count >= block_tokens_ || long_block) return false;
    }
    if (count == 0 && long_block) {  // a long blank stretch before the first token
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
  std::uint32_t sentence_ = 0;
};

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
  position_ = BlockFiller(text_, position_, kBlockTokens, kMaxBlockBytes, block).Fill();
  return true;
}

SegmentedText SegmentAll(std::string_view text) {
  SegmentedText block;
  BlockFiller(text, 0, text.size() + 1, text.size() + 1, &block).Fill();
  return block;
}

}  // namespace calque::text
