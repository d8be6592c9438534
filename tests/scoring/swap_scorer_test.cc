// Swaps that are scored together against the sentence rewritten and scored word by word.
#include "detector/scoring/swap_scorer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "detector/text/segmenter.h"
#include "tests/lm/aligned_section.h"
#include "tests/scoring/block_scores.h"
#include "tests/scoring/random_table.h"

namespace calque::scoring {
namespace {

using lm::NgramModel;
using text::TokenKey;

struct Swap {
  std::size_t sentence;
  std::uint32_t begin;
  std::uint32_t end;
  std::vector<TokenKey> original;
};

Swap RandomSwap(const text::SegmentedText& block, std::mt19937_64* random) {
  Swap swap;
  swap.sentence = (*random)() % block.sentences.size();
  const text::Sentence& sentence = block.sentences[swap.sentence];
  const auto below = [&](std::uint32_t bound) {
    return static_cast<std::uint32_t>((*random)() % bound);
  };
  swap.begin = sentence.begin + below(sentence.end - sentence.begin);
  swap.end = swap.begin + 1 + below(sentence.end - swap.begin);
  for (std::uint32_t words = below(4); words > 0; --words) {
    swap.original.push_back(below(6) == 0 ? text::HashToken("zebra")
                                          : RandomWordKey(static_cast<int>(below(kRandomWords))));
  }
  return swap;
}

// The score of `word`, which becomes the last one of the state.
float Next(const NgramModel& model, TokenKey word, NgramModel::State* state) {
  return model.Score(*state, word, state).log10_prob;
}

float GainOf(const NgramModel& model, const WrittenSentence& written, const Swap& swap,
             std::uint32_t begin) {
  NgramModel::State state = model.begin_sentence();
  for (std::uint32_t token = begin; token < swap.begin; ++token) {
    Next(model, written.Key(token), &state);
  }
  float score = 0;
  for (const TokenKey word : swap.original) score += Next(model, word, &state);
  const auto context = static_cast<std::uint32_t>(model.order() - 1);
  const std::uint32_t last = std::min(swap.end + context, written.end() + 1);
  for (std::uint32_t token = swap.end; token < last; ++token) {
    score += Next(model, written.Key(token), &state);
  }
  float as_written = 0;
  for (std::uint32_t token = swap.begin; token < last; ++token) as_written += written.Score(token);
  return score - as_written;
}

TEST(SwapScorerTest, GainsAreExactlyThoseOfTheModel) {
  std::mt19937_64 random(20261122);
  bool spilled = false;
  for (int order = 1; order <= lm::kMaxOrder; ++order) {
    const lm::AlignedSection section(RandomTable(order, &random));
    spilled = spilled || lm::HasSpilledKeys(section.bytes());
    const auto model = NgramModel::Open(section.bytes());
    ASSERT_TRUE(model.ok());
    for (int round = 0; round < 60; ++round) {
      std::string text;
      for (std::size_t sentences = 1 + random() % 4; sentences > 0; --sentences) {
        text += RandomText(1 + random() % 12, &random) + "\n\n";
      }
      const text::SegmentedText block = text::SegmentAll(text);
      const BlockScores scores(*model, block);
      std::vector<Swap> swaps(random() % 30);
      SwapScorer scorer(*model);
      for (Swap& swap : swaps) {
        swap = RandomSwap(block, &random);
        scorer.Add({*model, scores.written(), swap.sentence}, swap.begin, swap.end, swap.original);
      }
      scorer.Score();
      ASSERT_EQ(scorer.size(), swaps.size());
      for (std::size_t i = 0; i < swaps.size(); ++i) {
        const WrittenSentence written(*model, scores.written(), swaps[i].sentence);
        const std::uint32_t begin = block.sentences[swaps[i].sentence].begin;
        ASSERT_EQ(scorer.Gain(i), GainOf(*model, written, swaps[i], begin)) << order << " " << i;
      }
    }
  }
  EXPECT_TRUE(spilled);
}

}  // namespace
}  // namespace calque::scoring
