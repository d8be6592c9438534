// Sentences to the counted n-grams of the highest order, sorted by suffix.
//
// A sentence w1 ... wm is padded with order - 1 <s> and one </s>; each word and
// </s> ends one n-gram. Suffix order compares the last words first, then the
// last but one, and so on, by id: it brings together all the words that stand
// before the same shorter n-gram, which is what Kneser-Ney smoothing counts.
//
// "<s>", "</s>" and "<unk>" in the text are skipped as if they were white space,
// like lmplz --skip_symbols. A sentence without words counts as "<s> </s>".
#ifndef CALQUE_DETECTOR_TRAINING_NGRAM_COUNTER_H_
#define CALQUE_DETECTOR_TRAINING_NGRAM_COUNTER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "calque/result.h"
#include "detector/training/vocabulary.h"

namespace calque::training {

inline constexpr int kMaxModelOrder = 6;
// A count has 31 bits in the files that training writes for itself.
inline constexpr std::uint64_t kMaxEvents = (std::uint64_t{1} << 31) - 1;

class SentenceSource {
 public:
  virtual ~SentenceSource() = default;
  // The folded tokens of the next sentence, valid until the next call; false
  // when there are no more.
  virtual bool Next(std::vector<std::string_view>* tokens) = 0;
};

// The last word first, only the first `order` places are used.
using ReversedNgram = std::array<WordId, kMaxModelOrder>;

struct CountedNgram {
  ReversedNgram words{};
  std::uint32_t count = 0;
};

class NgramCounter {
 public:
  // Requires 1 <= order <= kMaxModelOrder.
  static std::unique_ptr<NgramCounter> Create(int order, const std::string& folder,
                                              std::size_t memory_limit);
  virtual ~NgramCounter() = default;

  // Counts a sentence, given as ids of words (no <s>, </s>).
  virtual Status Add(const std::vector<WordId>& sentence) = 0;
  // After the last Add, before the first Next.
  virtual Status Finish() = 0;
  // The next n-gram in suffix order; false at the end and on an error.
  virtual bool Next(CountedNgram* ngram) = 0;
  virtual const Status& status() const = 0;
  // Words and sentence ends so far: what all counts add up to.
  virtual std::uint64_t events() const = 0;
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_NGRAM_COUNTER_H_
