// One pass over the tokens, and a place among the quantiles.
#include "detector/scoring/fluency.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "detector/scoring/make_up.h"
#include "detector/text/headline.h"
#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

// What counts of a sentence.
struct Counted {
  double sum = 0;  // of the scores
  std::size_t tokens = 0;
  double rarity = 0;  // the sum of what the words score alone
  std::int32_t weight = 0;
  bool names = false;  // something was left out for its capital
  // By counted token; only so many as there are are filled.
  std::array<double, text::kMaxSentenceTokens> scores;
  std::array<std::uint32_t, text::kMaxSentenceTokens> places;
};

// Whether its spelling was somebody's choice: it is no number and no address.
bool IsSpelling(text::TokenKind kind) {
  constexpr unsigned kOthers = 1u << static_cast<unsigned>(text::TokenKind::kNumber) |
                               1u << static_cast<unsigned>(text::TokenKind::kUrl);
  return (kOthers >> static_cast<unsigned>(kind) & 1) == 0;
}

// Goes through the tokens of a sentence, which has no more than kMaxSentenceTokens.
text::WordCounts Count(const text::SegmentedText& block, const text::Sentence& sentence,
                       std::span<const lm::WordScore> scores, std::span<const float> alone,
                       bool in_capitals, Counted* counted, std::vector<std::uint32_t>* unknown) {
  text::WordCounter words;
  std::size_t tokens = 0;
  double sum = 0;
  double rarity = 0;
  std::int32_t weight = scores.back().weight;
  unknown->clear();
  const std::uint32_t begin = sentence.begin;
  const std::uint32_t length = sentence.end - begin;
  const text::Token* token = &block.tokens[begin];
  for (std::uint32_t i = 0; i < length; ++i, ++token) {
    const text::TokenClassMask classes = block.classes[begin + i];
    words.Add(classes);
    weight += scores[i].weight;
    if (scores[i].oov) {
      if ((classes & text::kAnyWord) != 0) unknown->push_back(begin + i);
      if (!in_capitals && (token->flags & text::kCapitalised) != 0) {
        counted->names = true;
        continue;
      }
    }
    if (!IsSpelling(token->kind)) continue;
    const double by_itself{alone[i]};
    const double told = std::min(double{scores[i].log10_prob} - by_itself, kScoreCap);
    sum += told;
    rarity += by_itself;
    counted->scores[tokens] = told;
    counted->places[tokens] = begin + i;
    ++tokens;
  }
  counted->tokens = tokens;
  counted->sum = sum;
  counted->rarity = rarity;
  counted->weight = weight;
  return words.Counts(block.classes[begin]);
}

// The first of the runs of kWeakestRun counted tokens with the lowest sum.
void FindWeakest(const Counted& counted, SentenceScore* result) {
  const std::size_t run = std::min(kWeakestRun, counted.tokens);
  double sum = 0;
  for (std::size_t i = 0; i < run; ++i) sum += counted.scores[i];
  double lowest = sum;
  std::size_t end = run;
  for (std::size_t i = run; i < counted.tokens; ++i) {
    sum -= counted.scores[i - run];
    sum += counted.scores[i];
    end = sum < lowest ? i + 1 : end;
    lowest = std::min(lowest, sum);
  }
  result->weakest_begin = counted.places[end - run];
  result->weakest_end = counted.places[end - 1] + 1;
}

}  // namespace

SentenceScore ScoreOf(const text::SegmentedText& block, const text::Sentence& sentence,
                      std::span<const lm::WordScore> scores, std::span<const float> alone,
                      std::vector<std::uint32_t>* unknown) {
  Counted counted;
  text::WordCounts words = Count(block, sentence, scores, alone, false, &counted, unknown);
  // Where all is in capitals, a capital makes no name.
  if (counted.names && text::InCapitals(words)) {
    words = Count(block, sentence, scores, alone, true, &counted, unknown);
  }
  SentenceScore result;
  result.tokens = counted.tokens;
  result.words = words.words + words.numbers;
  result.weight = counted.weight;
  if (result.tokens == 0) return result;
  const auto tokens = static_cast<double>(result.tokens);
  result.mean_score = counted.sum / tokens;
  result.make_up = MakeUpOf(block, sentence, *unknown, words);
  result.make_up[0] = counted.rarity / tokens;
  result.make_up[1] = 1 / tokens;
  FindWeakest(counted, &result);
  return result;
}

std::size_t FluencyBin(std::size_t tokens) {
  std::size_t bin = 0;
  for (const std::size_t limit : kFluencyBinLimits) bin += tokens > limit ? 1 : 0;
  return bin;
}

double Unusual(const Calibration& calibration, const SentenceScore& score) {
  return score.mean_score - calibration.usual.Of(score.make_up);
}

double Fluency(const Calibration& calibration, const SentenceScore& score) {
  if (score.tokens == 0) return 0.5;
  const double unusual = Unusual(calibration, score);
  const auto& quantiles = calibration.fluency[FluencyBin(score.tokens)];
  // Counted, not searched: which half is next in a search cannot be predicted.
  std::ptrdiff_t not_above = 0;
  for (const double quantile : quantiles) not_above += quantile <= unusual ? 1 : 0;
  const auto above = quantiles.begin() + not_above;
  if (above == quantiles.begin()) return 0;
  if (above == quantiles.end()) return 1;
  const double low = *(above - 1);
  const double share = *above > low ? (unusual - low) / (*above - low) : 0;
  const auto below = static_cast<double>(above - 1 - quantiles.begin());
  return (below + share) / static_cast<double>(kFluencyQuantiles - 1);
}

}  // namespace calque::scoring
