// One reading of a text, block by block: the state that lives as long as it is read.
#ifndef CALQUE_DETECTOR_READING_H_
#define CALQUE_DETECTOR_READING_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "calque/report.h"
#include "detector/analyzer.h"
#include "detector/dictionary/dictionary_set.h"
#include "detector/hit_collection.h"
#include "detector/lm/word_score.h"
#include "detector/scored_text.h"
#include "detector/scoring/adjudicator.h"
#include "detector/scoring/article_reading.h"
#include "detector/scoring/candidate_finder.h"
#include "detector/scoring/clue.h"
#include "detector/scoring/pivot_leak.h"
#include "detector/scoring/substitution.h"
#include "detector/text/segmented_text.h"

namespace calque {

// Memory is kept per thread, so a thread has one at a time: another one ends it.
class Reading {
 public:
  // What `*result` says is replaced; it must outlive the reading.
  Reading(const Analyzer& analyzer, Mode mode, scoring::Prior prior, Detail detail,
          const dictionary::DictionarySet::Marks& marks,
          std::vector<std::uint32_t>* candidate_entries, Analysis* result);
  // The next block of the text.
  void Take(const ScoredBlock& scored);

  const scoring::CandidateFinder& finder() const { return finder_; }

  // Whether the text, read to its end, shows that it was rewritten.
  bool ShowsRewriting();

  // Settles what needs the whole text. Call once, after the last block; then the result is whole.
  void Finish();

 private:
  void NoteCandidates();

  // Of candidates that overlap, the first and longest counts.
  void CountPlaces();
  float Cost(Strength strength) const;

  // The alternatives of the block, ordered by begin, and those of sentence `s`. Findings are
  // numbered behind the candidates.
  void CollectAlternatives(const text::SegmentedText& block);
  void AddAlternatives(const text::SegmentedText& block, std::uint32_t s, std::size_t* candidate,
                       std::size_t* finding);
  std::uint32_t PlaceOf(const scoring::Decision& decision) const {
    return alternatives_[decision.alternative].begin;
  }

  // The swaps that stand and the clues that no swap explains, in text order.
  void AddHits(const text::SegmentedText& block, std::uint32_t s,
               std::span<const scoring::Decision> decisions, std::span<const scoring::Clue>* clues);
  // Of the block.
  void FindClues(const ScoredBlock& scored);
  void AddClue(const text::SegmentedText& block, std::uint32_t s, const scoring::Clue& clue);
  void AddDecision(const text::SegmentedText& block, std::uint32_t s,
                   const scoring::Decision& decision);
  void AddHit(const text::SegmentedText& block, std::uint32_t s, Tokens tokens,
              const HitSource& source, Hit hit);
  HitSource FillFromEntry(const text::SegmentedText& block, const scoring::Alternative& chosen,
                          Hit* hit) const;
  void AddSentence(const text::SegmentedText& block, std::size_t index,
                   const scoring::SentenceScore& scored);
  const scoring::SentenceScore& Judged(const scoring::SentenceScore& score,
                                       std::size_t index) const;
  void AddDetails(const ScoredBlock& scored);
  void AddSubstitutions(const ScoredBlock& scored);

  // Of the tokens and sentence ends of a text or a sentence.
  std::optional<double> MeanWeight(std::int64_t sum, std::size_t events) const;
  void FinishSentences();

  struct Memory {
    std::vector<scoring::Alternative> alternatives;  // of the current block
    scoring::ArticleKeys article_keys;
    std::vector<scoring::Clue> clues;  // of the current block
    std::vector<scoring::Decision> decisions;
    std::vector<float> substitutions;  // of every sentence
  };
  static Memory& MemoryOfThread();

  const Analyzer& analyzer_;
  const Detail detail_;
  const std::array<double, 3>& swap_cost_;
  std::vector<std::uint32_t>* candidate_entries_;  // null when nobody asks
  scoring::Adjudicator adjudicator_;
  scoring::CandidateFinder finder_;
  scoring::PivotLeakFinder leaks_;
  scoring::SubstitutionTotal repeated_;
  Analysis& result_;
  HitCollection hits_;
  Memory& memory_ = MemoryOfThread();
  // Parts of it.
  std::vector<scoring::Alternative>& alternatives_ = memory_.alternatives;
  scoring::ArticleKeys& article_keys_ = memory_.article_keys;
  std::vector<scoring::Clue>& clues_ = memory_.clues;
  std::vector<scoring::Decision>& decisions_ = memory_.decisions;
};

}  // namespace calque

#endif  // CALQUE_DETECTOR_READING_H_
