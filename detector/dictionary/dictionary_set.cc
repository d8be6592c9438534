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
  const auto first = static_cast<std::ptrdiff_t>(candidates->size());
  for (std::uint32_t source = 0; source < parts_.size(); ++source) {
    const Part& part = parts_[source];
    const auto middle = static_cast<std::ptrdiff_t>(candidates->size());
    part.dictionary.Find(block, candidates, &(*marks)[source]);
    const auto own = candidates->begin() + middle;
    std::for_each(own, candidates->end(), [&](Candidate& c) { c.source = source; });
    if (!part.overridden.empty()) {
      const auto overridden = [&](const Candidate& c) { return part.overridden[c.variant]; };
      candidates->erase(std::remove_if(own, candidates->end(), overridden), candidates->end());
    }
    std::inplace_merge(candidates->begin() + first, own, candidates->end(),
                       [](const Candidate& a, const Candidate& b) {
                         return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
                       });
  }
}

void DictionarySet::ClearMarks(Marks* marks) const {
  marks->resize(parts_.size());
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    (*marks)[i].assign(parts_[i].dictionary.mark_count(), false);
  }
}

bool DictionarySet::DocumentAllows(const Candidate& candidate, const Marks& marks) const {
  return Of(candidate).DocumentAllows(VariantOf(candidate).entry, marks[candidate.source]);
}

bool DictionarySet::HasEntry(std::string_view id) const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const Part& part) { return part.dictionary.FindEntry(id).has_value(); });
}

}  // namespace calque::dictionary
