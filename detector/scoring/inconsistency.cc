// The words go through a filter of one bit for each first word of an original; the few that
// pass are looked up among the originals, sorted by it. Hits of the same original are one: a long
// text has many of them, a dictionary has few originals that begin alike.
#include "detector/scoring/inconsistency.h"

#include <algorithm>
#include <compare>
#include <cstdint>

#include "detector/text/kept_memory.h"
#include "detector/text/key_set.h"

namespace calque::scoring {
namespace {

// The original of a hit, as it lies in the dictionary.
struct Original {
  text::TokenKey first;
  const text::TokenKey* words;
  std::size_t size;
  friend auto operator<=>(const Original&, const Original&) = default;
};

struct HitOriginal {
  Original original;
  std::size_t hit;
  friend auto operator<=>(const HitOriginal&, const HitOriginal&) = default;
};

// Once for all hits that have it.
struct Wanted {
  Original original;
  bool found;
};

using Filter = text::KeyFilter<4096>;

// Those that stand in `words` outside of all hits.
void MarkFound(std::span<const text::TokenKey> words, std::span<const PlacedHit> hits,
               const Filter& filter, std::span<Wanted> wanted) {
  std::size_t next = 0;  // the first hit that ends behind `at`
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!filter.MayHave(words[at])) continue;
    while (next < hits.size() && hits[next].end <= at) ++next;
    const std::size_t limit = next < hits.size() ? hits[next].begin : words.size();
    const auto before = [](const Wanted& a, text::TokenKey key) { return a.original.first < key; };
    auto one = std::lower_bound(wanted.begin(), wanted.end(), words[at], before);
    for (; one != wanted.end() && one->original.first == words[at]; ++one) {
      const Original& original = one->original;
      if (one->found || at + original.size > std::min(limit, words.size())) continue;
      one->found = std::equal(original.words, original.words + original.size, &words[at]);
    }
  }
}

}  // namespace

void FindInconsistent(std::span<const text::TokenKey> words, std::span<const PlacedHit> hits,
                      std::vector<bool>* inconsistent) {
  static thread_local std::vector<HitOriginal> originals;
  static thread_local std::vector<Wanted> wanted;
  inconsistent->assign(hits.size(), false);
  text::EmptyForNextText(&originals);
  text::EmptyForNextText(&wanted);
  Filter filter;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const std::span<const text::TokenKey> original = hits[i].original;
    if (original.empty()) continue;
    originals.push_back({{original.front(), original.data(), original.size()}, i});
    filter.Add(original.front());
  }
  if (originals.empty()) return;
  std::sort(originals.begin(), originals.end());
  for (const HitOriginal& one : originals) {
    if (wanted.empty() || wanted.back().original != one.original) {
      wanted.push_back({one.original, false});
    }
  }
  MarkFound(words, hits, filter, wanted);
  auto one = originals.begin();
  for (const Wanted& original : wanted) {
    for (; one != originals.end() && one->original == original.original; ++one) {
      (*inconsistent)[one->hit] = original.found;
    }
  }
}

}  // namespace calque::scoring
