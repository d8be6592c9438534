// A backoff n-gram language model over token keys: log10 probabilities, the
// order that matched, out-of-vocabulary.
//
// The model reads one section of a mapped pack (see ngram_table.h for the byte
// layout) and keeps no text. Immutable, thread-safe. Scores follow the ARPA
// convention: log10, <s> is context only, </s> is predicted, unknown words get
// the probability of <unk>.
#ifndef CALQUE_DETECTOR_LM_NGRAM_MODEL_H_
#define CALQUE_DETECTOR_LM_NGRAM_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "calque/result.h"
#include "detector/lm/ngram_codes.h"
#include "detector/lm/ngram_table.h"
#include "detector/lm/word_score.h"
#include "detector/text/segmented_text.h"
#include "detector/text/token_key.h"

namespace calque::lm {

class NgramModel {
 public:
  // What is needed to score the next word: the last words, newest first, and
  // the backoffs of the contexts they form: backoff_sum[k] is that of the newest
  // word, of the two newest, ..., of the k+1 newest together. `length` counts the
  // contexts that the model knows.
  struct State {
    std::array<text::TokenKey, kMaxOrder - 1> words{};
    std::array<float, kMaxOrder - 1> backoff_sum{};
    std::uint8_t length = 0;
  };

  // Validates the section once; later look-ups trust it. The bytes must
  // outlive the model.
  static Result<NgramModel> Open(std::span<const std::byte> section);

  int order() const { return table_.order(); }
  const NgramTable& table() const { return table_; }

  // No word whose longest match is of at most so many words, 0 to kMaxOrder, has a higher
  // log10 probability in any context, rounding aside.
  float most_probable(std::size_t matched) const { return most_probable_[matched]; }

  // The state after <s>.
  const State& begin_sentence() const { return begin_sentence_; }

  // Scalar reference path: the score of `word` after `in`; `out` becomes the
  // state after it (may be the same object as `in`).
  WordScore Score(const State& in, text::TokenKey word, State* out) const;

  // Scores a sentence from <s> to </s>: out.size() must be keys.size() + 1, the
  // last one is </s>.
  void ScoreSentence(std::span<const text::TokenKey> keys, std::span<WordScore> out) const;

  // Scores all sentences of a block, each from <s> to </s>, several times faster
  // a word than one by one (see block_scorer.h). out.size() must be
  // block.keys.size() + block.sentences.size(): every sentence has its tokens and
  // then its </s>, so sentence s begins at sentences[s].begin + s; see ScoresOf.
  // Allocates nothing. Gives exactly what Score gives. `alone`, if not empty, is of the
  // same size and receives the log10 probability of each without its context. `codes`, if not
  // null, is replaced by those of the block, and keeps its memory.
  void ScoreBlock(const text::SegmentedText& block, std::span<WordScore> out,
                  std::span<float> alone = {}, NgramCodes* codes = nullptr) const;

  // The scores of sentence s in what ScoreBlock wrote; the last one is </s>.
  template <typename Score>
  static std::span<const Score> ScoresOf(const text::SegmentedText& block, std::size_t s,
                                         const std::vector<Score>& scores) {
    return ScoresOf(block, s, std::span(scores));
  }
  template <typename Score>
  static std::span<const Score> ScoresOf(const text::SegmentedText& block, std::size_t s,
                                         std::span<const Score> scores) {
    const text::Sentence& sentence = block.sentences[s];
    return scores.subspan(sentence.begin + s, sentence.end - sentence.begin + 1);
  }

 private:
  NgramTable table_;
  State begin_sentence_;
  std::array<float, kMaxOrder + 1> most_probable_{};
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_NGRAM_MODEL_H_
