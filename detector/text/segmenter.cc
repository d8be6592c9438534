// Three ways to the same tokens: plain ones in a row, where no sentence can end, without asking
// the rules; other common ones one by one (QuickScan); and the Tokenizer for the rest.
#include "detector/text/segmenter.h"

#include <algorithm>

#include "detector/text/quick_scan.h"
#include "detector/text/sentence_rules.h"
#include "detector/text/tokenizer.h"

namespace calque::text {
namespace {

// Offsets in a block are 32 bit; a block is closed long before they run out.
constexpr std::size_t kMaxBlockBytes = std::size_t{1} << 26;

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
      position = TakePlain(position);
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
  // Words and marks, behind a blank or nothing, where no rule says anything: most of a text.
  // Returns where the last one ends.
  std::size_t TakePlain(std::size_t position) {
    const std::size_t end = std::min(text_.size(), begin_ + block_bytes_);
    if (!rules_.Quiet() || end < position + quick::kRoom) return position;
    const std::uint32_t first = count_;
    const char* const text = text_.data();
    const std::size_t limit = end - quick::kRoom;
    const std::size_t base = block_.base;
    Token* tokens = block_.tokens.data() + count_;
    TokenKey* keys = block_.keys.data() + count_;
    const Token* const full = tokens + (kMaxSentenceTokens - (count_ - sentence_));
    for (; position <= limit && tokens < full; ++tokens, ++keys) {
      ScannedToken token;
      // A guess, mostly right, lets the next word begin before this one is looked at.
      const bool space = text[position] == ' ';
      token.begin = position + (space ? 1 : 0);
      token.flags = space ? kSpaceBefore : 0;
      if (!quick::ScanPlain(text + token.begin, &token)) break;
      *tokens = ToToken(token, base);
      *keys = token.key;
      position = token.end;
    }
    count_ = static_cast<std::uint32_t>(tokens - block_.tokens.data());
    if (count_ > first) rules_.Take(LastPlain(position));
    return position;
  }

  // As far as the rules look at it.
  ScannedToken LastPlain(std::size_t end) const {
    ScannedToken token;
    const Token& last = block_.tokens[count_ - 1];
    token.key = block_.keys[count_ - 1];
    token.kind = last.kind;
    token.flags = last.flags;
    token.single = last.end - last.begin == 1 ? Lower(text_[end - 1]) : '\0';
    return token;
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
