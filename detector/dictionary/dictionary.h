// The artifacts known in advance: finds every place where one of them stands.
//
// A match is only a candidate; scoring lets the language model decide. Matching
// is by token keys, so typography and letter case do not matter unless the entry
// says so, and a match always ends at word boundaries. All matches are returned,
// also overlapping ones: which of them stand is decided jointly, later.
#ifndef CALQUE_DETECTOR_DICTIONARY_DICTIONARY_H_
#define CALQUE_DETECTOR_DICTIONARY_DICTIONARY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/dictionary/candidate.h"
#include "detector/dictionary/dictionary_format.h"
#include "detector/dictionary/phrase_index.h"
#include "detector/text/segmented_text.h"

namespace calque::dictionary {

class Dictionary {
 public:
  // Validates every index once; the bytes must outlive the dictionary.
  static Result<Dictionary> Open(std::span<const std::byte> section);

  // Appends the candidates of a block, ordered by begin, then longest first, and
  // sets the marks that the block shows.
  void Find(const text::SegmentedText& block, std::vector<Candidate>* candidates,
            DocumentMarks* marks) const;

  // Whether an entry has a guard that looks at the whole document.
  bool HasDocumentGuards(std::uint32_t entry) const;
  // Whether the document guards of an entry allow it, given the marks of the
  // whole text.
  bool DocumentAllows(std::uint32_t entry, const DocumentMarks& marks) const;

  // Sets the flag of every variant that gives way to an entry of `later`: one with the
  // id of its entry, or with the same words. `overridden` has a flag for each variant.
  void MarkOverridden(const Dictionary& later, std::vector<bool>* overridden) const;

  std::size_t entry_count() const { return entries_.size(); }
  std::size_t phrase_count() const { return variants_.size(); }
  std::size_t mark_count() const { return mark_count_; }

  const Variant& variant(std::uint32_t index) const { return variants_[index]; }
  // The entry with this id; looks at all of them.
  std::optional<std::uint32_t> FindEntry(std::string_view id) const;
  std::string_view EntryId(std::uint32_t entry) const;
  Family EntryFamily(std::uint32_t entry) const;
  Strength EntryStrength(std::uint32_t entry) const;
  std::string_view EntryPivot(std::uint32_t entry) const;  // "" when none
  std::span<const text::TokenKey> OriginalKeys(const Variant& variant, std::size_t i) const;
  std::string_view OriginalText(const Variant& variant, std::size_t i) const;

 private:
  bool Stands(const text::SegmentedText& block, const Candidate& candidate) const;
  bool CaseMatches(const text::SegmentedText& block, std::uint32_t begin,
                   const Variant& variant) const;
  bool GuardsAllow(const text::SegmentedText& block, const Candidate& candidate) const;
  Status CheckReferences() const;

  PhraseIndex index_;
  std::span<const Variant> variants_;
  std::span<const EntryRecord> entries_;
  std::span<const OriginalRecord> originals_;
  std::span<const GuardRecord> guards_;
  std::span<const std::uint64_t> keys_;
  std::string_view strings_;
  std::size_t mark_count_ = 0;
};

}  // namespace calque::dictionary

#endif  // CALQUE_DETECTOR_DICTIONARY_DICTIONARY_H_
