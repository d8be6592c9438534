// Parallel arrays: the report takes the hits and leaves the rest.
#include "detector/hit_collection.h"

#include <string_view>
#include <utility>

#include <absl/container/flat_hash_set.h>

namespace calque {

void HitCollection::Add(const text::SegmentedText& block, std::uint32_t begin, std::uint32_t end,
                        const HitSource& source, Hit hit) {
  hit.span = {block.base + block.tokens[begin].begin, block.base + block.tokens[end - 1].end};
  hits_.push_back(std::move(hit));
  entries_.push_back(source.entry);
  places_.push_back({words_before_ + begin, words_before_ + end, source.original});
}

void HitCollection::AddWords(const text::SegmentedText& block) {
  words_before_ += block.keys.size();
  if (words_before_ > scoring::kMaxDocumentWords) return;
  words_.insert(words_.end(), block.keys.begin(), block.keys.end());
}

void HitCollection::DropForbidden(const dictionary::Dictionary& dictionary,
                                  const dictionary::DocumentMarks& marks,
                                  const scoring::PivotLeakFinder& leaks) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    const bool allowed = entries_[i] == kNoEntry ? leaks.Allows(hits_[i].entry)
                                                 : dictionary.DocumentAllows(entries_[i], marks);
    if (!allowed) continue;
    if (kept != i) hits_[kept] = std::move(hits_[i]);
    entries_[kept] = entries_[i];
    places_[kept] = places_[i];
    ++kept;
  }
  hits_.resize(kept);
  entries_.resize(kept);
  places_.resize(kept);
}

Inconsistency HitCollection::MarkInconsistent() {
  const std::vector<bool> inconsistent = scoring::FindInconsistent(words_, places_);
  absl::flat_hash_set<std::uint32_t> terms;
  absl::flat_hash_set<std::uint32_t> all;
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    hits_[i].inconsistent = inconsistent[i];
    if (!inconsistent[i]) continue;
    all.insert(entries_[i]);
    if (places_[i].original.size() > 1) terms.insert(entries_[i]);
  }
  return {terms.size(), all.size()};
}

std::optional<Pivot> HitCollection::NamePivot(const dictionary::Dictionary& dictionary,
                                              const scoring::PivotShares& shares) const {
  scoring::PivotEvidence evidence;
  absl::flat_hash_set<std::uint32_t> counted;
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    const std::string_view id = hits_[i].entry;
    if (id.starts_with(scoring::kPivotLeakRule)) {
      evidence.leaks.push_back(id.substr(scoring::kPivotLeakRule.size()));
    } else if (entries_[i] != kNoEntry && counted.insert(entries_[i]).second) {
      const std::string_view pivot = dictionary.EntryPivot(entries_[i]);
      if (!pivot.empty()) evidence.entries.push_back(pivot);
    }
  }
  return scoring::Vote(shares, evidence);
}

}  // namespace calque
