// The stages of scoring a piece; block_scorer.h has the idea.
#include "detector/lm/block_scorer.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace calque::lm {

BlockScorer::BlockScorer(const NgramTable& table, WordScore* out, float* alone)
    : table_(table), out_(out), alone_(alone) {
  // Only what is read before it is written: the slots in front.
  std::fill_n(words_.begin(), kFront, text::TokenKey{0});
  sum_after_.fill(0);
  weight_[kSpare] = 0;
  matched_.fill(0);
  begins_.fill(0);
}

void BlockScorer::Append(text::TokenKey key) {
  words_[end_++] = key;
  if (end_ == kSpare) ScorePiece();
}

void BlockScorer::AddSentence(std::span<const text::TokenKey> keys) {
  begins_[end_ / kWordBits] |= std::uint64_t{1} << (end_ % kWordBits);
  Append(text::SentenceBeginKey());
  while (!keys.empty()) {
    const std::size_t count = std::min(keys.size(), kSpare - end_);
    std::memcpy(&words_[end_], keys.data(), count * sizeof keys[0]);
    keys = keys.subspan(count);
    end_ += count;
    if (end_ == kSpare) ScorePiece();
  }
  Append(text::SentenceEndKey());
}

void BlockScorer::Finish() {
  if (end_ > kFront) ScorePiece();
}

void BlockScorer::ScorePiece() {
  // Slots behind the last one never match, so whole words of bits can be read.
  std::fill_n(matched_.begin() + static_cast<std::ptrdiff_t>(end_), kWordBits, std::uint8_t{0});
  const auto order = static_cast<std::size_t>(table_.order());
  for (std::size_t n = 1; n <= order; ++n) {
    const std::size_t count = n == 1 ? Start() : Extend(n);
    if (n == order) {
      Probe<true>(n, count);
    } else {
      Probe<false>(n, count);
    }
    if (n == 1 && alone_ != nullptr) WriteAlone();
    // The slot before the next piece has to show its sums as they grow, too.
    sum_[kFront - 1] = std::exchange(sum_after_[n], sum_[end_ - 1]);
  }
  Write();
  KeepContext();
}

// Lists the unigrams: all slots.
std::size_t BlockScorer::Start() {
  const NgramRegion unigrams = table_.region(1);
  const std::size_t count = end_ - kFront;
  for (std::size_t a = 0; a < count; ++a) {
    keys_[kFront + a] = words_[kFront + a];
    places_[a] = unigrams.Locate(words_[kFront + a]);
    probed_[a] = static_cast<std::uint16_t>(kFront + a);
    paid_before_[a] = 0;
  }
  std::fill_n(&prob_[kFront], count, table_.unknown());
  std::fill_n(&sum_[kFront], count, 0.0f);
  std::fill_n(&paid_[kFront], count, 0.0f);
  std::fill_n(&weight_[kFront], count, std::int16_t{0});
  std::fill_n(&matched_[kFront], count, std::uint8_t{0});
  return count;
}

// The slots first, first + 1, ..., first + 63 whose n-gram can be there.
std::uint64_t BlockScorer::Extendable(std::size_t n, std::size_t first) const {
  const auto wanted = static_cast<std::uint8_t>(n - 1);
  std::uint64_t slots = 0;
#if defined(__SSE2__)
  const __m128i level = _mm_set1_epi8(static_cast<char>(wanted));
  for (std::size_t i = 0; i < kWordBits; i += 16) {
    const auto* here = reinterpret_cast<const __m128i*>(&matched_[first + i]);
    const auto* before = reinterpret_cast<const __m128i*>(&matched_[first + i - 1]);
    const __m128i both = _mm_min_epu8(_mm_loadu_si128(here), _mm_loadu_si128(before));
    const int bits = _mm_movemask_epi8(_mm_cmpeq_epi8(both, level));
    slots |= static_cast<std::uint64_t>(static_cast<unsigned>(bits)) << i;
  }
#else
  for (std::size_t i = 0; i < kWordBits; ++i) {
    const std::uint8_t both = std::min(matched_[first + i], matched_[first + i - 1]);
    slots |= static_cast<std::uint64_t>(both == wanted) << i;
  }
#endif
  return slots & ~begins_[first / kWordBits];
}

// Lists the n-grams that can be there; returns how many.
std::size_t BlockScorer::Extend(std::size_t n) {
  const NgramRegion region = table_.region(static_cast<int>(n));
  const std::uint64_t power = text::kNgramPowers[n - 1];
  std::size_t count = 0;
  for (std::size_t first = kFront; first < end_; first += kWordBits) {
    for (std::uint64_t slots = Extendable(n, first); slots != 0; slots &= slots - 1) {
      const std::size_t i = first + static_cast<std::size_t>(std::countr_zero(slots));
      const text::NgramKey key = keys_[i] + words_[i + 1 - n] * power;
      keys_[i] = key;
      places_[count] = region.Locate(key);
      probed_[count] = static_cast<std::uint16_t>(i);
      paid_before_[count] = sum_[i - 1];
      ++count;
    }
  }
  return count;
}

// The same for all lengths. kLongest: n is the order of the model, whose n-grams
// are context of nothing.
template <bool kLongest>
void BlockScorer::Probe(std::size_t n, std::size_t count) {
  const NgramRegion region = table_.region(static_cast<int>(n));
  const float* const probabilities = table_.probabilities(static_cast<int>(n)).data();
  const float* const backoffs = table_.backoffs(static_cast<int>(n)).data();
  const auto matched = static_cast<std::uint8_t>(n);
  std::fill_n(&places_[count], kPrefetchDistance, NgramPlace{0});
  for (std::size_t a = 0; a < std::min(count, kPrefetchDistance); ++a) {
    region.Prefetch(places_[a]);
  }
  std::size_t spilled = 0;
  for (std::size_t a = 0; a < count; ++a) {
    region.Prefetch(places_[a + kPrefetchDistance]);
    const NgramRegion::HomeAnswer answer = region.FindAtHome(places_[a]);
    spilled_[spilled] = static_cast<std::uint16_t>(a);
    spilled += answer.may_have_spilled;
    const std::size_t i = probed_[a];
    // i if there is a probability (code 1 to 255), else the spare slot.
    const std::size_t present = (answer.probability + 255) >> 8;
    const std::size_t to = kSpare + ((i - kSpare) & (std::size_t{0} - present));
    prob_[to] = probabilities[answer.probability];
    paid_[to] = paid_before_[a];
    matched_[to] = matched;
    weight_[to] = static_cast<std::int16_t>(weight_[i] + answer.weight);
    if (!kLongest) sum_[to] = sum_[i] + backoffs[answer.backoff];
  }
  matched_[kSpare] = 0;
  if (spilled != 0) ProbeSpilled(n, spilled);
}

void BlockScorer::ProbeSpilled(std::size_t n, std::size_t spilled) {
  const int order = static_cast<int>(n);
  const NgramRegion region = table_.region(order);
  for (std::size_t s = 0; s < spilled; ++s) region.PrefetchNext(places_[spilled_[s]]);
  for (std::size_t s = 0; s < spilled; ++s) {
    const std::size_t a = spilled_[s];
    const NgramSlot slot = region.FindSpilled(places_[a]);
    if (!slot.has_probability()) continue;
    const std::size_t i = probed_[a];
    prob_[i] = table_.Probability(order, slot);
    paid_[i] = paid_before_[a];
    matched_[i] = static_cast<std::uint8_t>(n);
    weight_[i] = static_cast<std::int16_t>(weight_[i] + slot.weight);
    if (order < table_.order()) sum_[i] += table_.Backoff(order, slot);
  }
}

// The answers to the unigrams, before longer n-grams take their place.
void BlockScorer::WriteAlone() {
  for (std::size_t i = kFront; i < end_; ++i) {
    *alone_ = prob_[i];
    alone_ += 1 - ((begins_[i / kWordBits] >> (i % kWordBits)) & 1);
  }
}

// <s> is not scored: what is written for it is overwritten by the next word,
// which its sentence end makes sure of.
void BlockScorer::Write() {
  for (std::size_t i = kFront; i < end_; ++i) {
    *out_ = {prob_[i] + (sum_[i - 1] - paid_[i]), matched_[i], matched_[i] == 0, weight_[i]};
    out_ += 1 - ((begins_[i / kWordBits] >> (i % kWordBits)) & 1);
  }
}

// The last slots of this piece go in front of the next one.
void BlockScorer::KeepContext() {
  constexpr std::size_t kContext = kMaxOrder - 1;
  for (std::size_t i = 1; i <= kContext; ++i) {
    words_[kFront - i] = words_[end_ - i];
    matched_[kFront - i] = matched_[end_ - i];
  }
  begins_.fill(0);
  end_ = kFront;
}

}  // namespace calque::lm
