// Block by block; the arrays stay allocated from text to text.
#include "detector/scored_text.h"

#include <algorithm>

#include "detector/scoring/word_status.h"

namespace calque {

ScoredText::Memory& ScoredText::MemoryOfThread() {
  static thread_local Memory memory{std::vector<ScoredBlock>(kKept + 1), {}, {}, {}};
  return memory;
}

ScoredText::ScoredText(const Analyzer& analyzer, std::string_view text)
    : analyzer_(analyzer),
      substitutions_(analyzer.model(), analyzer.thesaurus()),
      memory_(MemoryOfThread()),
      segmenter_(text),
      behind_kept_(text) {
  analyzer.dictionaries().ClearMarks(&memory_.marks);
}

const ScoredBlock* ScoredText::Next() {
  if (next_ < kept_) return &memory_.blocks[next_++];
  ScoredBlock& block = memory_.blocks[std::min(next_, kKept)];
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
  memory_.alone.resize(events);
  block->matches.clear();
  analyzer_.dictionaries().Find(text, &block->matches, &memory_.marks);
  analyzer_.model().ScoreBlock(text, block->scores, memory_.alone, &block->codes);
  substitutions_.Find({text, block->scores, block->codes}, &block->substitutions);
  block->unknown = {};
  block->words = 0;
  block->sentences.clear();
  block->sentences.reserve(text.sentences.size());
  for (std::size_t s = 0; s < text.sentences.size(); ++s) {
    const text::Sentence& sentence = text.sentences[s];
    const auto scores = lm::NgramModel::ScoresOf(text, s, block->scores);
    const auto alone = lm::NgramModel::ScoresOf(text, s, memory_.alone);
    block->sentences.push_back(
        scoring::ScoreOf(text, sentence, scores, alone, &memory_.unknown));
    block->words += block->sentences.back().words;
    scoring::CountUnknown(text, sentence, memory_.unknown, analyzer_.lexicon(), &block->unknown);
  }
}

}  // namespace calque
