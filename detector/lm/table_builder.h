// Builds the section of an n-gram table (layout in table_format.h).
//
//   TableBuilder builder(3);
//   builder.SetUnknown(-4.8f);
//   builder.Add(1, key, -2.1f, -0.4f);     // log10 probability and backoff
//   builder.AddWeight(2, other, 0.7f);     // translationese
//   std::string section = builder.Serialize();
//
// Deterministic: the same n-grams give the same bytes, in whatever order they
// were added. Which n-grams are left out for a clash: line_filler.h; how many:
// NgramTable::dropped_count().
//
// A model must be closed, since scoring relies on it: of every n-gram that has a
// probability, the prefix (its context) and the suffix of length n - 1 are in
// the model too. Keys do not show their words, so the builder cannot check
// this; whoever knows the words must. Where it does not hold, the longer n-gram
// is never asked for and the score backs off.
#ifndef CALQUE_DETECTOR_LM_TABLE_BUILDER_H_
#define CALQUE_DETECTOR_LM_TABLE_BUILDER_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "detector/lm/line_filler.h"
#include "detector/lm/table_format.h"
#include "detector/text/token_key.h"

namespace calque::lm {

class TableBuilder {
 public:
  // Requires 1 <= order <= kMaxOrder, here and below.
  explicit TableBuilder(int order);

  // The log10 probability of <unk>; -99 until it is set.
  void SetUnknown(float log10_prob);

  // An n-gram of the model. Values that are not finite become -99 and 0. If an
  // n-gram is added twice, the larger probability wins.
  void Add(int order, text::NgramKey key, float log10_prob, float log10_backoff);

  // The weight of an n-gram, in the model or not. Weights share one linear
  // scale, chosen so that the largest magnitude is 127: clip outliers first. A
  // weight that rounds to zero takes no slot of its own.
  void AddWeight(int order, text::NgramKey key, float weight);

  std::string Serialize() const;

 private:
  struct Ngram {
    text::NgramKey key;
    float log10_prob;
    float log10_backoff;
  };
  struct Weight {
    text::NgramKey key;
    float weight;
    std::uint8_t order;
  };

  float WeightScale() const;
  void AppendNgrams(int order, TableHeader* header, std::vector<TableCell>* cells) const;
  void AppendWeights(float scale, std::vector<TableCell>* cells) const;

  int order_;
  float unknown_ = -99.0f;
  std::array<std::vector<Ngram>, kMaxOrder> ngrams_;
  std::vector<Weight> weights_;
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_TABLE_BUILDER_H_
