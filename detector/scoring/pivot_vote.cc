// In logarithms, so that many hits do not underflow.
#include "detector/scoring/pivot_vote.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace calque::scoring {
namespace {

constexpr double kNoPivot = 0.5;  // prior
constexpr double kEntryTrust = 0.3;
constexpr double kLeakTrust = 0.95;
constexpr double kSufficient = 0.8;

// log P(votes | pivot `language`) - log P(votes | none).
template <typename ShareOf>
double LogRatio(const std::vector<std::string_view>& votes, std::string_view language, double trust,
                const ShareOf& share_of) {
  double sum = 0;
  for (const std::string_view vote : votes) {
    const double named = vote == language ? trust / share_of(vote) : 0;
    sum += std::log(named + 1 - trust);
  }
  return sum;
}

}  // namespace

PivotShares SharesOf(const dictionary::Dictionary& dictionary) {
  PivotShares shares;
  double total = 0;
  for (std::uint32_t entry = 0; entry < dictionary.entry_count(); ++entry) {
    const std::string_view pivot = dictionary.EntryPivot(entry);
    if (pivot.empty()) continue;
    shares[std::string(pivot)] += 1;
    total += 1;
  }
  for (auto& [language, share] : shares) share /= total;
  return shares;
}

std::optional<Pivot> Vote(const PivotShares& shares, const PivotEvidence& evidence) {
  if (evidence.entries.empty() && evidence.leaks.empty()) return std::nullopt;
  PivotShares languages = shares;
  for (const std::string_view leak : evidence.leaks) languages.try_emplace(std::string(leak), 0);
  const auto count = static_cast<double>(languages.size());
  double total = kNoPivot;
  std::pair<double, std::string_view> best{0, ""};
  for (const auto& [language, unused] : languages) {
    const double entries =
        LogRatio(evidence.entries, language, kEntryTrust,
                 [&](std::string_view vote) { return shares.find(vote)->second; });
    const double leaks =
        LogRatio(evidence.leaks, language, kLeakTrust, [&](std::string_view) { return 1 / count; });
    const double weight = (1 - kNoPivot) / count * std::exp(std::min(500.0, entries + leaks));
    total += weight;
    best = std::max(best, {weight, language});
  }
  if (best.first < kSufficient * total) return std::nullopt;
  return Pivot{std::string(best.second), best.first / total};
}

}  // namespace calque::scoring
