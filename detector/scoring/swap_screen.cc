// Gains are compared with a margin for their rounding: where it is that close, the search
// decides.
#include "detector/scoring/swap_screen.h"

#include <algorithm>
#include <cmath>

namespace calque::scoring {
namespace {

constexpr float kRounding = 1e-3f;

}  // namespace

SwapScreen::SwapScreen(const lm::NgramModel& model, const WrittenSentence& written,
                       std::span<const Alternative> alternatives)
    : model_(model), written_(written), alternatives_(alternatives) {
  const std::uint32_t begin = alternatives.front().begin;
  std::uint32_t end = begin;
  std::size_t words = 0;
  for (const Alternative& swap : alternatives) {
    end = std::max(end, swap.end);
    words += swap.original.size();
    allowance_ += std::max(0.0f, -swap.cost);
  }
  last_ = LastChanged(end);
  float whole = 0;
  for (std::uint32_t token = begin; token <= last_; ++token) whole += written_.Score(token);
  least_ = -kRounding * (1 + std::abs(whole));
  words += last_ + 1 - begin;
  const float most = model_.most_probable(static_cast<std::size_t>(model_.order()));
  allowance_ += std::max(0.0f, most) * static_cast<float>(words);
}

// The last token, or the end of the sentence, that a swap changes which ends before `swap_end`.
std::uint32_t SwapScreen::LastChanged(std::uint32_t swap_end) const {
  return std::min(swap_end + static_cast<std::uint32_t>(model_.order()) - 2, written_.end());
}

bool SwapScreen::HasCompany(const Alternative& swap, std::uint32_t last) const {
  return std::any_of(alternatives_.begin(), alternatives_.end(), [&](const Alternative& other) {
    return swap.end <= other.begin && other.begin <= last;
  });
}

// The most that a token behind the swap, or the end of the sentence, can gain if nothing else
// is swapped. An n-gram that the model does not have stays absent if it does not reach the swap.
float SwapScreen::MostGain(std::uint32_t token, std::uint32_t swap_end) const {
  const std::size_t matched = written_.Order(token);
  const auto longest = static_cast<std::size_t>(model_.order());
  return model_.most_probable(matched <= token - swap_end ? matched : longest) -
         written_.Score(token);
}

bool SwapScreen::MayStand(const Alternative& swap, const State& before, float gain) const {
  const std::uint32_t last = LastChanged(swap.end);
  const bool company = HasCompany(swap, last);
  const auto most_gain = [&](std::uint32_t token) {
    return company ? -written_.Score(token) : MostGain(token, swap.end);
  };
  const float most = model_.most_probable(static_cast<std::size_t>(model_.order()));
  float rest = most * static_cast<float>(swap.original.size()) + (company ? allowance_ : 0);
  for (std::uint32_t token = swap.end; token <= (company ? last_ : last); ++token) {
    rest += most_gain(token);
  }
  gain -= swap.cost;
  for (std::uint32_t token = swap.begin; token < swap.end; ++token) gain -= written_.Score(token);
  State state = before;
  for (const text::TokenKey word : swap.original) {
    if (gain + rest < least_) return false;
    gain += model_.Score(state, word, &state).log10_prob;
    rest -= most;
  }
  for (std::uint32_t token = swap.end; token <= last; ++token) {
    if (gain + rest < least_) return false;
    const bool followed =
        company &&
        std::any_of(alternatives_.begin(), alternatives_.end(), [&](const Alternative& other) {
          return other.begin == token && MayStand(other, state, gain);
        });
    if (followed) return true;
    rest -= most_gain(token);
    gain += model_.Score(state, written_.Key(token), &state).log10_prob - written_.Score(token);
    if (token < last && written_.Rejoins(state, token, swap.end)) break;
  }
  return gain >= least_;
}

bool SwapScreen::AnyMayStand() const {
  State before;
  std::uint32_t known = last_ + 1;  // the token that `before` is the state before
  return std::any_of(alternatives_.begin(), alternatives_.end(), [&](const Alternative& swap) {
    if (swap.begin != known) before = written_.StateBefore(swap.begin);
    known = swap.begin;
    return MayStand(swap, before, 0);
  });
}

}  // namespace calque::scoring
