// A text block by block with what dictionaries, model, thesaurus and lexicon say about it: all that
// does not depend on what is known of the text as a whole. The first blocks are kept, so that an
// article that is read again is neither tokenised nor scored again.
#ifndef CALQUE_DETECTOR_SCORED_TEXT_H_
#define CALQUE_DETECTOR_SCORED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "detector/analyzer.h"
#include "detector/dictionary/dictionary_set.h"
#include "detector/lm/ngram_codes.h"
#include "detector/lm/word_score.h"
#include "detector/scoring/fluency.h"
#include "detector/scoring/substitution.h"
#include "detector/text/segmented_text.h"
#include "detector/text/segmenter.h"

namespace calque {

struct ScoredBlock {
  text::SegmentedText text;
  std::vector<dictionary::Candidate> matches;  // of the dictionaries
  std::vector<lm::WordScore> scores;           // as ScoreBlock gives them
  lm::NgramCodes codes;
  std::vector<scoring::Substitution> substitutions;
  std::vector<scoring::SentenceScore> sentences;
  UnknownWords unknown;
  std::size_t words = 0;  // and numbers
};

class ScoredText {
 public:
  // All must outlive it. Memory is kept per thread, so a thread has one at a time.
  ScoredText(const Analyzer& analyzer, std::string_view text);

  // The next block, valid until the next call; null at the end.
  const ScoredBlock* Next();
  // Back to the first block.
  void Rewind();
  // What the blocks so far have shown, whichever is the next one now.
  const dictionary::DictionarySet::Marks& marks() const { return memory_.marks; }

 private:
  // About 3 MB a thread.
  static constexpr std::size_t kKept = 16;

  // Stays allocated from text to text.
  struct Memory {
    std::vector<ScoredBlock> blocks;  // kKept, and one for those that are not kept
    dictionary::DictionarySet::Marks marks;
    std::vector<float> alone;  // what the words of a block score without context
    std::vector<std::uint32_t> unknown;  // words of a sentence
  };

  static Memory& MemoryOfThread();
  void Score(ScoredBlock* block);

  const Analyzer& analyzer_;
  scoring::SubstitutionFinder substitutions_;
  Memory& memory_;
  text::Segmenter segmenter_;
  text::Segmenter behind_kept_;
  std::size_t kept_ = 0;
  std::size_t next_ = 0;
};

}  // namespace calque

#endif  // CALQUE_DETECTOR_SCORED_TEXT_H_
