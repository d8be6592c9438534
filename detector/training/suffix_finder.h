// Finds n-grams in the levels of a model by their words, last word first.
//
// Where the children of an n-gram (the n-grams that have it as their suffix) begin
// is computed once for each level: 4 bytes an n-gram. A finder remembers the path
// of the last search and goes on where the new words part from it, so a stream in
// suffix order costs about one binary search an n-gram.
#ifndef CALQUE_DETECTOR_TRAINING_SUFFIX_FINDER_H_
#define CALQUE_DETECTOR_TRAINING_SUFFIX_FINDER_H_

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "detector/training/estimated_model.h"

namespace calque::training {

// Where the children of each n-gram of one level lie in the level above:
// [first[i], first[i + 1]).
class ChildRanges {
 public:
  // Level `order + 1` must be complete.
  void AddLevel(const EstimatedModel& model, int order);
  // The child of `index`, of `order`, whose first word is `word`, or kNoNgram.
  NgramIndex Find(const EstimatedModel& model, int order, NgramIndex index, WordId word) const;

 private:
  std::vector<std::vector<NgramIndex>> first_;  // [order - 1]
};

class SuffixFinder {
 public:
  // Both must outlive the finder; levels may be added meanwhile.
  SuffixFinder(const EstimatedModel* model, const ChildRanges* children)
      : model_(model), children_(children) {}

  // `reversed` has at least one word and at most as many as there are ranges + 1.
  NgramIndex Find(std::span<const WordId> reversed);

 private:
  const EstimatedModel* model_;
  const ChildRanges* children_;
  std::array<WordId, kMaxModelOrder> words_{};
  std::array<NgramIndex, kMaxModelOrder> path_{};
  std::size_t known_ = 0;  // places of words_ and path_ that are filled
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_SUFFIX_FINDER_H_
