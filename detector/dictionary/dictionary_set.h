// The pack's dictionary and those that the user adds, searched side by side. The
// last one has the last word: where two know an entry of the same id, or the same
// words, only the entry of the later dictionary stands.
#ifndef CALQUE_DETECTOR_DICTIONARY_DICTIONARY_SET_H_
#define CALQUE_DETECTOR_DICTIONARY_DICTIONARY_SET_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "detector/dictionary/dictionary.h"
#include "detector/text/segmented_text.h"

namespace calque::dictionary {

class DictionarySet {
 public:
  // One set of marks for each dictionary.
  using Marks = std::vector<DocumentMarks>;

  explicit DictionarySet(const Dictionary& first) { Add(first); }
  void Add(const Dictionary& dictionary);

  // Appends the candidates of a block, ordered by begin, then longest first, later
  // dictionaries last, and sets the marks that the block shows. Scratch memory is kept per thread.
  void Find(const text::SegmentedText& block, std::vector<Candidate>* candidates,
            Marks* marks) const;

  // Makes `*marks` no marks, in the memory that they have.
  void ClearMarks(Marks* marks) const;
  bool DocumentAllows(const Candidate& candidate, const Marks& marks) const;

  const Dictionary& Of(const Candidate& candidate) const {
    return parts_[candidate.source].dictionary;
  }
  const Variant& VariantOf(const Candidate& candidate) const {
    return Of(candidate).variant(candidate.variant);
  }
  const Dictionary& front() const { return parts_.front().dictionary; }
  bool HasEntry(std::string_view id) const;

 private:
  struct Part {
    Dictionary dictionary;
    std::vector<bool> overridden;  // by variant; empty: none
  };
  std::vector<Part> parts_;
};

}  // namespace calque::dictionary

#endif  // CALQUE_DETECTOR_DICTIONARY_DICTIONARY_SET_H_
