// A sentence as written, for who asks the model what it would be if words were swapped:
// its own scores are known, and the states of the model between its words follow from
// them.
#ifndef CALQUE_DETECTOR_SCORING_WRITTEN_SENTENCE_H_
#define CALQUE_DETECTOR_SCORING_WRITTEN_SENTENCE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "detector/lm/ngram_model.h"
#include "detector/text/segmented_text.h"
#include "detector/text/token_key.h"

namespace calque::scoring {

// All must outlive it. Tokens are those of the block.
class WrittenSentence {
 public:
  // `scores` are those of the sentence's tokens, then of its end.
  WrittenSentence(const lm::NgramModel& model, const text::SegmentedText& block,
                  const text::Sentence& sentence, std::span<const lm::WordScore> scores)
      : model_(model), block_(block), sentence_(sentence), scores_(scores) {}

  // Behind its last token.
  std::uint32_t end() const { return sentence_.end; }

  // The key of a token; behind the last is the end of the sentence.
  text::TokenKey Key(std::uint32_t token) const {
    return token == sentence_.end ? text::SentenceEndKey() : block_.keys[token];
  }

  // Of a token, or the end of the sentence, in its context.
  float Score(std::uint32_t token) const { return scores_[token - sentence_.begin].log10_prob; }

  // How many words the longest n-gram of the model has that ends with it.
  std::size_t Order(std::uint32_t token) const { return scores_[token - sentence_.begin].order; }

  // What the model knows before a token: the words are the text's, only their backoffs
  // are asked for.
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
    return std::min(Order(token), longest);
  }

  const lm::NgramModel& model_;
  const text::SegmentedText& block_;
  const text::Sentence& sentence_;
  std::span<const lm::WordScore> scores_;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_WRITTEN_SENTENCE_H_
