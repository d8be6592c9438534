// Pairs marks within a sentence; looks for the original on both sides of a candidate.
#include "detector/scoring/mention.h"

#include <algorithm>
#include <string_view>

#include "detector/text/key_set.h"
#include "detector/text/quotation.h"

namespace calque::scoring {
namespace {

using text::SegmentedText;
using text::Sentence;
using text::TokenKey;

constexpr std::uint32_t kMaxGap = 6;

constexpr text::KeySet kMarks({"*", "_", "`", "'", "\""});
bool IsMark(TokenKey key) { return kMarks.Contains(key); }

// A word or sign that puts two wordings side by side.
constexpr text::KeySet kComparing({"instead",  "rather",  "for",    "into",   "to",
                                   "not",      "becomes", "became", "become", "as",
                                   "replaces", "means",   ">",      "=",      "with",
                                   "replaced", "by",      "turns",  "turned", "\xE2\x86\x92"});

// What may stand beside it.
constexpr text::KeySet kFillers({"of", "than", "the", "a", "an", "in", "place", "is", "was", ",",
                                 "-", "(", ")", ":"});
bool IsFiller(TokenKey key) { return IsMark(key) || kFillers.Contains(key); }

bool MayCompare(TokenKey key) { return kComparing.Contains(key) || IsFiller(key); }

// Calls use(at) for all places of the words that begin in [first, last], until it returns true.
template <typename Use>
bool AnyPlace(const SegmentedText& block, std::uint32_t first, std::uint32_t last,
              std::span<const TokenKey> words, const Use& use) {
  const TokenKey front = words.front();
  for (std::uint32_t at = first; at <= last; ++at) {
    if (block.keys[at] == front && std::equal(words.begin(), words.end(), &block.keys[at]) &&
        use(at)) {
      return true;
    }
  }
  return false;
}

// Whether tokens [begin, end) say nothing but that two wordings are compared.
bool ComparesOnly(const SegmentedText& block, std::uint32_t begin, std::uint32_t end) {
  bool compares = false;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (kComparing.Contains(block.keys[i])) {
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
  constexpr TokenKey kComma = text::HashToken(",");  // most signs are one
  mentioned->assign(block.tokens.size(), false);
  auto sentence = block.sentences.begin();
  std::uint32_t next = 0;
  const auto tokens = static_cast<std::uint32_t>(block.tokens.size());
  block.classes.ForEach(text::kSignToken, 0, tokens, [&](std::uint32_t open) {
    if (block.keys[open] == kComma || open < next || !IsMark(block.keys[open]) ||
        block.tokens[open].kind == text::TokenKind::kWord) {
      return;
    }
    while (sentence->end <= open) ++sentence;
    if (!text::OpensPair(block, *sentence, open)) return;
    const std::uint32_t close = ClosingMark(block, *sentence, open);
    if (close == sentence->end) return;
    next = close + 1;
    for (std::uint32_t i = open; i < next; ++i) (*mentioned)[i] = true;
  });
}

bool IsCompared(const SegmentedText& block, const Sentence& sentence, std::uint32_t begin,
                std::uint32_t end, std::span<const TokenKey> other) {
  const auto size = static_cast<std::uint32_t>(other.size());
  if (size == 0) return false;
  if (end + 1 + size <= sentence.end && MayCompare(block.keys[end])) {
    const std::uint32_t last = std::min(end + kMaxGap, sentence.end - size);
    const auto compares = [&](std::uint32_t at) { return ComparesOnly(block, end, at); };
    if (AnyPlace(block, end + 1, last, other, compares)) return true;
  }
  if (begin - sentence.begin < 1 + size || !MayCompare(block.keys[begin - 1])) return false;
  const std::uint32_t first = begin - std::min(begin - sentence.begin, kMaxGap + size);
  const auto compares = [&](std::uint32_t at) { return ComparesOnly(block, at + size, begin); };
  return AnyPlace(block, first, begin - 1 - size, other, compares);
}

}  // namespace calque::scoring
