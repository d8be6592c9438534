// The hits of one text, and what only the whole of it can say about them: whether its
// foreign words are leaks, whether the original of a hit stands elsewhere in the text,
// which language the hits name.
#ifndef CALQUE_DETECTOR_HIT_COLLECTION_H_
#define CALQUE_DETECTOR_HIT_COLLECTION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "detector/scoring/inconsistency.h"
#include "detector/scoring/pivot_leak.h"
#include "detector/scoring/pivot_vote.h"
#include "detector/text/segmented_text.h"

namespace calque {

// What a hit was made from; both are empty for a rule without an entry.
struct HitSource {
  std::string_view pivot{};                    // the language that the entry names
  std::span<const text::TokenKey> original{};  // what the swap puts there
};

// Tokens [begin, end) of a block.
struct Tokens {
  std::uint32_t begin;
  std::uint32_t end;
};

// How many different entries contradict the text: their originals stand in it as
// written.
struct Inconsistency {
  std::size_t terms = 0;  // with originals of two words or more
  std::size_t all = 0;
};

// Memory is kept per thread, so a thread has one at a time.
class HitCollection {
 public:
  HitCollection();

  // A hit at `tokens` of a block whose words are to be added afterwards. In text order.
  void Add(Tokens tokens, const HitSource& source, Hit hit);
  void AddWords(const text::SegmentedText& block);

  // Once all was added, in this order.
  void DropDisallowed(const scoring::PivotLeakFinder& leaks);
  Inconsistency MarkInconsistent();
  std::optional<Pivot> NamePivot(const scoring::PivotShares& shares) const;
  const std::vector<Hit>& hits() const { return memory_.hits; }
  // Replaces `*hits`.
  void TakeHits(std::vector<Hit>* hits);

 private:
  // Side by side, one of each a hit; the words are those of the whole text.
  struct Memory {
    std::vector<Hit> hits;
    std::vector<std::string_view> pivots;
    std::vector<scoring::PlacedHit> places;
    std::vector<bool> inconsistent;
    std::vector<text::TokenKey> words;
    scoring::PivotEvidence evidence;
  };
  static Memory& MemoryOfThread();

  Memory& memory_;
  std::size_t words_before_ = 0;  // the current block
};

}  // namespace calque

#endif  // CALQUE_DETECTOR_HIT_COLLECTION_H_
