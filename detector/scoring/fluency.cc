// One pass over the tokens, and a place among the quantiles.
#include "detector/scoring/fluency.h"

#include <algorithm>
#include <array>
#include <bit>

#include "detector/scoring/make_up.h"
#include "detector/text/headline.h"

namespace calque::scoring {
namespace {

bool Counts(const text::Token& token, const lm::WordScore& score, bool in_capitals) {
  if (token.kind == text::TokenKind::kNumber || token.kind == text::TokenKind::kUrl) return false;
  return !score.oov || in_capitals || (token.flags & text::kCapitalised) == 0;
}

// The mean of the last kWeakestRun tokens, and the lowest that it has been.
class WeakestRun {
 public:
  void Add(std::uint32_t token, double score) {
    const std::size_t first = count_ < kWeakestRun ? 0 : count_ - kWeakestRun + 1;
    if (first > 0) sum_ -= scores_[(first - 1) % kKept];
    scores_[count_ % kKept] = score;
    tokens_[count_ % kKept] = token;
    ++count_;
    sum_ += score;
    // A run that is not full yet counts only as the beginning of a full one.
    if (first > 0 && !(sum_ < lowest_)) return;
    lowest_ = sum_;
    begin_ = tokens_[first % kKept];
    end_ = token + 1;
  }

  std::size_t count() const { return count_; }
  std::uint32_t begin() const { return begin_; }
  std::uint32_t end() const { return end_; }

 private:
  // A power of two, so that the place of a token is cheap to find.
  static constexpr std::size_t kKept = std::bit_ceil(kWeakestRun + 1);
  std::array<double, kKept> scores_;
  std::array<std::uint32_t, kKept> tokens_;
  std::size_t count_ = 0;
  double sum_ = 0;
  double lowest_ = 0;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
};

}  // namespace

SentenceScore ScoreOf(const text::SegmentedText& block, const text::Sentence& sentence,
                      std::span<const lm::WordScore> scores, std::span<const float> alone) {
  const text::WordCounts words = text::CountWords(block, sentence);
  const bool in_capitals = text::InCapitals(words);
  SentenceScore result;
  WeakestRun weakest;
  double sum = 0;
  double rarity = 0;
  const text::Token* const first = &block.tokens[sentence.begin];
  for (std::uint32_t i = 0; i < sentence.end - sentence.begin; ++i) {
    if (!Counts(first[i], scores[i], in_capitals)) continue;
    const double told = double{scores[i].log10_prob} - double{alone[i]};
    const double score = std::min(told, kScoreCap);
    sum += score;
    rarity += alone[i];
    weakest.Add(sentence.begin + i, score);
  }
  result.tokens = weakest.count();
  if (result.tokens == 0) return result;
  const auto tokens = static_cast<double>(result.tokens);
  result.mean_score = sum / tokens;
  result.make_up = MakeUpOf(block, sentence, scores, words);
  result.make_up[0] = rarity / tokens;
  result.make_up[1] = 1 / tokens;
  result.weakest_begin = weakest.begin();
  result.weakest_end = weakest.end();
  return result;
}

std::size_t FluencyBin(std::size_t tokens) {
  std::size_t bin = 0;
  while (tokens > kFluencyBinLimits[bin]) ++bin;
  return bin;
}

double Unusual(const Calibration& calibration, const SentenceScore& score) {
  return score.mean_score - calibration.usual.Of(score.make_up);
}

double Fluency(const Calibration& calibration, const SentenceScore& score) {
  if (score.tokens == 0) return 0.5;
  const double unusual = Unusual(calibration, score);
  const auto& quantiles = calibration.fluency[FluencyBin(score.tokens)];
  const auto above = std::upper_bound(quantiles.begin(), quantiles.end(), unusual);
  if (above == quantiles.begin()) return 0;
  if (above == quantiles.end()) return 1;
  const double low = *(above - 1);
  const double share = *above > low ? (unusual - low) / (*above - low) : 0;
  const auto below = static_cast<double>(above - 1 - quantiles.begin());
  return (below + share) / static_cast<double>(kFluencyQuantiles - 1);
}

}  // namespace calque::scoring
