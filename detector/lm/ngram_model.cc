// Backoff scoring. With m the length of the longest n-gram of the model that
// ends in the word, and L the number of contexts known before it:
//
//   log10 P = probability(m-gram) + sum of backoff(k newest words), k = m..L
//
// The model is closed, so m is found by probing lengths 1, 2, ... until one is
// absent, and an n-gram can only be there if its context is one of the L. This
// is the path for one word; block_scorer.h asks the same questions for many.
#include "detector/lm/ngram_model.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "detector/lm/block_scorer.h"

namespace calque::lm {
namespace {

// By the length of the longest match, at the most. A backoff may be above zero, by rounding.
std::array<float, kMaxOrder + 1> MostProbable(const NgramTable& table) {
  const auto largest = [](std::span<const float> values) {
    return *std::max_element(values.begin(), values.end());
  };
  std::array<float, kMaxOrder + 1> most{};
  float backoffs = 0;  // of all contexts that are no shorter than the match
  for (int n = table.order(); n >= 1; --n) {
    if (n < table.order()) backoffs += std::max(0.0f, largest(table.backoffs(n)));
    most[static_cast<std::size_t>(n)] =
        largest(std::span(table.probabilities(n)).subspan(1)) + backoffs;
  }
  most[0] = table.unknown() + backoffs;
  std::partial_sum(most.begin(), most.end(), most.begin(),
                   [](float a, float b) { return std::max(a, b); });
  return most;
}

}  // namespace

Result<NgramModel> NgramModel::Open(std::span<const std::byte> section) {
  Result<NgramTable> table = NgramTable::Open(section);
  if (!table.ok()) return table.error();
  NgramModel model;
  model.table_ = *table;
  model.most_probable_ = MostProbable(*table);
  State empty;
  model.Score(empty, text::SentenceBeginKey(), &model.begin_sentence_);
  return model;
}

WordScore NgramModel::Score(const State& in, text::TokenKey word, State* out) const {
  float prob = table_.unknown();
  int weight = 0;
  std::size_t matched = 0;
  std::array<float, kMaxOrder> backoff_sum;  // of the matches
  float sum = 0;
  text::NgramKey key = word;
  // The first two are nearly always asked for: both lines are sent for at once.
  NgramPlace place = table_.region(1).Locate(word);
  table_.region(1).Prefetch(place);
  NgramPlace next_place = 0;
  if (in.length > 0) {
    key += in.words[0] * text::kNgramPowers[1];
    next_place = table_.region(2).Locate(key);
    table_.region(2).Prefetch(next_place);
  }
  for (int n = 1;; ++n) {
    const NgramSlot slot = table_.region(n).Find(place);
    if (!slot.has_probability()) break;
    matched = static_cast<std::size_t>(n);
    prob = table_.Probability(n, slot);
    weight += slot.weight;
    sum += table_.Backoff(n, slot);
    backoff_sum[matched - 1] = sum;
    if (matched > in.length) break;
    if (n > 1) {
      key += in.words[matched - 1] * text::kNgramPowers[matched];
      next_place = table_.region(n + 1).Locate(key);
    }
    place = next_place;
  }
  // Backoffs of contexts shorter than the match are not owed.
  const float paid = matched > 1 ? in.backoff_sum[matched - 2] : 0.0f;
  const float owed = in.length > 0 ? in.backoff_sum[in.length - 1u] : 0.0f;
  // The block path computes it in this order, too: they agree to the last bit.
  const WordScore score{prob + (owed - paid), static_cast<std::uint8_t>(matched), matched == 0,
                        static_cast<std::int16_t>(weight)};
  const std::size_t length = std::min(matched, static_cast<std::size_t>(table_.order()) - 1);
  for (std::size_t i = length; i-- > 0;) {  // from behind, as `out` may be `in`
    out->words[i] = i == 0 ? word : in.words[i - 1];
    out->backoff_sum[i] = backoff_sum[i];
  }
  out->length = static_cast<std::uint8_t>(length);
  return score;
}

void NgramModel::ScoreSentence(std::span<const text::TokenKey> keys,
                               std::span<WordScore> out) const {
  BlockScorer scorer(table_, out.data(), nullptr, nullptr);
  scorer.AddSentence(keys);
  scorer.Finish();
}

void NgramModel::ScoreBlock(const text::SegmentedText& block, std::span<WordScore> out,
                            std::span<float> alone, NgramCodes* codes) const {
  if (codes != nullptr) codes->Resize(static_cast<std::size_t>(order()), block);
  BlockScorer scorer(table_, out.data(), alone.empty() ? nullptr : alone.data(), codes);
  for (const text::Sentence& sentence : block.sentences) scorer.AddSentence(block.Keys(sentence));
  scorer.Finish();
}

}  // namespace calque::lm
