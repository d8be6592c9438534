// Pairs marks within a sentence; looks for the original on both sides of a candidate.
#include "detector/scoring/mention.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "detector/text/quotation.h"

namespace calque::scoring {
namespace {

using text::SegmentedText;
using text::Sentence;
using text::TokenKey;

constexpr std::uint32_t kMaxGap = 6;

template <std::size_t kSize>
constexpr std::array<TokenKey, kSize> KeysOf(const std::array<std::string_view, kSize>& words) {
  std::array<TokenKey, kSize> keys{};
  std::transform(words.begin(), words.end(), keys.begin(), text::HashToken);
  return keys;
}

template <std::size_t kSize>
bool Has(const std::array<TokenKey, kSize>& keys, TokenKey key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool IsMark(TokenKey key) {
  constexpr auto kMarks = KeysOf<3>({"*", "_", "`"});
  return text::IsQuotationMark(key) || Has(kMarks, key);
}

// A word or sign that puts two wordings side by side.
bool Compares(TokenKey key) {
  constexpr auto kComparing =
      KeysOf<20>({"instead", "rather",   "for", "into",     "to",     "not",         "becomes",
                  "became",  "become",   "as",  "replaces", "means",  ">",           "=",
                  "with",    "replaced", "by",  "turns",    "turned", "\xE2\x86\x92"});
  return Has(kComparing, key);
}

// What may stand beside it.
bool IsFiller(TokenKey key) {
  constexpr auto kFillers = KeysOf<14>(
      {"of", "than", "the", "a", "an", "in", "place", "is", "was", ",", "-", "(", ")", ":"});
  return IsMark(key) || Has(kFillers, key);
}

bool StandsAt(const SegmentedText& block, std::uint32_t at, std::uint32_t limit,
              std::span<const TokenKey> words) {
  return at + words.size() <= limit && !words.empty() && block.keys[at] == words.front() &&
         std::equal(words.begin(), words.end(), &block.keys[at]);
}

// Whether tokens [begin, end) say nothing but that two wordings are compared.
bool ComparesOnly(const SegmentedText& block, std::uint32_t begin, std::uint32_t end) {
  bool compares = false;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (Compares(block.keys[i])) {
      compares = true;
    } else if (!IsFiller(block.keys[i])) {
      return false;
    }
  }
  return compares;
}

// Of a mention that `open` begins, or the end of the sentence when there is none.
std::uint32_t ClosingMark(const SegmentedText& block, const Sentence& sentence,
                          std::uint32_t open) {
  const auto limit = std::min<std::size_t>(sentence.end, open + kMaxMentionTokens + 2);
  for (std::uint32_t close = open + 1; close < limit; ++close) {
    if (text::ClosesPair(block, close, block.keys[open])) return close;
  }
  return sentence.end;
}

}  // namespace

void FindMentions(const SegmentedText& block, std::vector<bool>* mentioned) {
  mentioned->assign(block.tokens.size(), false);
  for (const Sentence& sentence : block.sentences) {
    std::uint32_t next = sentence.begin;
    block.classes.ForEach(text::kSignToken, sentence.begin, sentence.end, [&](std::uint32_t open) {
      if (open < next || block.tokens[open].kind == text::TokenKind::kWord ||
          !IsMark(block.keys[open]) || !text::OpensPair(block, sentence, open)) {
        return;
      }
      const std::uint32_t close = ClosingMark(block, sentence, open);
      if (close == sentence.end) return;
      next = close + 1;
      for (std::uint32_t i = open; i < next; ++i) (*mentioned)[i] = true;
    });
  }
}

bool IsCompared(const SegmentedText& block, const Sentence& sentence, std::uint32_t begin,
                std::uint32_t end, std::span<const TokenKey> other) {
  const auto size = static_cast<std::uint32_t>(other.size());
  for (std::uint32_t gap = 1; gap <= kMaxGap; ++gap) {
    if (StandsAt(block, end + gap, sentence.end, other) && ComparesOnly(block, end, end + gap)) {
      return true;
    }
    const bool room = begin - sentence.begin >= gap + size;
    if (room && StandsAt(block, begin - gap - size, begin, other) &&
        ComparesOnly(block, begin - gap, begin)) {
      return true;
    }
  }
  return false;
}

}  // namespace calque::scoring
