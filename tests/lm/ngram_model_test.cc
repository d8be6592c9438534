// Backoff scoring against numbers worked out by hand, against an oracle that
// follows the textbook recursion over a map, and one path against the other.
#include "detector/lm/ngram_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "detector/lm/table_builder.h"
#include "tests/lm/aligned_section.h"

namespace calque::lm {
namespace {

using Words = std::vector<text::TokenKey>;

text::NgramKey KeyOf(const Words& words) {
  text::NgramKey key = 0;
  for (const text::TokenKey word : words) key = text::Extend(key, word);
  return key;
}

Words Tokens(std::string_view sentence) {
  Words words;
  while (!sentence.empty()) {
    const std::size_t space = std::min(sentence.find(' '), sentence.size());
    words.push_back(text::HashToken(sentence.substr(0, space)));
    sentence.remove_prefix(std::min(space + 1, sentence.size()));
  }
  return words;
}

// The scores of a sentence by Score, word by word.
std::vector<WordScore> ScoreOneByOne(const NgramModel& model, const Words& words) {
  std::vector<WordScore> scores;
  NgramModel::State state = model.begin_sentence();
  for (const text::TokenKey word : words) scores.push_back(model.Score(state, word, &state));
  scores.push_back(model.Score(state, text::SentenceEndKey(), &state));
  return scores;
}

std::vector<WordScore> ScoreAtOnce(const NgramModel& model, const Words& words) {
  std::vector<WordScore> scores(words.size() + 1);
  model.ScoreSentence(words, scores);
  return scores;
}

struct ArpaLine {
  std::string_view ngram;
  float prob;
  float backoff;
};

constexpr ArpaLine kSmallModel[] = {
    {"<s>", -99.0f, -0.3f},       {"</s>", -0.7f, 0.0f},        {"the", -1.0f, -0.4f},
    {"cat", -1.2f, -0.2f},        {"sat", -1.5f, -0.15f},       {"<s> the", -0.2f, -0.1f},
    {"the cat", -0.5f, -0.25f},   {"cat sat", -0.6f, 0.0f},     {"sat </s>", -0.9f, 0.0f},
    {"<s> the cat", -0.1f, 0.0f}, {"the cat sat", -0.3f, 0.0f},
};

std::string SmallSection() {
  TableBuilder builder(3);
  builder.SetUnknown(-3.0f);
  for (const ArpaLine& line : kSmallModel) {
    const Words words = Tokens(line.ngram);
    builder.Add(static_cast<int>(words.size()), KeyOf(words), line.prob, line.backoff);
  }
  builder.AddWeight(2, KeyOf(Tokens("cat the")), 1.0f);  // a weight is not a probability
  return builder.Serialize();
}

TEST(NgramModelTest, ScoresWorkedOutByHand) {
  struct Expected {
    float prob;
    int order;
  };
  const std::vector<std::pair<std::string_view, std::vector<Expected>>> cases = {
      // Everything is there but "cat sat </s>", whose context costs nothing.
      {"the cat sat", {{-0.2f, 2}, {-0.1f, 3}, {-0.3f, 3}, {-0.9f, 2}}},
      // b(<s>) + cat; b(cat) + the; b(the) + unk; the, after no known context; b(the) + </s>.
      {"cat the zebra the", {{-1.5f, 1}, {-1.2f, 1}, {-3.4f, 0}, {-1.0f, 1}, {-1.1f, 1}}},
      // The second "the" pays b(<s> the) and b(the).
      {"the the", {{-0.2f, 2}, {-1.5f, 1}, {-1.1f, 1}}},
      {"", {{-1.0f, 1}}},
      {"zebra zebra", {{-3.3f, 0}, {-3.0f, 0}, {-0.7f, 1}}},
      // b(<s> the) does not count for a context of two that is not known.
      {"sat the cat cat", {{-1.8f, 1}, {-1.15f, 1}, {-0.5f, 2}, {-1.65f, 1}, {-0.9f, 1}}},
  };
  const AlignedSection section(SmallSection());
  const auto model = NgramModel::Open(section.bytes());
  ASSERT_TRUE(model.ok()) << model.error().message;
  for (const auto& [sentence, expected] : cases) {
    const std::vector<WordScore> scores = ScoreAtOnce(*model, Tokens(sentence));
    ASSERT_EQ(scores.size(), expected.size()) << sentence;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      EXPECT_NEAR(scores[i].log10_prob, expected[i].prob, 1e-5) << sentence << ", word " << i;
      EXPECT_EQ(scores[i].order, expected[i].order) << sentence << ", word " << i;
      EXPECT_EQ(scores[i].oov, expected[i].order == 0) << sentence << ", word " << i;
    }
  }
}

TEST(NgramModelTest, StateHoldsTheKnownContexts) {
  const AlignedSection section(SmallSection());
  const auto model = NgramModel::Open(section.bytes());
  ASSERT_TRUE(model.ok()) << model.error().message;
  NgramModel::State state = model->begin_sentence();
  EXPECT_EQ(state.length, 1);
  EXPECT_FLOAT_EQ(state.backoff_sum[0], -0.3f);
  model->Score(state, text::HashToken("the"), &state);
  EXPECT_EQ(state.length, 2);
  EXPECT_EQ(state.words[0], text::HashToken("the"));
  EXPECT_EQ(state.words[1], text::SentenceBeginKey());
  EXPECT_FLOAT_EQ(state.backoff_sum[1], -0.5f);
  model->Score(state, text::HashToken("zebra"), &state);
  EXPECT_EQ(state.length, 0);
}

TEST(NgramModelTest, RefusesWhatIsNotATable) {
  const AlignedSection section(std::string(20'000, 'x'));
  const auto model = NgramModel::Open(section.bytes());
  ASSERT_FALSE(model.ok());
  EXPECT_NE(model.error().message.find("not an n-gram table"), std::string::npos);
}

// A random text over a small vocabulary whose frequent words are very frequent.
Words RandomSentence(std::size_t length, std::mt19937_64* random) {
  Words words;
  for (std::size_t i = 0; i < length; ++i) {
    std::geometric_distribution<int> rank(0.08);
    words.push_back(text::HashToken("w" + std::to_string(rank(*random))));
  }
  return words;
}

// A random closed model, as a map from word sequences to exact values.
class RandomModel {
 public:
  RandomModel(int order, std::uint64_t seed, bool weights = true)
      : order_(order), weights_(weights), random_(seed) {
    std::set<Words> kept;
    std::vector<Words> text;
    for (int i = 0; i < 60; ++i) text.push_back(RandomSentence(12, &random_));
    for (std::size_t n = static_cast<std::size_t>(order); n >= 1; --n) {
      for (const Words& sentence : text) Collect(sentence, n, &kept);
    }
    Build(kept);
  }

  std::span<const std::byte> section() const { return section_->bytes(); }

  // The textbook: P(w | c) = p(c w) if it is there, else b(c) P(w | c without its first word).
  WordScore Oracle(const Words& history, text::TokenKey word) const {
    const std::size_t longest = std::min(history.size(), static_cast<std::size_t>(order_) - 1);
    Words ngram(history.end() - static_cast<std::ptrdiff_t>(longest), history.end());
    ngram.push_back(word);
    double backoff = 0;
    while (!ngram.empty()) {
      const auto found = values_.find(ngram);
      if (found != values_.end()) {
        return {static_cast<float>(backoff + found->second.prob),
                static_cast<std::uint8_t>(ngram.size()), false, WeightOf(ngram)};
      }
      const auto context = values_.find(Words(ngram.begin(), ngram.end() - 1));
      if (context != values_.end()) backoff += context->second.backoff;
      ngram.erase(ngram.begin());
    }
    return {static_cast<float>(backoff - 5.0), 0, true};
  }

 private:
  struct Value {
    float prob;
    float backoff;
    int weight;  // as a code
  };

  // Of the n-gram and everything shorter that ends in the same word.
  std::int16_t WeightOf(Words ngram) const {
    int sum = 0;
    for (; !ngram.empty(); ngram.erase(ngram.begin())) sum += values_.at(ngram).weight;
    return static_cast<std::int16_t>(sum);
  }

  // Adds half of the n-grams of length n, and whatever the kept ones need.
  void Collect(const Words& sentence, std::size_t n, std::set<Words>* kept) {
    Words padded = {text::SentenceBeginKey()};
    padded.insert(padded.end(), sentence.begin(), sentence.end());
    padded.push_back(text::SentenceEndKey());
    for (std::size_t i = 0; i + n <= padded.size(); ++i) {
      const auto begin = padded.begin() + static_cast<std::ptrdiff_t>(i);
      const Words ngram(begin, begin + static_cast<std::ptrdiff_t>(n));
      if (random_() % 2 == 0 || n == 1) kept->insert(ngram);
      if (n > 1 && kept->count(ngram) != 0) {
        kept->insert(Words(ngram.begin(), ngram.end() - 1));
        kept->insert(Words(ngram.begin() + 1, ngram.end()));
      }
    }
  }

  // The oracle works with the values that the table holds after quantisation.
  void Build(const std::set<Words>& kept) {
    std::uniform_real_distribution<float> prob(-4.0f, -0.1f);
    std::uniform_real_distribution<float> backoff(-1.0f, 0.1f);
    TableBuilder builder(order_);
    builder.SetUnknown(-5.0f);
    for (const Words& words : kept) {
      const int n = static_cast<int>(words.size());
      builder.Add(n, KeyOf(words), prob(random_), n < order_ ? backoff(random_) : 0.0f);
      if (weights_ && random_() % 4 == 0) builder.AddWeight(n, KeyOf(words), prob(random_));
    }
    for (int i = 0; weights_ && i < 500; ++i) {  // weights of n-grams that the model does not know
      builder.AddWeight(2, KeyOf(RandomSentence(2, &random_)), prob(random_));
    }
    section_.emplace(builder.Serialize());
    const auto table = NgramTable::Open(section_->bytes());
    for (const Words& words : kept) {
      const int n = static_cast<int>(words.size());
      const NgramSlot slot = table->Find(n, KeyOf(words));
      values_[words] = {table->Probability(n, slot), table->Backoff(n, slot), slot.weight};
    }
  }

  int order_;
  bool weights_;
  std::mt19937_64 random_;
  std::map<Words, Value> values_;
  std::optional<AlignedSection> section_;
};

TEST(NgramModelTest, BothPathsAgreeWithTheOracle) {
  for (int order = 1; order <= kMaxOrder; ++order) {
    const RandomModel reference(order, static_cast<std::uint64_t>(order));
    const auto model = NgramModel::Open(reference.section());
    ASSERT_TRUE(model.ok()) << model.error().message;
    std::mt19937_64 random(100);
    std::size_t words_seen = 0;
    std::size_t unlike = 0;
    for (int round = 0; round < 300; ++round) {
      const Words words = RandomSentence(random() % 30, &random);
      const std::vector<WordScore> scores = ScoreOneByOne(*model, words);
      Words history = {text::SentenceBeginKey()};
      for (std::size_t i = 0; i < scores.size(); ++i) {
        const text::TokenKey word = i < words.size() ? words[i] : text::SentenceEndKey();
        const WordScore expected = reference.Oracle(history, word);
        const bool like = std::abs(scores[i].log10_prob - expected.log10_prob) < 1e-4f &&
                          scores[i].order == expected.order && scores[i].oov == expected.oov &&
                          scores[i].weight == expected.weight;
        unlike += like ? 0 : 1;
        history.push_back(word);
      }
      words_seen += scores.size();
    }
    // A fingerprint may match by chance, about once in 6,000 look-ups.
    EXPECT_LE(unlike, words_seen / 500) << "order " << order;
  }
}

TEST(NgramModelTest, NoWordIsMoreProbableThanTheBound) {
  for (int order = 1; order <= kMaxOrder; ++order) {
    const RandomModel reference(order, static_cast<std::uint64_t>(order) + 50);
    const auto model = NgramModel::Open(reference.section());
    ASSERT_TRUE(model.ok()) << model.error().message;
    // The largest probability is about -0.1, and so is, but positive, the largest backoff.
    EXPECT_LT(model->most_probable(static_cast<std::size_t>(order)), 0.1f * kMaxOrder);
    EXPECT_LT(model->most_probable(0), -4.0f);
    std::mt19937_64 random(100);
    for (int round = 0; round < 300; ++round) {
      for (const WordScore& score : ScoreOneByOne(*model, RandomSentence(20, &random))) {
        for (std::size_t matched = score.order; matched <= kMaxOrder; ++matched) {
          ASSERT_LE(score.log10_prob, model->most_probable(matched) + 1e-4f);
        }
      }
    }
  }
}

TEST(NgramModelTest, SentencePathEqualsScalarPathExactly) {
  for (int order = 1; order <= kMaxOrder; ++order) {
    const RandomModel reference(order, static_cast<std::uint64_t>(order) + 50);
    const auto model = NgramModel::Open(reference.section());
    ASSERT_TRUE(model.ok()) << model.error().message;
    std::mt19937_64 random(200);
    std::vector<std::size_t> lengths = {0, 1, 2, 254, 255, 256, 257, 511, 512, 513, 2000};
    for (int i = 0; i < 300; ++i) lengths.push_back(random() % 40);
    for (const std::size_t length : lengths) {
      const Words words = RandomSentence(length, &random);
      const std::vector<WordScore> expected = ScoreOneByOne(*model, words);
      const std::vector<WordScore> scores = ScoreAtOnce(*model, words);
      for (std::size_t i = 0; i < expected.size(); ++i) {
        ASSERT_EQ(scores[i].log10_prob, expected[i].log10_prob) << order << " " << length;
        ASSERT_EQ(scores[i].order, expected[i].order) << order << " " << length;
        ASSERT_EQ(scores[i].oov, expected[i].oov) << order << " " << length;
        ASSERT_EQ(scores[i].weight, expected[i].weight) << order << " " << length;
      }
    }
  }
}

// What ScoreBlock says of words without their context, against Score.
void ExpectAlone(const NgramModel& model, const text::SegmentedText& block,
                 const std::vector<float>& alone) {
  NgramModel::State after;
  for (std::size_t s = 0; s < block.sentences.size(); ++s) {
    const std::span<const float> of = NgramModel::ScoresOf(block, s, alone);
    Words words(block.Keys(block.sentences[s]).begin(), block.Keys(block.sentences[s]).end());
    words.push_back(text::SentenceEndKey());
    ASSERT_EQ(of.size(), words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      ASSERT_EQ(of[i], model.Score({}, words[i], &after).log10_prob) << s << " " << i;
    }
  }
}

// The codes that ScoreBlock gives against one look-up for each n-gram.
void ExpectCodes(const NgramModel& model, const text::SegmentedText& block,
                 const NgramCodes& codes) {
  const auto order = static_cast<std::size_t>(model.order());
  for (std::size_t s = 0; s < block.sentences.size(); ++s) {
    const text::Sentence& sentence = block.sentences[s];
    Words words(block.Keys(sentence).begin(), block.Keys(sentence).end());
    words.insert(words.begin(), text::SentenceBeginKey());
    words.push_back(text::SentenceEndKey());
    std::size_t known = 0;  // contexts before the word
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::size_t slot = NgramCodes::Slot(sentence.begin, s) + i - 1;
      std::size_t matched = 0;
      text::NgramKey key = 0;
      for (std::size_t n = 1; n <= order; ++n) {
        const bool possible = matched == n - 1 && known >= n - 1;
        if (possible) key = text::ExtendLeft(key, static_cast<int>(n) - 1, words[i + 1 - n]);
        const NgramSlot found =
            possible ? model.table().Find(static_cast<int>(n), key) : NgramSlot{};
        ASSERT_EQ(codes.At(slot).probability(n), found.probability) << s << " " << i << " " << n;
        ASSERT_EQ(codes.At(slot).backoff(n), found.has_probability() ? found.backoff : 0);
        matched += found.has_probability() ? 1 : 0;
      }
      known = matched;
    }
  }
}

// What ScoreBlock says of `sentences`, one vector for each.
std::vector<std::vector<WordScore>> ScoreAsBlock(const NgramModel& model,
                                                 const std::vector<Words>& sentences) {
  text::SegmentedText block;
  for (const Words& words : sentences) {
    const auto begin = static_cast<std::uint32_t>(block.keys.size());
    block.keys.insert(block.keys.end(), words.begin(), words.end());
    block.sentences.push_back({begin, static_cast<std::uint32_t>(block.keys.size())});
  }
  constexpr WordScore kUntouched = {1.0f, 99, true};
  std::vector<WordScore> scores(block.keys.size() + sentences.size() + 1, kUntouched);
  std::vector<float> alone(scores.size(), 1);
  NgramCodes codes;
  text::SegmentedText another;
  another.keys.resize(9);
  codes.Resize(2, another);
  model.ScoreBlock(block, std::span(scores).first(scores.size() - 1),
                   std::span(alone).first(scores.size() - 1), &codes);
  ExpectCodes(model, block, codes);
  EXPECT_EQ(scores.back().order, kUntouched.order) << "written behind the end";
  EXPECT_EQ(alone.back(), 1) << "written behind the end";
  ExpectAlone(model, block, alone);
  std::vector<std::vector<WordScore>> answers;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const std::span<const WordScore> of = NgramModel::ScoresOf(block, s, scores);
    answers.emplace_back(of.begin(), of.end());
  }
  return answers;
}

void ExpectBlockPathEqualsScalarPath(const NgramModel& model, std::span<const Words> sentences) {
  const std::vector<std::vector<WordScore>> scores =
      ScoreAsBlock(model, {sentences.begin(), sentences.end()});
  ASSERT_EQ(scores.size(), sentences.size());
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const std::vector<WordScore> expected = ScoreOneByOne(model, sentences[s]);
    ASSERT_EQ(scores[s].size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_EQ(scores[s][i].log10_prob, expected[i].log10_prob) << s << " " << i;
      ASSERT_EQ(scores[s][i].order, expected[i].order) << s << " " << i;
      ASSERT_EQ(scores[s][i].oov, expected[i].oov) << s << " " << i;
      ASSERT_EQ(scores[s][i].weight, expected[i].weight) << s << " " << i;
    }
  }
}

TEST(NgramModelTest, BlockPathEqualsScalarPathExactly) {
  for (int order = 1; order <= kMaxOrder; ++order) {
    for (const bool weights : {false, true}) {
      SCOPED_TRACE("order " + std::to_string(order) + (weights ? " with" : " without") +
                   " weights");
      const RandomModel reference(order, static_cast<std::uint64_t>(order) + 80, weights);
      if (order > 1) {
        EXPECT_TRUE(HasSpilledKeys(reference.section()));
      }
      const auto model = NgramModel::Open(reference.section());
      ASSERT_TRUE(model.ok()) << model.error().message;
      EXPECT_EQ(model->table().weight_count() != 0, weights);
      std::mt19937_64 random(300);
      for (int round = 0; round < 40; ++round) {
        // Pieces of the block path may end anywhere: in a sentence, at <s>, at </s>.
        std::vector<Words> sentences(random() % 120);
        for (Words& words : sentences) words = RandomSentence(random() % 50, &random);
        if (round % 4 == 0) sentences.push_back(RandomSentence(1015 + random() % 20, &random));
        if (round % 5 == 0) sentences.push_back(RandomSentence(3000, &random));
        ExpectBlockPathEqualsScalarPath(*model, sentences);
        if (HasFatalFailure()) return;
      }
    }
  }
}

// A block whose only piece is of every size around the words of bits that the stages use.
TEST(NgramModelTest, PiecesOfEverySizeEqualTheScalarPath) {
  const RandomModel reference(4, 84);
  const auto model = NgramModel::Open(reference.section());
  ASSERT_TRUE(model.ok()) << model.error().message;
  std::mt19937_64 random(301);
  for (std::size_t size = 0; size < 200; ++size) {
    SCOPED_TRACE(size);
    const std::vector<Words> sentences = {RandomSentence(size, &random)};
    ExpectBlockPathEqualsScalarPath(*model, sentences);
    if (HasFatalFailure()) return;
  }
}

TEST(NgramModelTest, BlocksMayBeEmptyAndBeginAnywhere) {
  const AlignedSection section(SmallSection());
  const auto model = NgramModel::Open(section.bytes());
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_TRUE(ScoreAsBlock(*model, {}).empty());
  // One-word sentences: two slots and the next <s>, so every remainder of the piece.
  for (std::size_t offset = 0; offset < 3; ++offset) {
    std::vector<Words> sentences = {Words(offset, text::HashToken("zebra"))};
    for (int i = 0; i < 1500; ++i) sentences.push_back(Tokens("the cat sat"));
    const auto scores = ScoreAsBlock(*model, sentences);
    for (std::size_t s = 1; s < scores.size(); ++s) {
      ASSERT_EQ(scores[s][1].order, 3) << s;
      ASSERT_FLOAT_EQ(scores[s][2].log10_prob, -0.3f) << s;
      ASSERT_FLOAT_EQ(scores[s][3].log10_prob, -0.9f) << s;
    }
  }
}

}  // namespace
}  // namespace calque::lm
