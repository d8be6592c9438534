// The arrays of blocks stay allocated from text to text.
#include "detector/scored_text.h"

#include <algorithm>

#include "detector/scoring/word_status.h"

namespace calque {
namespace {

std::vector<ScoredBlock>& BlocksOfThread(std::size_t count) {
  static thread_local std::vector<ScoredBlock> blocks(count);
  return blocks;
}

std::vector<float>& FloatsOfThread() {
  static thread_local std::vector<float> floats;
  return floats;
}

}  // namespace

ScoredText::ScoredText(const Analyzer& analyzer, std::string_view text)
    : analyzer_(analyzer),
      substitutions_(analyzer.model(), analyzer.thesaurus()),
      marks_(analyzer.dictionaries().NoMarks()),
      blocks_(BlocksOfThread(kKept + 1)),
      alone_(FloatsOfThread()),
      segmenter_(text),
      behind_kept_(text) {}

const ScoredBlock* ScoredText::Next() {
  if (next_ < kept_) return &blocks_[next_++];
  ScoredBlock& block = blocks_[std::min(next_, kKept)];
  if (!segmenter_.Next(&block.text)) return nullptr;
  Score(&block);
  if (next_++ < kKept) {
    kept_ = next_;
    behind_kept_ = segmenter_;
  }
  return &block;
}

void ScoredText::Rewind() {
  next_ = 0;
  segmenter_ = behind_kept_;
}

void ScoredText::Score(ScoredBlock* block) {
  const text::SegmentedText& text = block->text;
  const std::size_t events = text.keys.size() + text.sentences.size();
  block->scores.resize(events);
  alone_.resize(events);
  block->matches.clear();
  analyzer_.dictionaries().Find(text, &block->matches, &marks_);
  analyzer_.model().ScoreBlock(text, block->scores, alone_);
  substitutions_.Find(text, block->scores, &block->substitutions);
  block->unknown = {};
  block->sentences.resize(text.sentences.size());
  for (std::size_t s = 0; s < text.sentences.size(); ++s) {
    const text::Sentence& sentence = text.sentences[s];
    const auto scores = lm::NgramModel::ScoresOf(text, s, block->scores);
    const auto alone = lm::NgramModel::ScoresOf(text, s, alone_);
    block->sentences[s] = scoring::ScoreOf(text, sentence, scores, alone);
    scoring::CountUnknown(text, sentence, scores, analyzer_.lexicon(), &block->unknown);
  }
}

}  // namespace calque
