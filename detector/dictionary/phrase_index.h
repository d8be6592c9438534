// Where the words of a dictionary's phrases stand in a block, whatever letter case and guards
// say. dictionary_format.h says how phrases are found by their anchors.
#ifndef CALQUE_DETECTOR_DICTIONARY_PHRASE_INDEX_H_
#define CALQUE_DETECTOR_DICTIONARY_PHRASE_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "detector/dictionary/candidate.h"
#include "detector/dictionary/dictionary_format.h"
#include "detector/dictionary/key_gate.h"
#include "detector/text/segmented_text.h"

namespace calque::dictionary {

class PhraseIndex {
 public:
  PhraseIndex() = default;
  PhraseIndex(std::span<const std::uint64_t> words, std::span<const std::uint64_t> pairs,
              std::span<const Slot> slots)
      : words_(words), pairs_(pairs), slots_(slots) {}

  // Whether every slot points to one of so many variants or marks.
  bool PointsInside(std::size_t variants, std::size_t marks) const;
  // Whether a walk from line to line ends.
  bool HasFreeSlot() const;

  // Appends a candidate for every variant of every phrase, in the order of their anchors, and
  // sets the marks that the block shows.
  void Find(const text::SegmentedText& block, std::vector<Candidate>* found,
            DocumentMarks* marks) const;

  std::span<const Slot> slots() const { return slots_; }

 private:
  // What is searched, and what has come of it.
  struct Search;
  // Tokens whose anchors are listed before the first is looked for.
  static constexpr std::size_t kTokens = 512;

  template <bool kWords>
  std::size_t ListAnchors(std::span<const text::TokenKey> keys, std::size_t count,
                          std::uint16_t* anchors) const;
  void ListMatches(std::size_t begin, std::span<const std::uint16_t> anchors, Search* search) const;
  void TakeMatches(Search* search) const;

  KeyGate words_;
  KeyGate pairs_;
  std::span<const Slot> slots_;
};

}  // namespace calque::dictionary

#endif  // CALQUE_DETECTOR_DICTIONARY_PHRASE_INDEX_H_
