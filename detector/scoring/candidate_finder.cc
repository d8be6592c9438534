// The cheap tests first. A candidate that falls here never competes, so that a rival
// for the same words can win.
#include "detector/scoring/candidate_finder.h"

#include <algorithm>
#include <iterator>

#include "detector/scoring/mention.h"
#include "detector/scoring/proper_name.h"

namespace calque::scoring {

using dictionary::Candidate;
using dictionary::Dictionary;
using dictionary::Variant;
using text::SegmentedText;

CandidateFinder::CandidateFinder(const dictionary::DictionarySet& dictionaries,
                                 const IgnoreList& ignored, Prior prior, const Marks& marks)
    : dictionaries_(dictionaries),
      ignored_(ignored),
      prior_(prior),
      marks_(marks),
      memory_(MemoryOfThread()) {
  memory_.judgements.clear();
}

CandidateFinder::Memory& CandidateFinder::MemoryOfThread() {
  static thread_local Memory memory;
  return memory;
}

void CandidateFinder::Find(const SegmentedText& block, const std::vector<Candidate>& matches) {
  memory_.candidates.clear();
  memory_.findings.clear();
  structure_.Find(block, &memory_.findings);
  std::copy_if(matches.begin(), matches.end(), std::back_inserter(memory_.candidates),
               [&](const Candidate& c) { return DocumentAllows(c); });
  DropMentioned(block);
  if (prior_ == Prior::kHonest) {
    std::erase_if(memory_.candidates, [&](const Candidate& c) { return IsName(block, c); });
  }
  if (!ignored_.empty()) DropIgnored(block);
}

void CandidateFinder::DropMentioned(const SegmentedText& block) {
  FindMentions(block, &memory_.mentioned);
  memory_.mentioning.assign(block.sentences.size(), false);
  // What is compared with its original takes the candidates inside it along.
  for (const Candidate& c : memory_.candidates) {
    if (!MentionsBoth(block, c)) continue;
    std::fill(memory_.mentioned.begin() + c.begin, memory_.mentioned.begin() + c.end, true);
  }
  const auto is_mentioned = [&](const auto& place) {
    const bool mentioned = memory_.mentioned[place.begin] && memory_.mentioned[place.end - 1];
    if (mentioned) memory_.mentioning[place.sentence] = true;
    return mentioned;
  };
  std::erase_if(memory_.candidates, is_mentioned);
  std::erase_if(memory_.findings, is_mentioned);
}

bool CandidateFinder::DocumentAllows(const Candidate& candidate) {
  const std::uint32_t entry = dictionaries_.VariantOf(candidate).entry;
  if (!dictionaries_.Of(candidate).HasDocumentGuards(entry)) return true;
  const bool allowed = dictionaries_.DocumentAllows(candidate, marks_);
  const bool repeated = std::any_of(
      memory_.judgements.begin(), memory_.judgements.end(), [&](const Judgement& judgement) {
        return judgement.allowed == allowed && judgement.candidate.source == candidate.source &&
               dictionaries_.VariantOf(judgement.candidate).entry == entry;
      });
  if (!repeated) memory_.judgements.push_back({candidate, allowed});
  return allowed;
}

bool CandidateFinder::Settled() const {
  return std::all_of(
      memory_.judgements.begin(), memory_.judgements.end(), [&](const Judgement& judgement) {
        return dictionaries_.DocumentAllows(judgement.candidate, marks_) == judgement.allowed;
      });
}

bool CandidateFinder::MentionsBoth(const SegmentedText& block, const Candidate& candidate) const {
  const Dictionary& dictionary = dictionaries_.Of(candidate);
  const Variant& variant = dictionaries_.VariantOf(candidate);
  for (std::uint16_t i = 0; i < variant.original_count; ++i) {
    if (IsCompared(block, block.sentences[candidate.sentence], candidate.begin, candidate.end,
                   dictionary.OriginalKeys(variant, i))) {
      return true;
    }
  }
  return false;
}

// An entry for a name knows what it is about, and no name has the words of a strong one.
bool CandidateFinder::IsName(const SegmentedText& block, const Candidate& candidate) const {
  const Variant& variant = dictionaries_.VariantOf(candidate);
  const Dictionary& dictionary = dictionaries_.Of(candidate);
  if (dictionary.EntryFamily(variant.entry) == Family::kName ||
      dictionary.EntryStrength(variant.entry) == Strength::kStrong) {
    return false;
  }
  return IsWrittenAsName(block, block.sentences[candidate.sentence], candidate.begin, candidate.end,
                         variant.capitals);
}

bool CandidateFinder::IsIgnored(const Candidate& candidate) const {
  const Dictionary& dictionary = dictionaries_.Of(candidate);
  const std::uint32_t entry = dictionaries_.VariantOf(candidate).entry;
  return memory_.reach[candidate.begin] >= candidate.end ||
         ignored_.HasEntry(dictionary.EntryId(entry), dictionary.EntryFamily(entry));
}

void CandidateFinder::DropIgnored(const SegmentedText& block) {
  ignored_.FindPhrases(block, &memory_.reach);
  std::erase_if(memory_.candidates,
                [&](const Candidate& candidate) { return IsIgnored(candidate); });
  std::erase_if(memory_.findings, [&](const StructureFinding& finding) {
    return memory_.reach[finding.begin] >= finding.end ||
           ignored_.HasEntry(finding.rule->id, Family::kStructure);
  });
}

}  // namespace calque::scoring
