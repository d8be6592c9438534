// A sentence as written, for who asks the model what it would be if words were swapped:
// its own scores are known, and so is what the model says of its n-grams.
#ifndef CALQUE_DETECTOR_SCORING_WRITTEN_SENTENCE_H_
#define CALQUE_DETECTOR_SCORING_WRITTEN_SENTENCE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "detector/lm/ngram_codes.h"
#include "detector/lm/ngram_model.h"
#include "detector/text/segmented_text.h"
#include "detector/text/token_key.h"

namespace calque::scoring {

// A block and what ScoreBlock gave for it.
struct WrittenBlock {
  const text::SegmentedText& text;
  std::span<const lm::WordScore> scores;
  const lm::NgramCodes& codes;
};

// All must outlive it. Tokens are those of the block.
class WrittenSentence {
 public:
  WrittenSentence(const lm::NgramModel& model, const WrittenBlock& block, std::size_t sentence)
      : model_(model),
        keys_(block.text.keys),
        sentence_(block.text.sentences[sentence]),
        scores_(lm::NgramModel::ScoresOf(block.text, sentence, block.scores)),
        codes_(block.codes.At(lm::NgramCodes::Slot(sentence_.begin, sentence))) {}

  // Behind its last token.
  std::uint32_t end() const { return sentence_.end; }

  // The key of a token; behind the last is the end of the sentence.
  text::TokenKey Key(std::uint32_t token) const {
    return token == sentence_.end ? text::SentenceEndKey() : keys_[token];
  }

  // The key of the token so many before; before the first is the beginning of the sentence.
  text::TokenKey KeyBefore(std::uint32_t token, std::uint32_t distance) const {
    const bool inside = token - sentence_.begin >= distance;
    return inside ? keys_[token - distance] : text::SentenceBeginKey();
  }

  // Of a token, or the end of the sentence, in its context.
  float Score(std::uint32_t token) const { return scores_[token - sentence_.begin].log10_prob; }

  // What the model says of the n-grams that end in a token, or in the end of the sentence.
  lm::NgramCodes::Column Codes(std::uint32_t token) const {
    return {codes_.first + (token - sentence_.begin), codes_.slots};
  }
  // And of those that end in the word before it, or in the beginning of the sentence.
  lm::NgramCodes::Column CodesBefore(std::uint32_t token) const {
    return {Codes(token).first - 1, codes_.slots};
  }

  // What the model knows before a token.
  lm::NgramModel::State StateBefore(std::uint32_t token) const;

  // Whether `state`, behind `token`, is that of the text as written, when the last swap
  // ended before `swap_end`. Contexts of so many words as stand between hold nothing
  // else, so those that are known are known to both.
  bool Rejoins(const lm::NgramModel::State& state, std::uint32_t token,
               std::uint32_t swap_end) const {
    return state.length == ContextLength(token) && state.length <= token + 1 - swap_end;
  }

 private:
  // How many contexts the model knows that end with the token.
  std::size_t ContextLength(std::uint32_t token) const {
    const auto longest = static_cast<std::size_t>(model_.order() - 1);
    return std::min<std::size_t>(scores_[token - sentence_.begin].order, longest);
  }

  const lm::NgramModel& model_;
  const std::span<const text::TokenKey> keys_;
  const text::Sentence sentence_;
  const std::span<const lm::WordScore> scores_;
  const lm::NgramCodes::Column codes_;  // of its first token
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_WRITTEN_SENTENCE_H_
