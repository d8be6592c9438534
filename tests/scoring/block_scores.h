// A block and what a model says of it.
#ifndef CALQUE_TESTS_SCORING_BLOCK_SCORES_H_
#define CALQUE_TESTS_SCORING_BLOCK_SCORES_H_

#include <vector>

#include "detector/lm/ngram_codes.h"
#include "detector/lm/ngram_model.h"
#include "detector/scoring/written_sentence.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

class BlockScores {
 public:
  // Both must outlive it.
  BlockScores(const lm::NgramModel& model, const text::SegmentedText& block)
      : block_(block), scores_(block.keys.size() + block.sentences.size()) {
    model.ScoreBlock(block, scores_, {}, &codes_);
  }

  const std::vector<lm::WordScore>& scores() const { return scores_; }
  WrittenBlock written() const { return {block_, scores_, codes_}; }

 private:
  const text::SegmentedText& block_;
  std::vector<lm::WordScore> scores_;
  lm::NgramCodes codes_;
};

}  // namespace calque::scoring

#endif  // CALQUE_TESTS_SCORING_BLOCK_SCORES_H_
