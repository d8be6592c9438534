// One reading of a text, block by block: the state that lives as long as it is read.
#ifndef CALQUE_DETECTOR_READING_H_
#define CALQUE_DETECTOR_READING_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "calque/report.h"
#include "detector/analyzer.h"
#include "detector/dictionary/dictionary_set.h"
#include "detector/hit_collection.h"
#include "detector/lm/word_score.h"
#include "detector/scoring/adjudicator.h"
#include "detector/scoring/article_reading.h"
#include "detector/scoring/candidate_finder.h"
#include "detector/scoring/clue.h"
#include "detector/scoring/pivot_leak.h"
#include "detector/scoring/substitution.h"
#include "detector/text/segmented_text.h"

namespace calque {

class Reading {
 public:
  Reading(const Analyzer& analyzer, Mode mode, scoring::Prior prior,
          const dictionary::DictionarySet::Marks& marks,
          std::vector<std::uint32_t>* candidate_entries);
  // The next block of the text.
  void Take(const text::SegmentedText& block);

  const scoring::CandidateFinder& finder() const { return finder_; }

  // Settles what needs the whole text. Call once, after the last block.
  Analysis Finish();

 private:
  void NoteCandidates();

  // Of candidates that overlap, the first and longest counts.
  void CountPlaces();
  float Cost(Strength strength) const;

  // The alternatives of sentence `s`, ordered by begin. Findings are numbered
  // behind the candidates.
  void CollectAlternatives(const text::SegmentedText& block, std::uint32_t s,
                           std::size_t* candidate, std::size_t* finding);

  // The swaps that stand and the clues that no swap explains, in text order.
  void AddHits(const text::SegmentedText& block, std::uint32_t s);
  void FindClues(const text::SegmentedText& block, std::uint32_t s);
  void AddClue(const text::SegmentedText& block, std::uint32_t s, const scoring::Clue& clue);
  void AddDecision(const text::SegmentedText& block, std::uint32_t s,
                   const scoring::Decision& decision);
  void AddHit(const text::SegmentedText& block, std::uint32_t s, Tokens tokens,
              const HitSource& source, Hit hit);
  HitSource FillFromEntry(const text::SegmentedText& block, const scoring::Alternative& chosen,
                          Hit* hit) const;
  void AddSentence(const text::SegmentedText& block, std::size_t index);
  void AddSubstitutions(const text::SegmentedText& block);

  // Of the tokens and sentence ends of a text or a sentence.
  std::optional<double> MeanWeight(std::int64_t sum, std::size_t events) const;
  void FinishSentences();

  const Analyzer& analyzer_;
  const std::array<double, 3>& swap_cost_;
  std::vector<std::uint32_t>* candidate_entries_;  // null when nobody asks
  scoring::Adjudicator adjudicator_;
  scoring::CandidateFinder finder_;
  scoring::PivotLeakFinder leaks_;
  scoring::SubstitutionFinder substitutions_;
  scoring::SubstitutionTotal repeated_;
  Analysis result_;
  HitCollection hits_;
  std::vector<scoring::Substitution> finds_;        // of the current block
  std::vector<scoring::Alternative> alternatives_;  // of the current sentence
  scoring::ArticleKeys article_keys_;
  std::vector<scoring::Clue> clues_;
  std::vector<scoring::Decision> decisions_;
  std::vector<lm::WordScore> scores_;  // of the current block
  std::vector<float> alone_;           // of the current sentence
};

}  // namespace calque

#endif  // CALQUE_DETECTOR_READING_H_
