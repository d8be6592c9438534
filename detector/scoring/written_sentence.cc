// Instead of scoring the words before a token again, one look-up for each context.
#include "detector/scoring/written_sentence.h"

namespace calque::scoring {

lm::NgramModel::State WrittenSentence::StateBefore(std::uint32_t token) const {
  if (token == sentence_.begin) return model_.begin_sentence();
  lm::NgramModel::State state;
  const std::size_t length = ContextLength(token - 1);
  text::NgramKey key = 0;
  float sum = 0;
  for (std::size_t n = 1; n <= length; ++n) {
    const bool inside = token - sentence_.begin >= n;
    const text::TokenKey word = inside ? block_.keys[token - n] : text::SentenceBeginKey();
    const auto order = static_cast<int>(n);
    key = text::ExtendLeft(key, order - 1, word);
    sum += model_.table().Backoff(order, model_.table().Find(order, key));
    state.words[n - 1] = word;
    state.backoff_sum[n - 1] = sum;
  }
  state.length = static_cast<std::uint8_t>(length);
  return state;
}

}  // namespace calque::scoring
