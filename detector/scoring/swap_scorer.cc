// Length by length; what the codes stand for is looked up in the end.
#include "detector/scoring/swap_scorer.h"

#include <algorithm>

namespace calque::scoring {

SwapScorer::Memory& SwapScorer::MemoryOfThread() {
  static thread_local Memory memory;
  return memory;
}

SwapScorer::SwapScorer(const lm::NgramModel& model)
    : table_(model.table()),
      order_(static_cast<std::size_t>(model.order())),
      memory_(MemoryOfThread()) {
  memory_.places.clear();
  memory_.swaps.clear();
  for (std::vector<std::uint32_t>& places : memory_.to_ask) places.clear();
}

void SwapScorer::Add(const WrittenSentence& sentence, std::uint32_t begin, std::uint32_t end,
                     std::span<const text::TokenKey> original) {
  const WrittenSentence written = sentence;  // which nothing that is stored here can change
  const auto context = static_cast<std::uint32_t>(order_ - 1);
  const std::uint32_t last = std::min(end + context, written.end() + 1);
  const std::size_t before = memory_.places.size();
  const auto first = static_cast<std::uint32_t>(before) + context;
  const auto count = static_cast<std::uint32_t>(original.size()) + (last - end);
  memory_.places.resize(first + count);
  Place* place = &memory_.places[before];
  for (std::uint32_t distance = context; distance > 1; --distance) {
    place++->word = written.KeyBefore(begin, distance);
  }
  if (context > 0) {
    *place = {written.KeyBefore(begin, 1), 0, 0, {}};
    CopyKnown(written.CodesBefore(begin), context, &place++->known);
  }
  std::uint32_t number = first;
  for (const text::TokenKey word : original) {
    *place++ = {word, 0, 0, {}};
    memory_.to_ask[0].push_back(number++);
  }
  text::NgramKey between = 0;
  float as_written = 0;
  for (std::uint32_t token = begin; token < end; ++token) as_written += written.Score(token);
  for (std::uint32_t token = end; token < last; ++token, ++place, ++number) {
    const text::TokenKey word = written.Key(token);
    const std::size_t longest = token - end + 1;
    between = text::Extend(between, word);
    *place = {word, between, 0, {}};
    CopyKnown(written.Codes(token), longest, &place->known);
    if (place->known.matched == longest) memory_.to_ask[longest].push_back(number);
    as_written += written.Score(token);
  }
  memory_.swaps.push_back({first, count, -as_written});
}

// N-grams of so many words at the most. Byte by byte in its place: what is put together of bytes
// and moved at once waits for all of them.
void SwapScorer::CopyKnown(lm::NgramCodes::Column codes, std::size_t longest, Known* known) {
  for (std::size_t n = 1; n <= longest && codes.probability(n) != 0; ++n) {
    known->matched = static_cast<std::uint8_t>(n);
    known->probability = codes.probability(n);
    known->backoff[n - 1] = codes.backoff(n);
  }
}

void SwapScorer::Score() {
  memory_.asked.clear();
  for (std::size_t length = 1; length <= order_; ++length) {
    Send(length);
    Look(length);
  }
  for (Swap& swap : memory_.swaps) swap.gain += Read(swap);
}

// Lists who may have an n-gram of the length, and sends for its line.
void SwapScorer::Send(std::size_t length) {
  const lm::NgramRegion region = table_.region(static_cast<int>(length));
  std::vector<std::uint32_t>& asked = memory_.asked;
  asked.insert(asked.end(), memory_.to_ask[length - 1].begin(), memory_.to_ask[length - 1].end());
  std::size_t kept = 0;
  for (const std::uint32_t i : asked) {
    Place* const place = &memory_.places[i];
    const bool has_shorter = length == 1 || (place->known.matched >= length - 1 &&
                                             place[-1].known.matched >= length - 1);
    if (!has_shorter) continue;
    const text::TokenKey word = place[1 - static_cast<std::ptrdiff_t>(length)].word;
    place->key = text::ExtendLeft(place->key, static_cast<int>(length) - 1, word);
    place->asked = region.Locate(place->key);
    region.Prefetch(place->asked);
    asked[kept++] = i;
  }
  asked.resize(kept);
}

void SwapScorer::Look(std::size_t length) {
  const lm::NgramRegion region = table_.region(static_cast<int>(length));
  memory_.spilled.clear();
  for (const std::uint32_t i : memory_.asked) {
    Place* const place = &memory_.places[i];
    if (const lm::NgramSlot slot = region.FindAtHome(place->asked); slot.found) {
      Take(length, slot, &place->known);
    } else if (region.MayHaveSpilled(place->asked)) {
      region.PrefetchNext(place->asked);
      memory_.spilled.push_back(i);
    }
  }
  for (const std::uint32_t i : memory_.spilled) {
    Place* const place = &memory_.places[i];
    Take(length, region.FindSpilled(place->asked), &place->known);
  }
}

void SwapScorer::Take(std::size_t length, const lm::NgramSlot& slot, Known* known) {
  if (!slot.has_probability()) return;
  known->matched = static_cast<std::uint8_t>(length);
  known->probability = slot.probability;
  known->backoff[length - 1] = slot.backoff;
}

// In the order of NgramModel::Score, so that they agree to the last bit.
float SwapScorer::Read(const Swap& swap) const {
  std::array<float, lm::kMaxOrder> sums{};  // of the backoffs of the 0, 1, 2, ... newest words
  const auto add_up = [&](const Place& place) {
    for (std::size_t n = 1; n < order_; ++n) {
      sums[n] = sums[n - 1] + table_.backoffs(static_cast<int>(n))[place.known.backoff[n - 1]];
    }
  };
  const Place* const first = memory_.places.data() + swap.first;
  if (order_ > 1) add_up(first[-1]);
  float score = 0;
  for (const Place* place = first; place != first + swap.count; ++place) {
    const std::size_t matched = place->known.matched;
    const float probability =
        matched == 0 ? table_.unknown()
                     : table_.probabilities(static_cast<int>(matched))[place->known.probability];
    score += probability + (sums[order_ - 1] - sums[matched == 0 ? 0 : matched - 1]);
    add_up(*place);
  }
  return score;
}

}  // namespace calque::scoring
