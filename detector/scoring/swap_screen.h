// Most swaps are hopeless, and no search is needed to see it: where only a few readings of a group
// of alternatives are possible, all of them are scored, many groups at once.
#ifndef CALQUE_DETECTOR_SCORING_SWAP_SCREEN_H_
#define CALQUE_DETECTOR_SCORING_SWAP_SCREEN_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/scoring/adjudicator.h"
#include "detector/scoring/swap_scorer.h"
#include "detector/scoring/written_sentence.h"
#include "detector/text/token_key.h"

namespace calque::scoring {

class SwapScreen {
 public:
  // Groups with more than so many readings, the text as written among them, are not judged. The
  // model must outlive the screen. Memory is kept per thread, so a thread has one at a time.
  SwapScreen(const lm::NgramModel& model, std::size_t most_readings);

  // Alternatives of a sentence, one at least, ordered by begin. Groups are numbered as they come.
  void Add(const WrittenSentence& written, std::span<const Alternative> alternatives);

  // Scores all of them. Nothing may be added afterwards.
  void Score() { swaps_.Score(); }

  // False only if with any of the alternatives the sentence is less probable than as written,
  // after the costs.
  bool MayStand(std::size_t group) const;

 private:
  struct Group {
    std::size_t first;  // of the readings
    std::size_t end;
    float least;  // gain of what may stand: zero, with a margin for rounding
    bool judged;
  };
  struct Memory {
    std::vector<Group> groups;
    std::vector<float> costs;  // of the readings
    std::vector<text::TokenKey> words;
  };

  static Memory& MemoryOfThread();
  void AddReadings(const WrittenSentence& written, std::span<const Alternative> alternatives,
                   std::uint32_t begin, std::uint32_t end, float costs);

  const lm::NgramModel& model_;
  const std::size_t most_readings_;
  SwapScorer swaps_;
  Memory& memory_;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_SWAP_SCREEN_H_
