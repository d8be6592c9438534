// Parallel arrays: the report takes the hits and leaves the rest.
#include "detector/hit_collection.h"

#include <iterator>
#include <string_view>
#include <utility>

#include <absl/container/flat_hash_set.h>

#include "detector/text/kept_memory.h"

namespace calque {
namespace {

// So many hits are moved to a list of their own, and the thread keeps the room; more take it along.
constexpr std::size_t kUsualHits = 4096;

// Empty; the table stays.
absl::flat_hash_set<std::string_view>& NoEntries() {
  static thread_local absl::flat_hash_set<std::string_view> entries;
  entries.clear();
  return entries;
}

}  // namespace

HitCollection::HitCollection() : memory_(MemoryOfThread()) {
  text::EmptyForNextText(&memory_.hits);
  text::EmptyForNextText(&memory_.pivots);
  text::EmptyForNextText(&memory_.places);
  text::EmptyForNextText(&memory_.inconsistent);
  text::EmptyForNextText(&memory_.words);
}

HitCollection::Memory& HitCollection::MemoryOfThread() {
  static thread_local Memory memory;
  return memory;
}

void HitCollection::Add(Tokens tokens, const HitSource& source, Hit hit) {
  memory_.hits.push_back(std::move(hit));
  memory_.pivots.push_back(source.pivot);
  memory_.places.push_back(
      {words_before_ + tokens.begin, words_before_ + tokens.end, source.original});
}

void HitCollection::AddWords(const text::SegmentedText& block) {
  words_before_ += block.keys.size();
  if (words_before_ > scoring::kMaxDocumentWords) return;
  memory_.words.insert(memory_.words.end(), block.keys.begin(), block.keys.end());
}

void HitCollection::DropDisallowed(const scoring::PivotLeakFinder& leaks) {
  std::vector<Hit>& hits = memory_.hits;
  std::vector<std::string_view>& pivots = memory_.pivots;
  std::vector<scoring::PlacedHit>& places = memory_.places;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (!leaks.Allows(hits[i].entry)) continue;
    if (kept != i) hits[kept] = std::move(hits[i]);
    pivots[kept] = pivots[i];
    places[kept] = places[i];
    ++kept;
  }
  hits.resize(kept);
  pivots.resize(kept);
  places.resize(kept);
}

Inconsistency HitCollection::MarkInconsistent() {
  std::vector<Hit>& hits = memory_.hits;
  scoring::FindInconsistent(memory_.words, memory_.places, &memory_.inconsistent);
  for (std::size_t i = 0; i < hits.size(); ++i) hits[i].inconsistent = memory_.inconsistent[i];
  const auto different = [&](std::size_t shortest) {
    absl::flat_hash_set<std::string_view>& entries = NoEntries();
    for (std::size_t i = 0; i < hits.size(); ++i) {
      if (!hits[i].inconsistent || memory_.places[i].original.size() < shortest) continue;
      entries.insert(hits[i].entry);
    }
    return entries.size();
  };
  return {different(2), different(0)};
}

std::optional<Pivot> HitCollection::NamePivot(const scoring::PivotShares& shares) const {
  scoring::PivotEvidence& evidence = memory_.evidence;
  evidence.leaks.clear();
  evidence.entries.clear();
  absl::flat_hash_set<std::string_view>& entries = NoEntries();
  for (std::size_t i = 0; i < memory_.hits.size(); ++i) {
    const std::string_view id = memory_.hits[i].entry;
    if (id.starts_with(scoring::kPivotLeakRule)) {
      evidence.leaks.push_back(id.substr(scoring::kPivotLeakRule.size()));
    } else if (!memory_.pivots[i].empty() && entries.insert(id).second) {
      evidence.entries.push_back(memory_.pivots[i]);
    }
  }
  return scoring::Vote(shares, evidence);
}

void HitCollection::TakeHits(std::vector<Hit>* hits) {
  if (memory_.hits.size() > kUsualHits) {
    hits->swap(memory_.hits);
  } else {
    hits->assign(std::move_iterator(memory_.hits.begin()), std::move_iterator(memory_.hits.end()));
  }
}

}  // namespace calque
