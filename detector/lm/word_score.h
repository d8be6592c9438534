// What the n-gram table says of one word.
#ifndef CALQUE_DETECTOR_LM_WORD_SCORE_H_
#define CALQUE_DETECTOR_LM_WORD_SCORE_H_

#include <cstdint>

namespace calque::lm {

struct WordScore {
  float log10_prob;
  std::uint8_t order;  // length of the longest n-gram that matched; 0: unknown word
  bool oov;
  // The translationese weights of all n-grams that matched, lengths 1 to `order`,
  // added up as codes: times NgramTable::weight_scale() it is a share of the log-odds.
  std::int16_t weight = 0;
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_WORD_SCORE_H_
