// Search in the trie: counting finds the ranges, halving the child.
#include "detector/training/suffix_finder.h"

#include <algorithm>
#include <utility>

namespace calque::training {

void ChildRanges::AddLevel(const EstimatedModel& model, int order) {
  const std::vector<NgramIndex>& suffixes = model.level(order + 1).suffixes;
  std::vector<NgramIndex> first(model.level(order).size() + 1, 0);
  for (const NgramIndex suffix : suffixes) ++first[suffix + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  first_.push_back(std::move(first));
}

NgramIndex ChildRanges::Find(const EstimatedModel& model, int order, NgramIndex index,
                             WordId word) const {
  const std::vector<NgramIndex>& first = first_[static_cast<std::size_t>(order) - 1];
  const std::vector<WordId>& words = model.level(order + 1).words;
  const auto end = words.begin() + first[index + 1];
  const auto found = std::lower_bound(words.begin() + first[index], end, word);
  if (found == end || *found != word) return kNoNgram;
  return static_cast<NgramIndex>(found - words.begin());
}

NgramIndex SuffixFinder::Find(std::span<const WordId> reversed) {
  std::size_t i = 0;
  while (i < known_ && i < reversed.size() && reversed[i] == words_[i]) ++i;
  for (known_ = i; known_ < reversed.size(); ++known_) {
    const WordId word = reversed[known_];
    NgramIndex here = word;
    if (known_ > 0) {
      const NgramIndex suffix = path_[known_ - 1];
      here = suffix == kNoNgram ? kNoNgram
                                : children_->Find(*model_, static_cast<int>(known_), suffix, word);
    }
    words_[known_] = word;
    path_[known_] = here;
  }
  return path_[reversed.size() - 1];
}

}  // namespace calque::training
