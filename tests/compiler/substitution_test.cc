// Finds in random sentences against an oracle that looks at one word after the other and
// scores the whole sentence for each original.
#include "detector/scoring/substitution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detector/compiler/thesaurus_source.h"
#include "detector/lm/ngram_model.h"
#include "detector/lm/table_builder.h"
#include "detector/text/segmenter.h"
#include "tests/lm/aligned_section.h"
#include "tests/scoring/block_scores.h"

namespace calque::scoring {
namespace {

using lm::NgramModel;
using text::TokenKey;

constexpr float kTolerance = 1e-4f;
constexpr std::string_view kWords[] = {"amber", "birch", "cedar", "daisy", "ember", "fern"};

class RandomWorld {
 public:
  explicit RandomWorld(unsigned seed) : random_(seed) {}

  std::size_t Below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

  // Closed, of order 3: many pairs are missing, and many triples of known pairs.
  std::string Table() {
    std::vector<TokenKey> keys = {text::SentenceBeginKey(), text::SentenceEndKey()};
    for (const std::string_view word : kWords) keys.push_back(text::HashToken(word));
    const std::size_t count = keys.size();
    std::vector<bool> pairs(count * count);
    lm::TableBuilder builder(3);
    builder.SetUnknown(-6);
    for (const TokenKey key : keys) builder.Add(1, key, Number(-4.5f, -2), Number(-1, 0));
    const auto inner = [](std::size_t i) { return i > 1; };
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 1; b < count; ++b) {
        if (a == 1 || !(inner(a) || inner(b)) || Below(2) == 0) continue;
        pairs[a * count + b] = true;
        builder.Add(2, text::Extend(keys[a], keys[b]), Number(-2, -0.3f), Number(-1, 0));
      }
    }
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 2; b < count; ++b) {
        for (std::size_t c = 1; c < count; ++c) {
          if (!pairs[a * count + b] || !pairs[b * count + c] || Below(2) == 0) continue;
          builder.Add(3, text::Extend(text::Extend(keys[a], keys[b]), keys[c]), Number(-1, -0.1f),
                      0);
        }
      }
    }
    return builder.Serialize();
  }

  std::string Thesaurus() {
    compiler::ThesaurusSource source;
    for (std::size_t i = 0; i < 9; ++i) {
      const std::size_t word = Below(4);  // the others have no originals
      source.pairs[std::string(kWords[word])][std::string(kWords[Below(6)])] =
          static_cast<std::int8_t>(Below(50));
    }
    return source.Compile();
  }

  // Long enough for more than one step of 64 words, now and then.
  std::string Text() {
    std::string text;
    for (std::size_t i = 1 + Below(Below(4) == 0 ? 200 : 20); i > 0; --i) {
      std::string word = Below(9) == 0 ? "zebra" : std::string(kWords[Below(6)]);
      if (Below(9) == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
      text += word + (Below(12) == 0 ? ". " : " ");
    }
    return text;
  }

 private:
  float Number(float low, float high) {
    return std::uniform_real_distribution<float>(low, high)(random_);
  }

  std::mt19937_64 random_;
};

struct World {
  const NgramModel& model;
  const Thesaurus& thesaurus;
  const text::SegmentedText& block;
};

double SentenceScore(const NgramModel& model, std::span<const TokenKey> words) {
  std::vector<lm::WordScore> scores(words.size() + 1);
  model.ScoreSentence(words, scores);
  double sum = 0;
  for (const lm::WordScore& score : scores) sum += score.log10_prob;
  return sum;
}

// What an original gains in the whole sentence if the pairs with its neighbours let it hope.
std::optional<double> GainOf(const World& world, const text::Sentence& sentence,
                             std::span<const lm::WordScore> scores, std::size_t at,
                             TokenKey original) {
  std::vector<TokenKey> words(world.block.keys.begin() + sentence.begin,
                              world.block.keys.begin() + sentence.end);
  const double written = SentenceScore(world.model, words);
  const TokenKey previous = at == 0 ? text::SentenceBeginKey() : words[at - 1];
  const TokenKey next = at + 1 == words.size() ? text::SentenceEndKey() : words[at + 1];
  const lm::NgramTable& table = world.model.table();
  double promised = 0;
  const auto ask = [&](text::NgramKey pair, const lm::WordScore& score) {
    const lm::NgramSlot slot = table.Find(2, pair);
    if (score.order > 1 || !slot.has_probability()) return;
    promised += static_cast<double>(table.Probability(2, slot) - score.log10_prob);
  };
  ask(text::Extend(previous, original), scores[at]);
  ask(text::Extend(original, next), scores[at + 1]);
  words[at] = original;
  if (promised < 1) return std::nullopt;
  return SentenceScore(world.model, words) - written;
}

// The gain of the best original of a word, 0 if it has none or its place is not odd.
double BestGain(const World& world, std::size_t s, std::span<const lm::WordScore> scores,
                std::size_t at) {
  const text::Sentence& sentence = world.block.sentences[s];
  const std::size_t token = sentence.begin + at;
  if (world.block.tokens[token].kind != text::TokenKind::kWord ||
      (world.block.tokens[token].flags & text::kCapitalised) != 0 ||
      scores[at].order + scores[at + 1].order > 3 ||
      scores[at].log10_prob + scores[at + 1].log10_prob > -5.5f) {
    return 0;
  }
  double best = 0;
  const PairRange pairs = world.thesaurus.Find(world.block.keys[token]);
  for (std::uint32_t pair = pairs.begin; pair < pairs.end; ++pair) {
    const auto gain = GainOf(world, sentence, scores, at, world.thesaurus.Original(pair));
    best = std::max(best, gain.value_or(0));
  }
  return best;
}

// Returns how many finds there are.
std::size_t CheckFinds(const World& world) {
  const BlockScores scored(world.model, world.block);
  std::vector<Substitution> finds(1);
  SubstitutionFinder(world.model, world.thesaurus).Find(scored.written(), &finds);
  auto find = finds.begin();
  for (std::size_t s = 0; s < world.block.sentences.size(); ++s) {
    const text::Sentence& sentence = world.block.sentences[s];
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      const double gain =
          BestGain(world, s, NgramModel::ScoresOf(world.block, s, scored.scores()), i - sentence.begin);
      const bool found = find != finds.end() && find->token == i;
      EXPECT_EQ(found, gain >= 0.5) << i << ": " << gain;
      if (!found) continue;
      EXPECT_NEAR(static_cast<double>(find->gain), gain, kTolerance);
      EXPECT_GT(find->weight, 0);
      ++find;
    }
  }
  EXPECT_EQ(find, finds.end());
  return finds.size();
}

TEST(SubstitutionFinderTest, FindsOfRandomSentences) {
  RandomWorld random(20261121);
  std::size_t finds = 0;
  for (int world = 0; world < 20; ++world) {
    const lm::AlignedSection table(random.Table());
    const auto model = NgramModel::Open(table.bytes());
    ASSERT_TRUE(model.ok());
    const std::string compiled = random.Thesaurus();
    std::vector<std::uint64_t> section((compiled.size() + 7) / 8);
    std::memcpy(section.data(), compiled.data(), compiled.size());
    const auto thesaurus =
        Thesaurus::Open(std::as_bytes(std::span(section)).first(compiled.size()));
    ASSERT_TRUE(thesaurus.ok());
    for (int round = 0; round < 60; ++round) {
      const text::SegmentedText block = text::SegmentAll(random.Text());
      finds += CheckFinds({*model, *thesaurus, block});
    }
  }
  EXPECT_GT(finds, 300u);
}

}  // namespace
}  // namespace calque::scoring
