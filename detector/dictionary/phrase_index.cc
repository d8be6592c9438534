// Step after step is done for a stretch of the text before the next one begins, so that its lines
// are on their way together, and without branches that nobody could foretell: the filters are
// asked, the lines of what passed are sent for, slots with the anchor's tag are listed. Only then
// the few that are left are looked at one by one.
#include "detector/dictionary/phrase_index.h"

#include <algorithm>
#include <array>

#include "detector/text/prefetch.h"

namespace calque::dictionary {
namespace {

using text::SegmentedText;
using text::TokenKey;

// An anchor in a list: twice the token where it begins, and 1 if it is a pair.
text::NgramKey AnchorKey(const TokenKey* keys, std::uint16_t anchor) {
  const std::size_t pair = anchor & 1u;
  const TokenKey* first = keys + (anchor >> 1);
  return text::Extend(*first & (0 - pair), first[pair]);
}

}  // namespace

bool PhraseIndex::PointsInside(std::size_t variants, std::size_t marks) const {
  bool inside = true;
  for (const Slot& slot : slots_) {
    const std::uint64_t end = std::uint64_t{slot.first} + slot.variant_count;
    inside &= end <= (slot.variant_count == 0 ? marks : variants);
  }
  return inside;
}

bool PhraseIndex::HasFreeSlot() const {
  for (std::size_t last = kSlotsInLine - 1; last < slots_.size(); last += kSlotsInLine) {
    if (slots_[last].tokens == 0) return true;
  }
  return false;
}

struct PhraseIndex::Search {
  // A slot whose phrase may have its anchor at a token.
  struct Match {
    std::uint32_t slot;
    std::uint32_t token;
  };
  static constexpr std::size_t kMatches = 256;

  const SegmentedText& block;
  std::vector<Candidate>* found;
  DocumentMarks* marks;
  std::uint32_t sentence = 0;  // not behind that of the next match
  std::size_t count = 0;
  std::array<Match, kMatches + kSlotsInLine> matches;
};

void PhraseIndex::Find(const SegmentedText& block, std::vector<Candidate>* found,
                       DocumentMarks* marks) const {
  std::array<std::uint16_t, 2 * kTokens> anchors;
  Search search{.block = block, .found = found, .marks = marks, .matches = {}};
  const bool has_words = !words_.IsEmpty();
  for (std::size_t begin = 0; begin < block.keys.size(); begin += kTokens) {
    const auto keys = std::span(block.keys).subspan(begin);
    const std::size_t tokens = std::min(kTokens, keys.size());
    const std::size_t count = has_words ? ListAnchors<true>(keys, tokens, anchors.data())
                                        : ListAnchors<false>(keys, tokens, anchors.data());
    ListMatches(begin, std::span(anchors).first(count), &search);
    TakeMatches(&search);
  }
}

// The words and pairs that begin at one of the first `count` tokens and pass. A pair may have a
// sentence end between its words: no phrase has one.
template <bool kWords>
std::size_t PhraseIndex::ListAnchors(std::span<const TokenKey> keys, std::size_t count,
                                     std::uint16_t* anchors) const {
  const KeyGate words = words_;
  const KeyGate pairs = pairs_;
  std::size_t listed = 0;
  const auto list = [&](std::size_t anchor, bool passes) {
    anchors[listed] = static_cast<std::uint16_t>(anchor);
    listed += passes ? 1 : 0;
  };
  const std::size_t in_pairs = std::min(count, keys.size() - 1);
  for (std::size_t i = 0; i < in_pairs; ++i) {
    if constexpr (kWords) list(2 * i, words.MayHold(keys[i]));
    list(2 * i + 1, pairs.MayHold(text::Extend(keys[i], keys[i + 1])));
  }
  if (kWords && in_pairs < count) list(2 * in_pairs, words.MayHold(keys[in_pairs]));
  return listed;
}

// `begin` is the token that the anchors are counted from.
void PhraseIndex::ListMatches(std::size_t begin, std::span<const std::uint16_t> anchors,
                              Search* search) const {
  const TokenKey* keys = search->block.keys.data() + begin;
  const std::size_t lines = slots_.size() / kSlotsInLine;
  for (const std::uint16_t anchor : anchors) {
    text::Prefetch(&slots_[LineOf(AnchorKey(keys, anchor), lines) * kSlotsInLine]);
  }
  for (const std::uint16_t anchor : anchors) {
    const text::NgramKey key = AnchorKey(keys, anchor);
    const std::uint8_t tag = TagOf(key, (anchor & 1u) != 0);
    const auto token = static_cast<std::uint32_t>(begin + (anchor >> 1));
    for (std::size_t line = LineOf(key, lines);; line = (line + 1) & (lines - 1)) {
      const Slot* slots = &slots_[line * kSlotsInLine];
      for (std::size_t i = 0; i < kSlotsInLine; ++i) {
        search->matches[search->count] = {static_cast<std::uint32_t>(line * kSlotsInLine + i),
                                          token};
        search->count += slots[i].tag == tag ? 1 : 0;
      }
      if (search->count > Search::kMatches) TakeMatches(search);
      if (slots[kSlotsInLine - 1].tokens == 0) break;
    }
  }
}

// Those of the listed whose phrase stands there, all of it in one sentence.
void PhraseIndex::TakeMatches(Search* search) const {
  const SegmentedText& block = search->block;
  for (const Search::Match& match : std::span(search->matches).first(search->count)) {
    const Slot& slot = slots_[match.slot];
    const std::uint32_t begin = match.token - slot.anchor;
    // The slot may be empty, the anchor too near to an end of the block.
    if (slot.tokens == 0 || begin >= block.keys.size() || block.keys.size() - begin < slot.tokens) {
      continue;
    }
    if (text::NgramKeyOf(std::span(block.keys).subspan(begin, slot.tokens)) != slot.key) continue;
    while (block.sentences[search->sentence].end <= match.token) ++search->sentence;
    const text::Sentence& sentence = block.sentences[search->sentence];
    const std::uint32_t end = begin + slot.tokens;
    if (begin < sentence.begin || end > sentence.end) continue;
    for (std::uint32_t v = 0; v < slot.variant_count; ++v) {
      search->found->push_back({begin, end, search->sentence, slot.first + v});
    }
    if (slot.variant_count == 0 && slot.first != 0) (*search->marks)[slot.first - 1] = true;
  }
  search->count = 0;
}

}  // namespace calque::dictionary
