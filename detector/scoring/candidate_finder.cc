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
    : dictionaries_(dictionaries), ignored_(ignored), prior_(prior), marks_(marks) {}

void CandidateFinder::Find(const SegmentedText& block, const std::vector<Candidate>& matches) {
  candidates_.clear();
  findings_.clear();
  structure_.Find(block, &findings_);
  std::copy_if(matches.begin(), matches.end(), std::back_inserter(candidates_),
               [&](const Candidate& c) { return DocumentAllows(c); });
  DropMentioned(block);
  if (prior_ == Prior::kHonest) {
    std::erase_if(candidates_, [&](const Candidate& c) { return IsName(block, c); });
  }
  if (!ignored_.empty()) DropIgnored(block);
}

void CandidateFinder::DropMentioned(const SegmentedText& block) {
  FindMentions(block, &mentioned_);
  mentioning_.assign(block.sentences.size(), false);
  // What is compared with its original takes the candidates inside it along.
  for (const Candidate& c : candidates_) {
    if (!MentionsBoth(block, c)) continue;
    std::fill(mentioned_.begin() + c.begin, mentioned_.begin() + c.end, true);
  }
  const auto is_mentioned = [&](const auto& place) {
    const bool mentioned = mentioned_[place.begin] && mentioned_[place.end - 1];
    if (mentioned) mentioning_[place.sentence] = true;
    return mentioned;
  };
  std::erase_if(candidates_, is_mentioned);
  std::erase_if(findings_, is_mentioned);
}

bool CandidateFinder::DocumentAllows(const Candidate& candidate) {
  const std::uint32_t entry = dictionaries_.VariantOf(candidate).entry;
  if (!dictionaries_.Of(candidate).HasDocumentGuards(entry)) return true;
  const bool allowed = dictionaries_.DocumentAllows(candidate, marks_);
  const bool repeated =
      std::any_of(judgements_.begin(), judgements_.end(), [&](const Judgement& judgement) {
        return judgement.allowed == allowed && judgement.candidate.source == candidate.source &&
               dictionaries_.VariantOf(judgement.candidate).entry == entry;
      });
  if (!repeated) judgements_.push_back({candidate, allowed});
  return allowed;
}

bool CandidateFinder::Settled() const {
  return std::all_of(judgements_.begin(), judgements_.end(), [&](const Judgement& judgement) {
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
  return reach_[candidate.begin] >= candidate.end ||
         ignored_.HasEntry(dictionary.EntryId(entry), dictionary.EntryFamily(entry));
}

void CandidateFinder::DropIgnored(const SegmentedText& block) {
  ignored_.FindPhrases(block, &reach_);
  std::erase_if(candidates_, [&](const Candidate& candidate) { return IsIgnored(candidate); });
  std::erase_if(findings_, [&](const StructureFinding& finding) {
    return reach_[finding.begin] >= finding.end ||
           ignored_.HasEntry(finding.rule->id, Family::kStructure);
  });
}

}  // namespace calque::scoring
