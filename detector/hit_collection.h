// The hits of one text, and what only the whole of it can say about them: whether the
// document guards of an entry hold, whether the original stands elsewhere in the text,
// which language the hits name.
#ifndef CALQUE_DETECTOR_HIT_COLLECTION_H_
#define CALQUE_DETECTOR_HIT_COLLECTION_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "calque/report.h"
#include "detector/dictionary/dictionary.h"
#include "detector/scoring/inconsistency.h"
#include "detector/scoring/pivot_leak.h"
#include "detector/scoring/pivot_vote.h"
#include "detector/text/segmented_text.h"

namespace calque {

// A hit that comes from a rule, not from an entry.
inline constexpr std::uint32_t kNoEntry = std::numeric_limits<std::uint32_t>::max();

// What a hit was made from.
struct HitSource {
  std::uint32_t entry = kNoEntry;
  std::span<const text::TokenKey> original{};  // empty: none, or not in the dictionary
};

// How many different entries contradict the text: their originals stand in it as
// written.
struct Inconsistency {
  std::size_t terms = 0;  // with originals of two words or more
  std::size_t all = 0;
};

class HitCollection {
 public:
  // Tokens [begin, end) of `block`, whose words are to be added afterwards. In text order.
  void Add(const text::SegmentedText& block, std::uint32_t begin, std::uint32_t end,
           const HitSource& source, Hit hit);
  void AddWords(const text::SegmentedText& block);

  // Once all was added, in this order.
  void DropForbidden(const dictionary::Dictionary& dictionary,
                     const dictionary::DocumentMarks& marks, const scoring::PivotLeakFinder& leaks);
  Inconsistency MarkInconsistent();
  std::optional<Pivot> NamePivot(const dictionary::Dictionary& dictionary,
                                 const scoring::PivotShares& shares) const;
  std::vector<Hit> TakeHits() { return std::move(hits_); }

 private:
  std::vector<Hit> hits_;
  std::vector<std::uint32_t> entries_;      // beside hits_
  std::vector<scoring::PlacedHit> places_;  // beside hits_
  std::vector<text::TokenKey> words_;       // of the whole text
  std::size_t words_before_ = 0;            // the current block
};

}  // namespace calque

#endif  // CALQUE_DETECTOR_HIT_COLLECTION_H_
