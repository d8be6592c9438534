// The mean over the tokens that count, and its place among the quantiles.
#include "detector/scoring/fluency.h"

#include <algorithm>

namespace calque::scoring {
namespace {

bool Counts(const text::Token& token, const lm::WordScore& score) {
  if (token.kind == text::TokenKind::kNumber || token.kind == text::TokenKind::kUrl) return false;
  return !score.oov || (token.flags & text::kCapitalised) == 0;
}

}  // namespace

SentenceScore ScoreOf(const text::SegmentedText& block, const text::Sentence& sentence,
                      std::span<const lm::WordScore> scores) {
  double sum = 0;
  SentenceScore result;
  const std::size_t length = sentence.end - sentence.begin;
  for (std::size_t i = 0; i < length; ++i) {
    if (!Counts(block.tokens[sentence.begin + i], scores[i])) continue;
    sum += scores[i].log10_prob;
    ++result.tokens;
  }
  if (result.tokens > 0) result.mean_log10 = sum / static_cast<double>(result.tokens);
  return result;
}

std::size_t FluencyBin(std::size_t tokens) {
  std::size_t bin = 0;
  while (tokens > kFluencyBinLimits[bin]) ++bin;
  return bin;
}

double Fluency(const Calibration& calibration, const SentenceScore& score) {
  if (score.tokens == 0) return 0.5;
  const auto& quantiles = calibration.fluency[FluencyBin(score.tokens)];
  const auto above = std::upper_bound(quantiles.begin(), quantiles.end(), score.mean_log10);
  if (above == quantiles.begin()) return 0;
  if (above == quantiles.end()) return 1;
  const double low = *(above - 1);
  const double share = *above > low ? (score.mean_log10 - low) / (*above - low) : 0;
  const auto below = static_cast<double>(above - 1 - quantiles.begin());
  return (below + share) / static_cast<double>(kFluencyQuantiles - 1);
}

}  // namespace calque::scoring
