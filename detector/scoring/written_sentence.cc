// Instead of scoring the words before a token again, one look-up for each context.
#include "detector/scoring/written_sentence.h"

#include <array>

namespace calque::scoring {

lm::NgramModel::State WrittenSentence::StateBefore(std::uint32_t token) const {
  if (token == sentence_.begin) return model_.begin_sentence();
  lm::NgramModel::State state;
  const std::size_t length = ContextLength(token - 1);
  const lm::NgramTable& table = model_.table();
  // All lines are sent for before the first is looked at.
  std::array<lm::NgramPlace, lm::kMaxOrder> places;
  text::NgramKey key = 0;
  for (std::size_t n = 1; n <= length; ++n) {
    const bool inside = token - sentence_.begin >= n;
    state.words[n - 1] = inside ? block_.keys[token - n] : text::SentenceBeginKey();
    key = text::ExtendLeft(key, static_cast<int>(n) - 1, state.words[n - 1]);
    places[n - 1] = table.region(static_cast<int>(n)).Locate(key);
    table.region(static_cast<int>(n)).Prefetch(places[n - 1]);
  }
  float sum = 0;
  for (std::size_t n = 1; n <= length; ++n) {
    const auto order = static_cast<int>(n);
    sum += table.Backoff(order, table.region(order).Find(places[n - 1]));
    state.backoff_sum[n - 1] = sum;
  }
  state.length = static_cast<std::uint8_t>(length);
  return state;
}

}  // namespace calque::scoring
