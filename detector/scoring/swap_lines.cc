// Both steps go through the same words.
#include "detector/scoring/swap_lines.h"

namespace calque::scoring {
namespace {

using text::TokenKey;

constexpr int kPair = 2;
constexpr int kTriple = 3;

// Calls visit(last but one, last, word) for the words of the original and the one behind.
template <typename Visit>
void ForEachWord(const SwapPlace& place, const Visit& visit) {
  const auto key_before = [&](std::uint32_t distance) {
    const bool inside = place.begin - place.sentence.begin >= distance;
    return inside ? place.block.keys[place.begin - distance] : text::SentenceBeginKey();
  };
  TokenKey last_but_one = key_before(2);
  TokenKey last = key_before(1);
  for (const TokenKey word : place.original) {
    visit(last_but_one, last, word);
    last_but_one = last;
    last = word;
  }
  const bool closes = place.end == place.sentence.end;
  visit(last_but_one, last, closes ? text::SentenceEndKey() : place.block.keys[place.end]);
}

}  // namespace

void SendForPairs(const lm::NgramTable& table, const SwapPlace& place) {
  const lm::NgramRegion& words = table.region(1);
  const lm::NgramRegion& pairs = table.region(kPair);
  ForEachWord(place, [&](TokenKey, TokenKey last, TokenKey word) {
    words.Prefetch(words.Locate(word));
    pairs.Prefetch(pairs.Locate(text::Extend(last, word)));
  });
}

void SendForTriples(const lm::NgramTable& table, const SwapPlace& place) {
  const lm::NgramRegion& triples = table.region(kTriple);
  ForEachWord(place, [&](TokenKey last_but_one, TokenKey last, TokenKey word) {
    const text::NgramKey pair = text::Extend(last, word);
    if (!table.Find(kPair, pair).has_probability()) return;
    triples.Prefetch(triples.Locate(text::ExtendLeft(pair, kPair, last_but_one)));
  });
}

}  // namespace calque::scoring
