// Pivot leaks: words of another language that a translation left inside English. They
// name the language that the text came through.
//
// People write foreign words too, but differently: in quotation marks, brackets or
// italics, as names, as set phrases ("coup d'etat", "du jour"), or whole sentences of
// them. So a leak is a run in small letters, or in another script, in the middle of an
// English sentence, of words that the language model has never seen side by side, and
// nothing about it is marked as foreign. A text that elsewhere writes the language on
// purpose talks about it and leaks nothing.
#ifndef CALQUE_DETECTOR_SCORING_PIVOT_LEAK_H_
#define CALQUE_DETECTOR_SCORING_PIVOT_LEAK_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/scoring/clue.h"
#include "detector/scoring/lexicon_table.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

// The rule's id is this and the language, ISO 639-1: "pivot-leak/it".
inline constexpr std::string_view kPivotLeakRule = "pivot-leak/";

// Remembers from block to block what one text writes on purpose.
class PivotLeakFinder {
 public:
  explicit PivotLeakFinder(const LexiconTable& lexicon) : lexicon_(lexicon) {}

  // Appends the leaks of a block in text order. `scores` are what ScoreBlock gave for it.
  void Find(const text::SegmentedText& block, std::span<const lm::WordScore> scores,
            std::vector<Clue>* leaks);

  // Whether hits of this rule stand, now that all of the text was seen; true for rules
  // that are no leaks.
  bool Allows(std::string_view rule) const;

 private:
  const LexiconTable& lexicon_;
  std::vector<std::string_view> on_purpose_;  // languages
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_PIVOT_LEAK_H_
