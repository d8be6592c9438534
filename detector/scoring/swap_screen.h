// Most swaps are hopeless, and a look at their own place shows it, without a search.
//
// A swap is followed from left to right until the model is in the same state as behind the
// text as written. If what was read until then is less probable than what is written, costs
// included, then so is every reading that goes on from there. Other alternatives that begin
// on the way are followed, too. No more words are scored than it takes: what is still to come
// is at best as probable as any word of the model, or, where the longest n-gram that ends in a
// word begins behind the swap, as any of that length (branch and bound).
#ifndef CALQUE_DETECTOR_SCORING_SWAP_SCREEN_H_
#define CALQUE_DETECTOR_SCORING_SWAP_SCREEN_H_

#include <cstdint>
#include <span>

#include "detector/lm/ngram_model.h"
#include "detector/scoring/adjudicator.h"
#include "detector/scoring/written_sentence.h"

namespace calque::scoring {

class SwapScreen {
 public:
  // All must outlive it; `alternatives`, one at least, lie in the sentence.
  SwapScreen(const lm::NgramModel& model, const WrittenSentence& written,
             std::span<const Alternative> alternatives);

  // False only if with any of the alternatives the sentence is less probable than as written,
  // after the costs.
  bool AnyMayStand() const;

 private:
  using State = lm::NgramModel::State;

  // Whether a reading that goes on with `swap` may. So far, up to the swap and behind `before`,
  // it is by `gain` more probable than written.
  bool MayStand(const Alternative& swap, const State& before, float gain) const;
  bool HasCompany(const Alternative& swap, std::uint32_t last) const;
  std::uint32_t LastChanged(std::uint32_t swap_end) const;
  float MostGain(std::uint32_t token, std::uint32_t swap_end) const;

  const lm::NgramModel& model_;
  const WrittenSentence& written_;
  const std::span<const Alternative> alternatives_;
  std::uint32_t last_ = 0;  // token, or end of the sentence, that any of them changes
  float least_ = 0;         // gain of what may stand: zero, with a margin for rounding
  float allowance_ = 0;     // what words and costs above zero may add to all of them
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_SWAP_SCREEN_H_
