// Adjusted counts of all orders, from the sorted n-grams of the highest.
//
// Kneser-Ney smoothing takes for a lower-order n-gram not how often it occurs but
// the number of different words that stand before it (Chen & Goodman 1998,
// section 4.1.6). N-grams of the highest order, and those that begin with <s>,
// before which nothing can stand, keep the number of occurrences. In suffix order
// all the n-grams that end in the same words are neighbours, so one pass with one
// counter for each order is enough (Heafield et al. 2013, section 3.2).
//
// Each order is spooled to a temporary file of its own, in suffix order, because
// the discounts are known only at the end of the pass. A record:
//
//   u32 words[n], the last first | u32 adjusted count, top bit set: cut off |
//   u32 occurrences
//
// An n-gram is cut off when it *occurs* no more often than the threshold of its
// order. Occurrences, not adjusted counts, decide, as in lmplz: whatever a kept
// n-gram contains occurs at least as often, so what is kept is closed under prefix
// and suffix. Unigrams are never cut off.
#ifndef CALQUE_DETECTOR_TRAINING_ADJUSTED_COUNTS_H_
#define CALQUE_DETECTOR_TRAINING_ADJUSTED_COUNTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "calque/result.h"
#include "detector/training/ngram_counter.h"
#include "detector/training/temporary_file.h"

namespace calque::training {

// Told now and then how much of a stage is done, 0 to 1. May be empty.
using ShareReport = std::function<void(double share)>;

struct AdjustedNgram {
  ReversedNgram words{};
  std::uint32_t count = 0;        // adjusted
  std::uint32_t occurrences = 0;  // in the corpus
  bool cut = false;
};

// Written from front to back, then read from front to back, once.
class NgramSpool {
 public:
  static Result<NgramSpool> Open(int order, const std::string& folder);

  Status Add(const AdjustedNgram& ngram);
  Status Finish();
  // False at the end and on an error, which status() tells.
  bool Next(AdjustedNgram* ngram);
  // How many were added; after Finish.
  std::uint64_t size() const { return file_.size() / (RecordWords() * sizeof(std::uint32_t)); }
  const Status& status() const { return status_; }

 private:
  std::size_t RecordWords() const { return order_ + 2; }

  std::size_t order_ = 0;
  TemporaryFile file_;
  std::vector<std::uint32_t> buffer_;
  std::size_t next_ = 0;
  std::uint64_t offset_ = 0;
  Status status_;
};

struct OrderCounts {
  // [k]: how many n-grams have the adjusted count k; [0] is not used. N-grams that
  // are cut off count, too.
  std::array<std::uint64_t, 5> counts_of_counts{};
  std::uint64_t kept = 0;
};

struct AdjustedCounts {
  std::vector<NgramSpool> spools;   // [n - 1]: order n
  std::vector<OrderCounts> orders;  // likewise
};

// `thresholds[n - 1]` belongs to order n; the size is the order. They must not
// decrease and begin with 0. Reads `counter` to its end.
Result<AdjustedCounts> AdjustCounts(NgramCounter* counter,
                                    const std::vector<std::uint64_t>& thresholds,
                                    const std::string& folder, const ShareReport& report = {});

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_ADJUSTED_COUNTS_H_
