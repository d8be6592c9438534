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

#include "calque/result.h"
#include "detector/lm/ngram_table.h"
#include "detector/text/segmented_text.h"
#include "detector/text/token_key.h"

namespace calque::lm {

struct WordScore {
  float log10_prob;
  std::uint8_t order;  // length of the longest n-gram that matched; 0: unknown word
  bool oov;
};

class NgramModel {
 public:
  // What is needed to score the next word: the last words, newest first, and
  // the backoff of the contexts they form (backoff[k] for the k+1 newest).
  // `length` counts the contexts that the model knows.
  struct State {
    std::array<text::TokenKey, kMaxOrder - 1> words{};
    std::array<float, kMaxOrder - 1> backoff{};
    std::uint8_t length = 0;
  };

  // Validates the section once; later look-ups trust it. The bytes must
  // outlive the model.
  static Result<NgramModel> Open(std::span<const std::byte> section);

  int order() const { return table_.order(); }
  const NgramTable& table() const { return table_; }

  // The state after <s>.
  const State& begin_sentence() const { return begin_sentence_; }

  // Scalar reference path: the score of `word` after `in`; `out` becomes the
  // state after it (may be the same object as `in`).
  WordScore Score(const State& in, text::TokenKey word, State* out) const;

  // Scores a sentence from <s> to </s>: out.size() must be keys.size() + 1, the
  // last one is </s>.
  void ScoreSentence(std::span<const text::TokenKey> keys,
                     std::span<WordScore> out) const;

 private:
  NgramTable table_;
  State begin_sentence_;
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_NGRAM_MODEL_H_
