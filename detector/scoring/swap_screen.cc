// Gains are compared with a margin for their rounding: where it is that close, the search
// decides.
#include "detector/scoring/swap_screen.h"

#include <algorithm>
#include <cmath>

namespace calque::scoring {
namespace {

constexpr float kRounding = 1e-3f;

// How many readings swap some of the alternatives, of which none may begin before `begin`;
// `limit` if they are more.
std::size_t CountReadings(std::span<const Alternative> alternatives, std::uint32_t begin,
                          std::size_t limit) {
  std::size_t count = 0;
  for (std::size_t a = 0; a < alternatives.size() && count < limit; ++a) {
    if (alternatives[a].begin < begin) continue;
    ++count;
    count += CountReadings(alternatives.subspan(a + 1), alternatives[a].end, limit - count);
  }
  return count;
}

}  // namespace

SwapScreen::Memory& SwapScreen::MemoryOfThread() {
  static thread_local Memory memory;
  return memory;
}

SwapScreen::SwapScreen(const lm::NgramModel& model, std::size_t most_readings)
    : model_(model), most_readings_(most_readings), swaps_(model), memory_(MemoryOfThread()) {
  memory_.groups.clear();
  memory_.costs.clear();
}

void SwapScreen::Add(const WrittenSentence& written, std::span<const Alternative> alternatives) {
  Group& group = memory_.groups.emplace_back();
  const std::uint32_t begin = alternatives.front().begin;
  group.judged = CountReadings(alternatives, begin, most_readings_) < most_readings_;
  if (!group.judged) return;
  group.first = swaps_.size();
  AddReadings(written, alternatives, begin, begin, 0);
  group.end = swaps_.size();
  std::uint32_t end = begin;
  for (const Alternative& swap : alternatives) end = std::max(end, swap.end);
  const auto context = static_cast<std::uint32_t>(model_.order() - 1);
  const std::uint32_t last = std::min(end + context, written.end() + 1);
  float whole = 0;
  for (std::uint32_t token = begin; token < last; ++token) whole += written.Score(token);
  group.least = -kRounding * (1 + std::abs(whole));
}

// Those that swap some of the alternatives, after others that they have in common: `words` is how
// these read tokens [begin, end).
void SwapScreen::AddReadings(const WrittenSentence& written,
                             std::span<const Alternative> alternatives, std::uint32_t begin,
                             std::uint32_t end, float costs) {
  std::vector<text::TokenKey>& words = memory_.words;
  const std::size_t common = words.size();
  for (std::size_t a = 0; a < alternatives.size(); ++a) {
    const Alternative& swap = alternatives[a];
    if (swap.begin < end) continue;
    const std::uint32_t first = end > begin ? begin : swap.begin;
    for (std::uint32_t token = std::max(first, end); token < swap.begin; ++token) {
      words.push_back(written.Key(token));
    }
    words.insert(words.end(), swap.original.begin(), swap.original.end());
    swaps_.Add(written, first, swap.end, words);
    memory_.costs.push_back(costs + swap.cost);
    AddReadings(written, alternatives.subspan(a + 1), first, swap.end, costs + swap.cost);
    words.resize(common);
  }
}

bool SwapScreen::MayStand(std::size_t group) const {
  const Group& of = memory_.groups[group];
  if (!of.judged) return true;
  for (std::size_t reading = of.first; reading < of.end; ++reading) {
    if (swaps_.Gain(reading) - memory_.costs[reading] >= of.least) return true;
  }
  return false;
}

}  // namespace calque::scoring
