// The stages of scoring a piece; block_scorer.h has the idea.
#include "detector/lm/block_scorer.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "detector/text/prefetch.h"

namespace calque::lm {

BlockScorer::BlockScorer(const NgramTable& table, WordScore* out, float* alone, NgramCodes* codes)
    : table_(table),
      order_(static_cast<std::size_t>(table.order())),
      has_weights_(table.weight_count() != 0),
      out_(out),
      alone_(alone),
      codes_of_all_(codes) {
  // Only what is read before it is written: the slots in front.
  std::fill_n(words_.begin(), kFront, text::TokenKey{0});
  for (Codes& of : codes_) of.probability[kFront - 1] = 0;
}

void BlockScorer::Append(text::TokenKey key, bool begins) {
  words_[end_] = key;
  scored_[end_] = begins ? 0 : 1;
  if (++end_ == kEnd) ScorePiece();
}

void BlockScorer::AddSentence(std::span<const text::TokenKey> keys) {
  Append(text::SentenceBeginKey(), true);
  while (!keys.empty()) {
    const std::size_t count = std::min(keys.size(), kEnd - end_);
    std::memcpy(&words_[end_], keys.data(), count * sizeof keys[0]);
    std::memset(&scored_[end_], 1, count);
    keys = keys.subspan(count);
    end_ += count;
    if (end_ == kEnd) ScorePiece();
  }
  Append(text::SentenceEndKey(), false);
}

void BlockScorer::Finish() {
  if (end_ > kFront) ScorePiece();
}

void BlockScorer::ScorePiece() {
  // Whole words of bits are read: slots behind the last one never match.
  std::fill_n(&scored_[end_], kWordBits, std::uint8_t{0});
  std::fill_n(&matched_[kFront], end_ - kFront, std::uint8_t{0});
  std::fill_n(&best_[kFront], end_ - kFront, std::uint8_t{0});
  std::fill_n(&weight_[kFront], end_ - kFront, std::int16_t{0});
  for (std::size_t n = 1; n <= order_; ++n) {
    const std::size_t count = n == 1 ? Start() : Extend(n);
    has_weights_ ? Probe<true>(n, count) : Probe<false>(n, count);
    AddUp(n);
  }
  Write();
  if (codes_of_all_ != nullptr) CopyCodes();
  KeepContext();
}

// Sends for the line of the probe number `a`, which is about slot i.
inline void BlockScorer::Send(const NgramRegion& region, text::NgramKey key, std::size_t i,
                              std::size_t a) {
  const NgramPlace place = region.Locate(key);
  const TableLine* home = region.Home(place);
  text::Prefetch(home);
  homes_[a] = home;
  fingerprints_[a] = static_cast<std::uint16_t>(place);
  probed_[a] = static_cast<std::uint16_t>(i);
}

// Lists the unigrams: all slots.
std::size_t BlockScorer::Start() {
  const NgramRegion region = table_.region(1);
  const std::size_t count = end_ - kFront;
  for (std::size_t a = 0; a < count; ++a) Send(region, words_[kFront + a], kFront + a, a);
  return count;
}

// The slots first, first + 1, ..., first + 63 whose n-gram can be there.
std::uint64_t BlockScorer::Extendable(std::size_t n, std::size_t first) const {
  const auto& shorter = codes_[n - 2].probability;
  std::uint64_t slots = 0;
#if defined(__SSE2__)
  const auto load = [](const std::uint8_t* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  };
  for (std::size_t i = first; i < first + kWordBits; i += 16) {
    const __m128i both = _mm_min_epu8(load(&shorter[i]), load(&shorter[i - 1]));
    const __m128i none = _mm_cmpeq_epi8(_mm_min_epu8(both, load(&scored_[i])), _mm_setzero_si128());
    const unsigned bits = ~static_cast<unsigned>(_mm_movemask_epi8(none)) & 0xFFFFu;
    slots |= std::uint64_t{bits} << (i - first);
  }
#else
  for (std::size_t i = first; i < first + kWordBits; ++i) {
    const bool can = shorter[i] != 0 && shorter[i - 1] != 0 && scored_[i] != 0;
    slots |= static_cast<std::uint64_t>(can) << (i - first);
  }
#endif
  return slots;
}

// Lists the n-grams that can be there and sends for their lines; returns how many.
std::size_t BlockScorer::Extend(std::size_t n) {
  const NgramRegion region = table_.region(static_cast<int>(n));
  const std::uint64_t power = text::kNgramPowers[n - 1];
  const text::NgramKey* shorter = n == 2 ? words_.data() : keys_.data();
  std::size_t count = 0;
  for (std::size_t first = kFront; first < end_; first += kWordBits) {
    for (std::uint64_t slots = Extendable(n, first); slots != 0; slots &= slots - 1) {
      const std::size_t i = first + static_cast<std::size_t>(std::countr_zero(slots));
      const text::NgramKey key = shorter[i] + words_[i + 1 - n] * power;
      keys_[i] = key;
      Send(region, key, i, count++);
    }
  }
  return count;
}

// The same for all lengths. A plain language model has no weights: none are read.
template <bool kWeights>
void BlockScorer::Probe(std::size_t n, std::size_t count) {
  Codes& codes = codes_[n - 1];
  std::fill_n(&codes.probability[kFront], end_ - kFront, std::uint8_t{0});
  std::size_t absent = 0;
  for (std::size_t a = 0; a < count; ++a) {
    const std::size_t slot = NgramRegion::SlotAtHome(*homes_[a], fingerprints_[a]);
    // Without a match the codes are those of a thirteenth slot, which is none,
    // but its bytes lie in the line, too.
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(homes_[a]) + slot;
    const std::size_t i = probed_[a];
    codes.probability[i] = bytes[offsetof(TableLine, probability)];
    codes.backoff[i] = bytes[offsetof(TableLine, backoff)];
    if constexpr (kWeights) {
      codes.weight[i] = static_cast<std::int8_t>(bytes[offsetof(TableLine, weight)]);
    }
    absent_[absent] = static_cast<std::uint16_t>(a);
    absent += slot == kSlotsPerLine ? 1 : 0;
  }
  ProbeSpilled(n, absent);
}

// The probes that found nothing at home: few of them have to look further.
void BlockScorer::ProbeSpilled(std::size_t n, std::size_t absent) {
  const NgramRegion region = table_.region(static_cast<int>(n));
  Codes& codes = codes_[n - 1];
  std::size_t spilled = 0;
  for (std::size_t b = 0; b < absent; ++b) {
    const std::size_t a = absent_[b];
    codes.probability[probed_[a]] = 0;
    absent_[spilled] = static_cast<std::uint16_t>(a);
    spilled += NgramRegion::MayHaveSpilled(*homes_[a], fingerprints_[a]) ? 1 : 0;
  }
  for (std::size_t s = 0; s < spilled; ++s) {
    const std::size_t a = absent_[s];
    region.PrefetchNext(region.PlaceOf(homes_[a], fingerprints_[a]));
  }
  for (std::size_t s = 0; s < spilled; ++s) {
    const std::size_t a = absent_[s];
    const NgramSlot slot = region.FindSpilled(region.PlaceOf(homes_[a], fingerprints_[a]));
    const std::size_t i = probed_[a];
    codes.probability[i] = slot.probability;
    codes.backoff[i] = slot.backoff;
    codes.weight[i] = slot.weight;
  }
}

// What is not in the model has neither a backoff nor a weight.
void BlockScorer::AddUp(std::size_t n) {
  Codes& codes = codes_[n - 1];
  const std::size_t end = end_;
  for (std::size_t i = kFront; i < end; ++i) {
    codes.backoff[i] = codes.probability[i] == 0 ? std::uint8_t{0} : codes.backoff[i];
    best_[i] = codes.probability[i] == 0 ? best_[i] : codes.probability[i];
    matched_[i] = static_cast<std::uint8_t>(matched_[i] + (codes.probability[i] == 0 ? 0 : 1));
  }
  if (has_weights_) {
    for (std::size_t i = kFront; i < end; ++i) {
      codes.weight[i] = codes.probability[i] == 0 ? std::int8_t{0} : codes.weight[i];
    }
    for (std::size_t i = kFront; i < end; ++i) {
      weight_[i] = static_cast<std::int16_t>(weight_[i] + codes.weight[i]);
    }
  }
  // Slots behind the last one have no n-grams.
  std::fill_n(&codes.probability[end_], kWordBits, std::uint8_t{0});
}

void BlockScorer::Write() {
  switch (order_) {
    case 1:
      return WriteOrder<1>();
    case 2:
      return WriteOrder<2>();
    case 3:
      return WriteOrder<3>();
    case 4:
      return WriteOrder<4>();
    case 5:
      return WriteOrder<5>();
    default:
      return WriteOrder<kMaxOrder>();
  }
}

// <s> is not scored: what is written for it is overwritten by the next word,
// which its sentence end makes sure of.
template <std::size_t kOrder>
void BlockScorer::WriteOrder() {
  const float unknown = table_.unknown();
  // By length; of no n-gram there is only the code 0.
  std::array<const float*, kOrder + 1> probabilities{&unknown};
  std::array<const float*, kOrder> backoffs{};
  for (std::size_t n = 1; n <= kOrder; ++n) {
    probabilities[n] = table_.probabilities(static_cast<int>(n)).data();
    backoffs[n - 1] = table_.backoffs(static_cast<int>(n)).data();
  }
  WordScore* out = out_;
  float* alone = alone_;
  std::array<float, kMaxOrder> sums = sums_;
  for (std::size_t i = kFront, end = end_; i < end; ++i) {
    const std::size_t matched = matched_[i];
    const std::size_t longest = matched - (matched != 0 ? 1 : 0);
    const float probability = probabilities[matched][best_[i]];
    const float log10_prob = probability + (sums[kOrder - 1] - sums[longest]);
    *out = {log10_prob, matched_[i], matched == 0, weight_[i]};
    out += scored_[i];
    if (alone != nullptr) {
      *alone = matched == 0 ? unknown : probabilities[1][codes_[0].probability[i]];
      alone += scored_[i];
    }
    for (std::size_t n = 1; n < kOrder; ++n) {
      sums[n] = sums[n - 1] + backoffs[n - 1][codes_[n - 1].backoff[i]];
    }
  }
  out_ = out;
  alone_ = alone;
  sums_ = sums;
}

void BlockScorer::CopyCodes() {
  const std::size_t count = end_ - kFront;
  for (std::size_t n = 1; n <= order_; ++n) {
    const Codes& codes = codes_[n - 1];
    std::copy_n(&codes.probability[kFront], count, &codes_of_all_->probabilities(n)[copied_slots_]);
    std::copy_n(&codes.backoff[kFront], count, &codes_of_all_->backoffs(n)[copied_slots_]);
  }
  copied_slots_ += count;
}

// The last slots of this piece go in front of the next one.
void BlockScorer::KeepContext() {
  constexpr std::size_t kContext = kMaxOrder - 1;
  for (std::size_t i = 1; i <= kContext; ++i) words_[kFront - i] = words_[end_ - i];
  for (Codes& codes : codes_) codes.probability[kFront - 1] = codes.probability[end_ - 1];
  end_ = kFront;
}

}  // namespace calque::lm
