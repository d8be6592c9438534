// Backoff scoring. With m the length of the longest n-gram of the model that
// ends in the word, and L the number of contexts known before it:
//
//   log10 P = probability(m-gram) + sum of backoff(k newest words), k = m..L
//
// The model is closed, so m is found by probing lengths 1, 2, ... until one is
// absent, and an n-gram can only be there if its context is one of the L. This
// is the path for one word; block_scorer.h asks the same questions for many.
#include "detector/lm/ngram_model.h"

#include <array>

#include "detector/lm/block_scorer.h"

namespace calque::lm {

Result<NgramModel> NgramModel::Open(std::span<const std::byte> section) {
  Result<NgramTable> table = NgramTable::Open(section);
  if (!table.ok()) return table.error();
  NgramModel model;
  model.table_ = *table;
  State empty;
  model.Score(empty, text::SentenceBeginKey(), &model.begin_sentence_);
  return model;
}

WordScore NgramModel::Score(const State& in, text::TokenKey word, State* out) const {
  State next;
  float prob = table_.unknown();
  float paid = 0;  // the backoffs of contexts shorter than the match: not owed
  float sum = 0;
  int weight = 0;
  std::size_t matched = 0;
  // All lines are sent for before the first is looked at: most are far away.
  std::array<NgramPlace, kMaxOrder> places;
  text::NgramKey key = word;
  for (std::size_t n = 1; n <= std::size_t{in.length} + 1; ++n) {
    if (n > 1) key += in.words[n - 2] * text::kNgramPowers[n - 1];
    const NgramRegion& region = table_.region(static_cast<int>(n));
    places[n - 1] = region.Locate(key);
    region.Prefetch(places[n - 1]);
  }
  const auto longest = static_cast<std::size_t>(table_.order()) - 1;
  for (std::size_t n = 1; n <= std::size_t{in.length} + 1; ++n) {
    const NgramSlot slot = table_.region(static_cast<int>(n)).Find(places[n - 1]);
    if (!slot.has_probability()) break;
    matched = n;
    prob = table_.Probability(static_cast<int>(n), slot);
    weight += slot.weight;
    if (n > 1) paid = in.backoff_sum[n - 2];
    if (n > longest) break;
    sum += table_.Backoff(static_cast<int>(n), slot);
    next.words[n - 1] = n == 1 ? word : in.words[n - 2];
    next.backoff_sum[n - 1] = sum;
    next.length = static_cast<std::uint8_t>(n);
  }
  const float owed = in.length > 0 ? in.backoff_sum[in.length - 1u] : 0.0f;
  *out = next;
  // The block path computes it in this order, too: they agree to the last bit.
  return {prob + (owed - paid), static_cast<std::uint8_t>(matched), matched == 0,
          static_cast<std::int16_t>(weight)};
}

void NgramModel::ScoreSentence(std::span<const text::TokenKey> keys,
                               std::span<WordScore> out) const {
  BlockScorer scorer(table_, out.data(), nullptr);
  scorer.AddSentence(keys);
  scorer.Finish();
}

void NgramModel::ScoreBlock(const text::SegmentedText& block, std::span<WordScore> out,
                            std::span<float> alone) const {
  BlockScorer scorer(table_, out.data(), alone.empty() ? nullptr : alone.data());
  for (const text::Sentence& sentence : block.sentences) scorer.AddSentence(block.Keys(sentence));
  scorer.Finish();
}

}  // namespace calque::lm
