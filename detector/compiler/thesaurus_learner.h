// What clean prose teaches about the pairs of a thesaurus: every text is read twice,
// as it is, and with some of its words swapped for others that they may be originals
// of. How often a pair makes a find in either gives its trust.
//
// The language model must not have seen the texts, or their words would look less odd
// than those of a text that it meets in use.
#ifndef CALQUE_DETECTOR_COMPILER_THESAURUS_LEARNER_H_
#define CALQUE_DETECTOR_COMPILER_THESAURUS_LEARNER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "calque/result.h"
#include "detector/compiler/thesaurus_source.h"
#include "detector/scoring/substitution.h"

namespace calque::compiler {

class ThesaurusLearner {
 public:
  // `model` must outlive the learner.
  static Result<ThesaurusLearner> Create(ThesaurusSource pairs, const lm::NgramModel& model);

  void Add(std::string_view text);

  // The pairs that were of use, with what was learned. Deterministic for the same
  // texts in the same order.
  ThesaurusSource Learned() const;

  std::size_t words() const { return words_; }
  std::size_t swaps() const { return swaps_; }

 private:
  struct PairCount {
    std::uint32_t clean = 0;
    std::array<std::uint32_t, scoring::kFindClasses> swapped{};
  };
  ThesaurusLearner(ThesaurusSource pairs, const lm::NgramModel& model);
  void CountClean(const text::SegmentedText& block);
  void Swap(text::SegmentedText* block);
  void CountSwapped(const text::SegmentedText& block);
  const std::vector<scoring::Substitution>& Finds(const text::SegmentedText& block);

  ThesaurusSource source_;
  const lm::NgramModel& model_;
  std::vector<std::uint64_t> section_;
  scoring::Thesaurus thesaurus_;
  // The spun words of every original.
  absl::flat_hash_map<text::TokenKey, std::vector<text::TokenKey>> spun_;
  std::vector<PairCount> counts_;
  std::array<std::uint64_t, scoring::kFindClasses> clean_of_class_{};
  std::uint64_t random_ = 1;
  std::size_t words_ = 0;
  std::size_t swaps_ = 0;
  std::vector<bool> swapped_;  // tokens of the current block
  std::vector<lm::WordScore> scores_;
  lm::NgramCodes codes_;
  std::vector<scoring::Substitution> finds_;
};

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_THESAURUS_LEARNER_H_
