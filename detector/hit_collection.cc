// Parallel arrays: the report takes the hits and leaves the rest.
#include "detector/hit_collection.h"

#include <string_view>
#include <utility>

#include <absl/container/flat_hash_set.h>

namespace calque {

void HitCollection::Add(Tokens tokens, const HitSource& source, Hit hit) {
  hits_.push_back(std::move(hit));
  pivots_.push_back(source.pivot);
  places_.push_back({words_before_ + tokens.begin, words_before_ + tokens.end, source.original});
}

void HitCollection::AddWords(const text::SegmentedText& block) {
  words_before_ += block.keys.size();
  if (words_before_ > scoring::kMaxDocumentWords) return;
  words_.insert(words_.end(), block.keys.begin(), block.keys.end());
}

void HitCollection::DropDisallowed(const scoring::PivotLeakFinder& leaks) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    if (!leaks.Allows(hits_[i].entry)) continue;
    if (kept != i) hits_[kept] = std::move(hits_[i]);
    pivots_[kept] = pivots_[i];
    places_[kept] = places_[i];
    ++kept;
  }
  hits_.resize(kept);
  pivots_.resize(kept);
  places_.resize(kept);
}

Inconsistency HitCollection::MarkInconsistent() {
  const std::vector<bool> inconsistent = scoring::FindInconsistent(words_, places_);
  absl::flat_hash_set<std::string_view> terms;
  absl::flat_hash_set<std::string_view> all;
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    hits_[i].inconsistent = inconsistent[i];
    if (!inconsistent[i]) continue;
    all.insert(hits_[i].entry);
    if (places_[i].original.size() > 1) terms.insert(hits_[i].entry);
  }
  return {terms.size(), all.size()};
}

std::optional<Pivot> HitCollection::NamePivot(const scoring::PivotShares& shares) const {
  scoring::PivotEvidence evidence;
  absl::flat_hash_set<std::string_view> counted;
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    const std::string_view id = hits_[i].entry;
    if (id.starts_with(scoring::kPivotLeakRule)) {
      evidence.leaks.push_back(id.substr(scoring::kPivotLeakRule.size()));
    } else if (!pivots_[i].empty() && counted.insert(id).second) {
      evidence.entries.push_back(pivots_[i]);
    }
  }
  return scoring::Vote(shares, evidence);
}

}  // namespace calque
