// One look-up a word, by the first word of the originals.
#include "detector/scoring/inconsistency.h"

#include <algorithm>

#include <absl/container/flat_hash_map.h>

namespace calque::scoring {

std::vector<bool> FindInconsistent(std::span<const text::TokenKey> words,
                                   std::span<const PlacedHit> hits) {
  std::vector<bool> inconsistent(hits.size(), false);
  absl::flat_hash_map<text::TokenKey, std::vector<std::size_t>> by_first;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (!hits[i].original.empty()) by_first[hits[i].original.front()].push_back(i);
  }
  if (by_first.empty()) return inconsistent;
  std::size_t next = 0;  // the first hit that ends behind `at`
  for (std::size_t at = 0; at < words.size(); ++at) {
    while (next < hits.size() && hits[next].end <= at) ++next;
    const auto it = by_first.find(words[at]);
    if (it == by_first.end()) continue;
    const std::size_t limit = next < hits.size() ? hits[next].begin : words.size();
    for (const std::size_t i : it->second) {
      const std::span<const text::TokenKey> original = hits[i].original;
      if (at + original.size() > std::min(limit, words.size())) continue;
      if (std::equal(original.begin(), original.end(),
                     words.begin() + static_cast<std::ptrdiff_t>(at))) {
        inconsistent[i] = true;
      }
    }
  }
  return inconsistent;
}

}  // namespace calque::scoring
