// The arrays of blocks stay allocated from text to text.
#include "detector/scored_text.h"

#include <algorithm>

namespace calque {
namespace {

std::vector<ScoredBlock>& BlocksOfThread(std::size_t count) {
  static thread_local std::vector<ScoredBlock> blocks(count);
  return blocks;
}

}  // namespace

ScoredText::ScoredText(const lm::NgramModel& model, const scoring::Thesaurus& thesaurus,
                       std::string_view text)
    : model_(model),
      substitutions_(model, thesaurus),
      blocks_(BlocksOfThread(kKept + 1)),
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
  const std::size_t events = block->text.keys.size() + block->text.sentences.size();
  block->scores.resize(events);
  block->alone.resize(events);
  model_.ScoreBlock(block->text, block->scores, block->alone);
  substitutions_.Find(block->text, block->scores, &block->substitutions);
}

}  // namespace calque
