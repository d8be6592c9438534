// The noisy channel: of all candidates in a sentence, which swaps make it so much
// more probable that a rewriter is the better explanation?
//
//   gain = log10 P(words with the original) - log10 P(words as written)
//
// over the words whose probability the swap changes (Kernighan, Church and Gale
// 1990, for spelling; Brown et al. 1993 for the decoding view). Candidates compete
// and help each other: the best joint reading of a stretch of text is searched
// with a beam, so that neighbouring substitutions, each of which spoils the
// other's context, are undone together. A swap pays a cost that depends on the
// entry's strength (the prior log odds that an honest writer chose these words).
#ifndef CALQUE_DETECTOR_SCORING_ADJUDICATOR_H_
#define CALQUE_DETECTOR_SCORING_ADJUDICATOR_H_

#include <cstdint>
#include <span>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/scoring/written_sentence.h"
#include "detector/text/token_key.h"

namespace calque::scoring {

// One way to read tokens [begin, end) of a block: as `original`.
struct Alternative {
  std::uint32_t begin;
  std::uint32_t end;
  std::span<const text::TokenKey> original;
  float cost;             // log10 units; a swap must gain more than this
  std::uint32_t finding;  // the caller's index: what this is a reading of
  std::uint16_t rank;     // which of the finding's originals
};

// A swap that stands.
struct Decision {
  std::uint32_t alternative;  // index
  float gain;                 // of this swap, all other decisions standing
};

class Adjudicator {
 public:
  explicit Adjudicator(const lm::NgramModel& model) : model_(model) {}

  // `alternatives` lie in a sentence each and are ordered by begin. Replaces `*decisions`,
  // which never overlap and are in text order. Thread-safe; scratch memory is kept per thread.
  void Decide(const WrittenBlock& block, std::span<const Alternative> alternatives,
              std::vector<Decision>* decisions) const;

 private:
  const lm::NgramModel& model_;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_ADJUDICATOR_H_
