// What the language model says of one word.
#ifndef CALQUE_DETECTOR_LM_WORD_SCORE_H_
#define CALQUE_DETECTOR_LM_WORD_SCORE_H_

#include <cstdint>

namespace calque::lm {

struct WordScore {
  float log10_prob;
  std::uint8_t order;  // length of the longest n-gram that matched; 0: unknown word
  bool oov;
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_WORD_SCORE_H_
