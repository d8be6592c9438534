// States that are looked up against states that were reached word by word.
#include "detector/scoring/written_sentence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "detector/lm/table_builder.h"
#include "detector/text/segmenter.h"
#include "tests/lm/aligned_section.h"

namespace calque::scoring {
namespace {

using lm::NgramModel;
using State = NgramModel::State;

constexpr int kWords = 5;

text::TokenKey KeyOf(int word) {
  return word == kWords ? text::SentenceBeginKey() : text::HashToken({"abcde" + word, 1});
}

// Every n-gram of the words is there, or is not, by chance; closed, as models are.
std::string RandomTable(int order, std::mt19937_64* random) {
  lm::TableBuilder builder(order);
  builder.SetUnknown(-4);
  std::vector<std::vector<int>> shorter = {{}};
  for (int n = 1; n <= order; ++n) {
    std::vector<std::vector<int>> longer;
    for (const std::vector<int>& context : shorter) {
      for (int word = 0; word <= kWords; ++word) {
        std::vector<int> words = context;
        words.push_back(word);
        const std::vector<int> suffix(words.begin() + 1, words.end());
        const bool closed = std::find(shorter.begin(), shorter.end(), suffix) != shorter.end();
        if (!closed || (n > 1 && (word == kWords || (*random)() % 3 == 0))) continue;
        text::NgramKey key = 0;
        for (const int w : words) key = text::Extend(key, KeyOf(w));
        builder.Add(n, key, -static_cast<float>(1 + (*random)() % 90) / 30,
                    -static_cast<float>((*random)() % 60) / 60);
        longer.push_back(words);
      }
    }
    shorter = longer;
  }
  return builder.Serialize();
}

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
      std::string text;
      for (std::size_t i = 1 + random() % 12; i > 0; --i) {
        text += random() % 9 == 0 ? "zebra " : std::string(1, "abcde"[random() % kWords]) + " ";
      }
      const text::SegmentedText block = text::SegmentAll(text);
      const text::Sentence& sentence = block.sentences[0];
      std::vector<lm::WordScore> scores(block.keys.size() + 1);
      model->ScoreSentence(block.Keys(sentence), scores);
      const WrittenSentence written(*model, block, sentence, scores);
      State state = model->begin_sentence();
      for (std::uint32_t token = sentence.begin; token < sentence.end; ++token) {
        ExpectSame(written.StateBefore(token), state);
        CheckSwap(*model, written, token, sentence.end, KeyOf(static_cast<int>(random() % 5)));
        model->Score(state, block.keys[token], &state);
      }
    }
  }
}

}  // namespace
}  // namespace calque::scoring
