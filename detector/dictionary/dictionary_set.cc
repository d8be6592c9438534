// What is overridden is settled once, when a dictionary is added; afterwards it costs
// one bit a candidate, and nothing where there is only one dictionary.
#include "detector/dictionary/dictionary_set.h"

#include <algorithm>
#include <cstdint>

namespace calque::dictionary {

void DictionarySet::Add(const Dictionary& dictionary) {
  for (Part& part : parts_) {
    part.overridden.resize(part.dictionary.phrase_count());
    part.dictionary.MarkOverridden(dictionary, &part.overridden);
  }
  parts_.push_back({dictionary, {}});
}

void DictionarySet::Find(const text::SegmentedText& block, std::vector<Candidate>* candidates,
                         Marks* marks) const {
  parts_[0].dictionary.Find(block, candidates, &(*marks)[0]);
  if (parts_.size() == 1) return;
  for (std::uint32_t source = 1; source < parts_.size(); ++source) {
    const std::size_t first = candidates->size();
    parts_[source].dictionary.Find(block, candidates, &(*marks)[source]);
    for (std::size_t i = first; i < candidates->size(); ++i) (*candidates)[i].source = source;
  }
  std::erase_if(*candidates, [&](const Candidate& c) {
    const std::vector<bool>& overridden = parts_[c.source].overridden;
    return !overridden.empty() && overridden[c.variant];
  });
  std::stable_sort(candidates->begin(), candidates->end(),
                   [](const Candidate& a, const Candidate& b) {
                     return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
                   });
}

DictionarySet::Marks DictionarySet::NoMarks() const {
  Marks marks;
  for (const Part& part : parts_) marks.emplace_back(part.dictionary.mark_count());
  return marks;
}

bool DictionarySet::DocumentAllows(const Candidate& candidate, const Marks& marks) const {
  return Of(candidate).DocumentAllows(VariantOf(candidate).entry, marks[candidate.source]);
}

bool DictionarySet::HasEntry(std::string_view id) const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const Part& part) { return part.dictionary.FindEntry(id).has_value(); });
}

}  // namespace calque::dictionary
