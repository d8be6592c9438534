// The n-grams of an ARPA file on their way into the trie of a model, and what is
// put in where the file leaves gaps.
//
// A model that another tool has pruned may hold "a b c" without "a b" or "b c".
// Backing off defines their probability all the same, p(c|b) = bow(b) p(c), and as
// contexts they count as if their backoff were 1 (log10: 0). To put in just these
// numbers makes the model closed and leaves every score what it was. Gaps are found
// from the longest n-grams downwards, since what is put in needs its own parts, and
// valued from the shortest upwards.
//
// Memory: 40 bytes an n-gram until the model is built.
#ifndef CALQUE_DETECTOR_TRAINING_ARPA_NGRAMS_H_
#define CALQUE_DETECTOR_TRAINING_ARPA_NGRAMS_H_

#include <cstdint>
#include <vector>

#include "detector/training/estimated_model.h"
#include "detector/training/suffix_finder.h"

namespace calque::training {

struct ParsedNgram {
  ReversedNgram words{};  // places behind the order are 0
  float log10_prob = 0;
  float log10_backoff = 0;
  std::uint64_t line = 0;  // of the file; 0: put in
};

class ArpaNgrams {
 public:
  // The n-grams of the next order, from 2 on. Returns the line of one that is there
  // twice, 0 if there is none.
  std::uint64_t Add(std::vector<ParsedNgram> ngrams);

  // Puts in what is missing; returns how many that were.
  std::uint64_t Close();

  // Appends the levels from 2 on to the model, whose unigrams are there, with all
  // words of the n-grams among them. Requires Close.
  void Build(EstimatedModel* model);

 private:
  static std::vector<ParsedNgram> MissingParts(std::size_t order,
                                               const std::vector<ParsedNgram>& ngrams,
                                               const std::vector<ParsedNgram>& parts);
  static ModelLevel BuildLevel(const EstimatedModel& model, const ChildRanges& children,
                               std::size_t order, const std::vector<ParsedNgram>& ngrams);

  std::vector<std::vector<ParsedNgram>> orders_;  // [n - 2], each in suffix order
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_ARPA_NGRAMS_H_
