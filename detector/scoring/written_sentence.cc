// Nothing is asked for again: the codes say what the model knows.
#include "detector/scoring/written_sentence.h"

namespace calque::scoring {

lm::NgramModel::State WrittenSentence::StateBefore(std::uint32_t token) const {
  if (token == sentence_.begin) return model_.begin_sentence();
  lm::NgramModel::State state;
  const std::size_t length = ContextLength(token - 1);
  float sum = 0;
  for (std::size_t n = 1; n <= length; ++n) {
    state.words[n - 1] = KeyBefore(token, static_cast<std::uint32_t>(n));
    sum += model_.table().backoffs(static_cast<int>(n))[CodesBefore(token).backoff(n)];
    state.backoff_sum[n - 1] = sum;
  }
  state.length = static_cast<std::uint8_t>(length);
  return state;
}

}  // namespace calque::scoring
