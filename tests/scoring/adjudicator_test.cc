// The beam search over stretches against an oracle that tries every set of swaps that do not
// overlap and scores the whole sentence each time.
#include "detector/scoring/adjudicator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/lm/table_builder.h"
#include "detector/scoring/swap_screen.h"
#include "detector/scoring/written_sentence.h"
#include "detector/text/segmenter.h"
#include "tests/lm/aligned_section.h"
#include "tests/scoring/block_scores.h"

namespace calque::scoring {
namespace {

using lm::NgramModel;
using text::TokenKey;
using Keys = text::TokenKeys;

constexpr float kTolerance = 1e-4f;
constexpr std::size_t kMostReadings = 8;

Keys KeysOf(std::string_view words) { return text::SegmentAll(words).keys; }

text::NgramKey NgramOf(const Keys& words) {
  text::NgramKey key = 0;
  for (const TokenKey word : words) key = text::Extend(key, word);
  return key;
}

// A model and the bytes that it reads.
class OwnedModel {
 public:
  explicit OwnedModel(const lm::TableBuilder& builder) : section_(builder.Serialize()) {
    auto opened = NgramModel::Open(section_.bytes());
    EXPECT_TRUE(opened.ok());
    if (opened.ok()) model_ = *opened;
  }
  const NgramModel& operator*() const { return *model_; }

 private:
  lm::AlignedSection section_;
  std::optional<NgramModel> model_;
};

double SentenceScore(const NgramModel& model, const Keys& words) {
  std::vector<lm::WordScore> scores(words.size() + 1);
  model.ScoreSentence(words, scores);
  double sum = 0;
  for (const lm::WordScore& score : scores) sum += score.log10_prob;
  return sum;
}

// The sentence with the swaps of `chosen`, which are in text order.
Keys Rewrite(const text::SegmentedText& block, const text::Sentence& sentence,
             const std::vector<Alternative>& alternatives, const std::vector<std::size_t>& chosen) {
  Keys words;
  std::uint32_t token = sentence.begin;
  for (const std::size_t a : chosen) {
    const Alternative& alternative = alternatives[a];
    words.insert(words.end(), block.keys.begin() + token, block.keys.begin() + alternative.begin);
    words.insert(words.end(), alternative.original.begin(), alternative.original.end());
    token = alternative.end;
  }
  words.insert(words.end(), block.keys.begin() + token, block.keys.begin() + sentence.end);
  return words;
}

struct Problem {
  const NgramModel& model;
  const text::SegmentedText& block;
  text::Sentence sentence;
  const std::vector<Alternative>& alternatives;

  double Probability(const std::vector<std::size_t>& chosen) const {
    return SentenceScore(model, Rewrite(block, sentence, alternatives, chosen));
  }
  double Total(const std::vector<std::size_t>& chosen) const {
    double total = Probability(chosen);
    for (const std::size_t a : chosen) total -= alternatives[a].cost;
    return total;
  }
  // The sets of swaps that can stand together, but for the empty one.
  std::vector<std::vector<std::size_t>> Readings() const {
    std::vector<std::vector<std::size_t>> readings;
    for (unsigned subset = 1; subset < 1u << alternatives.size(); ++subset) {
      std::vector<std::size_t> chosen;
      std::uint32_t end = 0;
      bool overlap = false;
      for (std::size_t a = 0; a < alternatives.size(); ++a) {
        if ((subset >> a & 1) == 0) continue;
        overlap = overlap || alternatives[a].begin < end;
        end = alternatives[a].end;
        chosen.push_back(a);
      }
      if (!overlap) readings.push_back(chosen);
    }
    return readings;
  }
  // The best total of any set of swaps.
  double BestTotal() const {
    double best = Total({});
    for (const std::vector<std::size_t>& chosen : Readings()) best = std::max(best, Total(chosen));
    return best;
  }
};

std::vector<Decision> Decide(const Problem& problem) {
  const BlockScores scored(problem.model, problem.block);
  std::vector<Decision> decisions(1);
  Adjudicator(problem.model).Decide(scored.written(), problem.alternatives, &decisions);
  return decisions;
}

// Order, overlap, and every gain against two scorings of the whole sentence.
std::vector<std::size_t> CheckDecisions(const Problem& problem,
                                        const std::vector<Decision>& decisions) {
  std::vector<std::size_t> chosen;
  std::uint32_t end = problem.sentence.begin;
  for (const Decision& decision : decisions) {
    EXPECT_GE(problem.alternatives[decision.alternative].begin, end);
    end = problem.alternatives[decision.alternative].end;
    chosen.push_back(decision.alternative);
  }
  const double all = problem.Probability(chosen);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    std::vector<std::size_t> without = chosen;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_NEAR(decisions[i].gain, all - problem.Probability(without), kTolerance);
  }
  return chosen;
}

constexpr std::string_view kWords[] = {"a", "b", "c", "d", "e", "f"};

class RandomCases {
 public:
  explicit RandomCases(unsigned seed) : random_(seed) {}

  std::size_t Below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }
  float Number(float low, float high) {
    return std::uniform_real_distribution<float>(low, high)(random_);
  }

  // Closed: prefix and suffix of every n-gram are there too. Backoffs may be above zero, as
  // rounding leaves them, up to `most_backoff`. If `steep`, the longer are more probable.
  lm::TableBuilder Model(int order, float most_backoff = 0, bool steep = false) {
    most_backoff_ = most_backoff;
    steep_ = steep;
    lm::TableBuilder builder(order);
    builder.SetUnknown(-4);
    std::vector<Keys> shorter;
    for (const std::string_view word : kWords) shorter.push_back(KeysOf(word));
    shorter.push_back({text::SentenceBeginKey()});
    shorter.push_back({text::SentenceEndKey()});
    Add(1, shorter, &builder);
    for (int n = 2; n <= order; ++n) {
      std::vector<Keys> longer;
      for (const Keys& left : shorter) {
        for (const Keys& right : shorter) {
          const bool joins = std::equal(left.begin() + 1, left.end(), right.begin());
          if (!joins || Below(3) == 0) continue;
          longer.push_back(left);
          longer.back().push_back(right.back());
        }
      }
      Add(n, longer, &builder);
      shorter = longer;
    }
    return builder;
  }

  std::string Sentence() {
    std::string sentence;
    for (std::size_t i = 1 + Below(9); i > 0; --i) {
      sentence += (sentence.empty() ? "" : " ") + std::string(kWords[Below(6)]);
    }
    return sentence;
  }

  // At most `limit` alternatives in `sentence`; `originals` keeps their words. Of rivals, no
  // two can stand.
  std::vector<Alternative> Alternatives(const text::Sentence& sentence, std::size_t limit,
                                        std::vector<Keys>* originals, bool rivals = false) {
    const std::size_t count = 1 + Below(limit);
    const std::uint32_t length = sentence.end - sentence.begin;
    originals->clear();
    std::vector<Alternative> alternatives;
    for (std::size_t i = 0; i < count; ++i) {
      Keys original;
      for (std::size_t w = 1 + Below(3); w > 0; --w) {
        original.push_back(KeysOf(Below(8) == 0 ? "zebra" : kWords[Below(6)])[0]);
      }
      originals->push_back(original);
    }
    const auto place = static_cast<std::uint32_t>(Below(length));
    for (std::size_t i = 0; i < count; ++i) {
      auto begin = static_cast<std::uint32_t>(Below(length));
      auto size = static_cast<std::uint32_t>(1 + Below(std::min<std::size_t>(3, length - begin)));
      if (rivals) {  // all of them have the place
        begin = place - static_cast<std::uint32_t>(Below(std::min<std::size_t>(3, place + 1)));
        size = place - begin + 1 +
               static_cast<std::uint32_t>(Below(std::min<std::size_t>(2, length - place)));
      }
      alternatives.push_back({sentence.begin + begin, sentence.begin + begin + size,
                              (*originals)[i], Number(0, 1.5f), 0, 0});
    }
    std::stable_sort(alternatives.begin(), alternatives.end(),
                     [](const Alternative& x, const Alternative& y) { return x.begin < y.begin; });
    return alternatives;
  }

 private:
  void Add(int order, const std::vector<Keys>& ngrams, lm::TableBuilder* builder) {
    const float most = steep_ ? -2.0f / static_cast<float>(order * order) : -0.1f;
    for (const Keys& ngram : ngrams) {
      const float backoff = ngram.back() == text::SentenceEndKey() ? 0 : Number(-1, most_backoff_);
      builder->Add(order, NgramOf(ngram), Number(-3, most), backoff);
    }
    // Others, so that no code is left over whose value says nothing.
    for (int i = 0; steep_ && i < 400; ++i) builder->Add(order, random_(), Number(-3, most), 0);
  }

  std::mt19937_64 random_;
  float most_backoff_ = 0;
  bool steep_ = false;
};

TEST(AdjudicatorTest, FindsTheBestReadingOfRandomSentences) {
  RandomCases random(20261121);
  std::size_t swaps = 0;
  for (int order = 1; order <= 4; ++order) {
    const OwnedModel model(random.Model(order));
    for (int round = 0; round < 1000; ++round) {
      const std::string text = random.Sentence();
      const text::SegmentedText block = text::SegmentAll(text);
      ASSERT_EQ(block.sentences.size(), 1u);
      std::vector<Keys> originals;
      const auto alternatives = random.Alternatives(block.sentences[0], 6, &originals);
      const Problem problem{*model, block, block.sentences[0], alternatives};
      const auto chosen = CheckDecisions(problem, Decide(problem));
      ASSERT_NEAR(problem.Total(chosen), problem.BestTotal(), kTolerance)
          << "order " << order << ", round " << round << ": " << text;
      swaps += chosen.size();
    }
  }
  EXPECT_GT(swaps, 1000u);
}

// What the screen says of each swap alone, and of all together, against scorings of the whole
// sentence.
void CheckScreen(const Problem& problem, std::size_t* hopeless) {
  const BlockScores scored(problem.model, problem.block);
  const WrittenSentence written(problem.model, scored.written(), 0);
  const std::size_t count = problem.alternatives.size();
  SwapScreen screen(problem.model, kMostReadings);
  for (std::size_t a = 0; a < count; ++a) screen.Add(written, {&problem.alternatives[a], 1});
  screen.Add(written, problem.alternatives);
  screen.Score();
  for (std::size_t a = 0; a < count; ++a) {
    const double gain = problem.Total({a}) - problem.Total({});
    if (gain > kTolerance) {
      ASSERT_TRUE(screen.MayStand(a)) << gain;
    }
    if (gain < -0.05) {
      ASSERT_FALSE(screen.MayStand(a)) << gain;
    }
  }
  const auto readings = problem.Readings();
  double most = -1e9;
  for (const auto& chosen : readings) most = std::max(most, problem.Total(chosen));
  const double gain = most - problem.Total({});
  const bool judged = readings.size() < kMostReadings;
  if (gain > kTolerance || !judged) {
    ASSERT_TRUE(screen.MayStand(count)) << gain;
  }
  if (gain < -0.05 && judged) {
    ASSERT_FALSE(screen.MayStand(count)) << gain;
  }
  if (!screen.MayStand(count)) ++*hopeless;
}

TEST(AdjudicatorTest, TheScreenLetsEveryGainPass) {
  RandomCases random(20261123);
  std::size_t hopeless = 0;
  std::size_t cases = 0;
  for (int order = 1; order <= 5; ++order) {
    const OwnedModel model(random.Model(order, order % 2 == 0 ? 0.3f : 0.0f, order != 3));
    for (int round = 0; round < 1500; ++round, ++cases) {
      const text::SegmentedText block = text::SegmentAll(random.Sentence());
      ASSERT_EQ(block.sentences.size(), 1u);
      std::vector<Keys> originals;
      auto alternatives = random.Alternatives(block.sentences[0], 4, &originals);
      for (Alternative& alternative : alternatives) alternative.cost += random.Number(-7, 5);
      CheckScreen({*model, block, block.sentences[0], alternatives}, &hopeless);
    }
  }
  EXPECT_GT(hopeless, cases / 10);
  EXPECT_LT(hopeless, cases);
}

TEST(AdjudicatorTest, OfRivalsOneAtMostStandsAndNoneThatIsHopeless) {
  RandomCases random(20261122);
  std::size_t swaps = 0;
  std::size_t hopeless = 0;
  for (int order = 1; order <= 5; ++order) {
    const OwnedModel model(random.Model(order, order % 2 == 0 ? 0.3f : 0.0f, order > 2));
    for (int round = 0; round < 1000; ++round) {
      const text::SegmentedText block = text::SegmentAll(random.Sentence());
      ASSERT_EQ(block.sentences.size(), 1u);
      std::vector<Keys> originals;
      const auto alternatives = random.Alternatives(block.sentences[0], 9, &originals, true);
      const Problem problem{*model, block, block.sentences[0], alternatives};
      const auto chosen = CheckDecisions(problem, Decide(problem));
      ASSERT_LE(chosen.size(), 1u);
      ASSERT_NEAR(problem.Total(chosen), problem.BestTotal(), kTolerance)
          << "order " << order << ", round " << round;
      CheckScreen(problem, &hopeless);
      swaps += chosen.size();
    }
  }
  EXPECT_GT(swaps, 1000u);
  EXPECT_GT(hopeless, 1000u);
}

// A bigram model in which "consul general" and "the party" are likely.
lm::TableBuilder SmallModel() {
  lm::TableBuilder builder(2);
  builder.SetUnknown(-5);
  const auto add = [&](std::string_view words, float probability, float backoff) {
    const Keys keys = KeysOf(words);
    builder.Add(static_cast<int>(keys.size()), NgramOf(keys), probability, backoff);
  };
  for (const char* word : {"the", "consul", "general", "normal", "party", "celebration", "met"}) {
    add(word, -2, -0.5f);
  }
  builder.Add(1, text::SentenceBeginKey(), -99, -0.5f);
  builder.Add(1, text::SentenceEndKey(), -1, 0);
  add("consul general", -0.25f, 0);
  add("the party", -0.5f, 0);
  add("the consul", -0.5f, 0);
  return builder;
}

TEST(AdjudicatorTest, ASwapMustGainMoreThanItsCost) {
  const OwnedModel model(SmallModel());
  const text::SegmentedText block = text::SegmentAll("the consul normal met");
  const Keys general = KeysOf("general");
  // log10 P("general" after "consul") = -0.25, of "normal" -2.5; "met" costs the same after both.
  for (const float cost : {0.0f, 1.0f, 2.2f}) {
    const std::vector<Alternative> alternatives = {{2, 3, general, cost, 0, 0}};
    const auto decisions = Decide({*model, block, block.sentences[0], alternatives});
    ASSERT_EQ(decisions.size(), 1u) << cost;
    EXPECT_NEAR(decisions[0].gain, 2.25f, kTolerance);
  }
  const std::vector<Alternative> dear = {{2, 3, general, 2.3f, 0, 0}};
  EXPECT_TRUE(Decide({*model, block, block.sentences[0], dear}).empty());
}

TEST(AdjudicatorTest, NeighboursThatSpoilEachOtherAreUndoneTogether) {
  const OwnedModel model(SmallModel());
  // "celebration normal" was "consul general": each swap alone gains too little.
  const text::SegmentedText block = text::SegmentAll("met celebration normal met");
  const Keys consul = KeysOf("consul");
  const Keys general = KeysOf("general");
  const std::vector<Alternative> both = {{1, 2, consul, 0.75f, 0, 0}, {2, 3, general, 0.75f, 0, 0}};
  EXPECT_EQ(Decide({*model, block, block.sentences[0], both}).size(), 2u);
  EXPECT_TRUE(Decide({*model, block, block.sentences[0], {both[0]}}).empty());
  EXPECT_TRUE(Decide({*model, block, block.sentences[0], {both[1]}}).empty());
}

TEST(AdjudicatorTest, OfRivalsTheBestStands) {
  const OwnedModel model(SmallModel());
  const text::SegmentedText block = text::SegmentAll("the celebration met");
  const Keys party = KeysOf("party");
  const Keys zebra = KeysOf("zebra");
  const Keys consul = KeysOf("consul general");
  const std::vector<Alternative> alternatives = {{1, 2, zebra, 0, 0, 0},
                                                 {1, 2, party, 0.1f, 0, 1},
                                                 {1, 2, party, 0, 1, 0},
                                                 {1, 3, zebra, 0, 2, 0}};
  const auto decisions = Decide({*model, block, block.sentences[0], alternatives});
  ASSERT_EQ(decisions.size(), 1u);
  EXPECT_EQ(decisions[0].alternative, 2u);
}

TEST(AdjudicatorTest, NothingToDecide) {
  const OwnedModel model(SmallModel());
  const text::SegmentedText block = text::SegmentAll("the celebration met");
  EXPECT_TRUE(Decide({*model, block, block.sentences[0], {}}).empty());
}

TEST(AdjudicatorTest, SentencesDoNotSeeEachOther) {
  RandomCases random(7);
  const OwnedModel model(random.Model(3));
  for (int round = 0; round < 300; ++round) {
    const std::string first = random.Sentence();
    const std::string second = random.Sentence();
    const text::SegmentedText alone = text::SegmentAll(second);
    const text::SegmentedText block = text::SegmentAll(first + "\n\n" + second);
    ASSERT_EQ(block.sentences.size(), 2u);
    const std::uint32_t shift = block.sentences[1].begin;
    std::vector<Keys> originals;
    std::vector<Alternative> alternatives = random.Alternatives(alone.sentences[0], 6, &originals);
    const auto expected = Decide({*model, alone, alone.sentences[0], alternatives});
    for (Alternative& alternative : alternatives) {
      alternative.begin += shift;
      alternative.end += shift;
    }
    std::vector<Keys> originals_before;
    const std::vector<Alternative> before =
        random.Alternatives(block.sentences[0], 3, &originals_before);
    auto expected_of_both = Decide({*model, block, block.sentences[0], before});
    for (Decision decision : expected) {
      decision.alternative += static_cast<std::uint32_t>(before.size());
      expected_of_both.push_back(decision);
    }
    alternatives.insert(alternatives.begin(), before.begin(), before.end());
    const auto found = Decide({*model, block, block.sentences[1], alternatives});
    ASSERT_EQ(found.size(), expected_of_both.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].alternative, expected_of_both[i].alternative);
      EXPECT_EQ(found[i].gain, expected_of_both[i].gain);
    }
  }
}

}  // namespace
}  // namespace calque::scoring
