// States that are looked up against states that were reached word by word.
#include "detector/scoring/written_sentence.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>

#include "detector/text/segmenter.h"
#include "tests/lm/aligned_section.h"
#include "tests/scoring/block_scores.h"
#include "tests/scoring/random_table.h"

namespace calque::scoring {
namespace {

using lm::NgramModel;
using State = NgramModel::State;

void ExpectSame(const State& looked_up, const State& reached) {
  ASSERT_EQ(looked_up.length, reached.length);
  for (std::size_t i = 0; i < reached.length; ++i) {
    EXPECT_EQ(looked_up.words[i], reached.words[i]) << i;
    EXPECT_EQ(looked_up.backoff_sum[i], reached.backoff_sum[i]) << i;
  }
}

// A swap of `at` by `word`; from where the reading rejoins, all scores must be the text's.
void CheckSwap(const NgramModel& model, const WrittenSentence& written, std::uint32_t at,
               std::uint32_t end, text::TokenKey word) {
  State state = written.StateBefore(at);
  model.Score(state, word, &state);
  bool rejoined = false;
  for (std::uint32_t token = at + 1; token <= end; ++token) {
    const float score = model.Score(state, written.Key(token), &state).log10_prob;
    if (rejoined) {
      ASSERT_EQ(score, written.Score(token));
    }
    rejoined = rejoined || written.Rejoins(state, token, at + 1);
    if (rejoined && token < end) ExpectSame(written.StateBefore(token + 1), state);
  }
}

TEST(WrittenSentenceTest, StatesAndRejoiningOfRandomSentences) {
  std::mt19937_64 random(20261121);
  for (int order = 1; order <= 5; ++order) {
    const lm::AlignedSection section(RandomTable(order, &random));
    const auto model = NgramModel::Open(section.bytes());
    ASSERT_TRUE(model.ok());
    for (int round = 0; round < 60; ++round) {
      const std::string text = RandomText(1 + random() % 12, &random);
      const text::SegmentedText block = text::SegmentAll(text);
      const text::Sentence& sentence = block.sentences[0];
      const BlockScores scored(*model, block);
      const WrittenSentence written(*model, scored.written(), 0);
      State state = model->begin_sentence();
      for (std::uint32_t token = sentence.begin; token < sentence.end; ++token) {
        ExpectSame(written.StateBefore(token), state);
        CheckSwap(*model, written, token, sentence.end,
                  RandomWordKey(static_cast<int>(random() % kRandomWords)));
        model->Score(state, block.keys[token], &state);
      }
    }
  }
}

}  // namespace
}  // namespace calque::scoring
