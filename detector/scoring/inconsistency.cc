// The words go through a filter of one bit for each first word of an original; the few that
// pass are looked up among the originals, sorted by it.
#include "detector/scoring/inconsistency.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace calque::scoring {
namespace {

// The hits whose originals begin with a word.
struct FirstWord {
  text::TokenKey key;
  std::size_t hit;
  friend auto operator<=>(const FirstWord&, const FirstWord&) = default;
};

class Filter {
 public:
  void Add(text::TokenKey key) { bits_[key >> 6 & (kWords - 1)] |= Bit(key); }
  bool MayHave(text::TokenKey key) const {
    return (bits_[key >> 6 & (kWords - 1)] & Bit(key)) != 0;
  }

 private:
  static constexpr std::size_t kWords = 64;
  static std::uint64_t Bit(text::TokenKey key) { return std::uint64_t{1} << (key & 63); }
  std::array<std::uint64_t, kWords> bits_{};
};

}  // namespace

void FindInconsistent(std::span<const text::TokenKey> words, std::span<const PlacedHit> hits,
                      std::vector<bool>* inconsistent) {
  static thread_local std::vector<FirstWord> firsts;
  inconsistent->assign(hits.size(), false);
  firsts.clear();
  Filter filter;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (hits[i].original.empty()) continue;
    firsts.push_back({hits[i].original.front(), i});
    filter.Add(hits[i].original.front());
  }
  if (firsts.empty()) return;
  std::sort(firsts.begin(), firsts.end());
  std::size_t next = 0;  // the first hit that ends behind `at`
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!filter.MayHave(words[at])) continue;
    while (next < hits.size() && hits[next].end <= at) ++next;
    const std::size_t limit = next < hits.size() ? hits[next].begin : words.size();
    auto first = std::lower_bound(firsts.begin(), firsts.end(), FirstWord{words[at], 0});
    for (; first != firsts.end() && first->key == words[at]; ++first) {
      const std::span<const text::TokenKey> original = hits[first->hit].original;
      if (at + original.size() > std::min(limit, words.size())) continue;
      if (std::equal(original.begin(), original.end(), &words[at])) {
        (*inconsistent)[first->hit] = true;
      }
    }
  }
}

}  // namespace calque::scoring
