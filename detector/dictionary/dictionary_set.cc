// What is overridden is settled once, when a dictionary is added; afterwards it costs
// one bit a candidate, and nothing where there is only one dictionary.
#include "detector/dictionary/dictionary_set.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

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
  static thread_local std::vector<Candidate> before, own;
  const std::size_t first = candidates->size();
  for (std::uint32_t source = 0; source < parts_.size(); ++source) {
    const Part& part = parts_[source];
    own.clear();
    part.dictionary.Find(block, &own, &(*marks)[source]);
    for (Candidate& c : own) c.source = source;
    if (!part.overridden.empty()) {
      std::erase_if(own, [&](const Candidate& c) { return part.overridden[c.variant]; });
    }
    if (own.empty()) continue;
    before.assign(candidates->begin() + static_cast<std::ptrdiff_t>(first), candidates->end());
    candidates->resize(first);
    std::merge(before.begin(), before.end(), own.begin(), own.end(),
               std::back_inserter(*candidates), [](const Candidate& a, const Candidate& b) {
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
