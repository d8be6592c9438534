// Models of other tools: without <unk>, with KenLM's <s>, with n-grams whose parts
// were pruned away. A map read straight from the lines, scored by the definition of
// backing off, says what the scores must be.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/text/token_key.h"
#include "detector/training/arpa.h"
#include "detector/training/table_export.h"
#include "tests/lm/aligned_section.h"
#include "tests/training/toy_corpus.h"

namespace calque::training {
namespace {

Result<EstimatedModel> Read(const std::string& text, ArpaRepairs* repairs) {
  std::size_t position = 0;
  return ReadArpa(
      [&](std::span<char> buffer) -> Result<std::size_t> {
        const std::size_t size = text.copy(buffer.data(), buffer.size(), position);
        position += size;
        return size;
      },
      "m.arpa", repairs);
}

// Log10 values by words.
struct SlowArpa {
  struct Numbers {
    double prob = 0;
    double backoff = 0;
  };
  std::map<Words, Numbers> ngrams;

  double Backoff(const Words& context) const {
    const auto found = ngrams.find(context);
    return found == ngrams.end() ? 0.0 : found->second.backoff;
  }

  // p(last | the words before)
  double Score(const Words& words) const {
    const auto found = ngrams.find(words);
    if (found != ngrams.end()) return found->second.prob;
    if (words.size() == 1) return ngrams.at({"<unk>"}).prob;
    return Backoff(Words(words.begin(), words.end() - 1)) +
           Score(Words(words.begin() + 1, words.end()));
  }

  std::string Text(int order) const {
    std::string text = "\\data\\\n";
    std::array<std::string, 7> sections;
    std::array<int, 7> counts{};
    for (const auto& [words, numbers] : ngrams) {
      std::string line = std::to_string(numbers.prob) + "\t";
      for (const std::string& word : words) line += word + " ";
      line.back() = '\t';
      sections[words.size()] += line + std::to_string(numbers.backoff) + "\n";
      ++counts[words.size()];
    }
    for (std::size_t n = 1; n <= static_cast<std::size_t>(order); ++n) {
      text += "ngram " + std::to_string(n) + "=" + std::to_string(counts[n]) + "\n";
    }
    for (std::size_t n = 1; n <= static_cast<std::size_t>(order); ++n) {
      text += "\n\\" + std::to_string(n) + "-grams:\n" + sections[n];
    }
    return text + "\n\\end\\\n";
  }
};

// N-grams at random, with no thought of their parts. Few different numbers, so that
// the table, which has 255 of each kind, keeps them all.
SlowArpa RandomModel(unsigned seed, std::size_t order) {
  std::mt19937_64 random(seed);
  const auto quarter = [&](std::uint64_t steps) {
    return -0.25 * static_cast<double>(random() % steps);
  };
  const Words vocabulary = {"a", "b", "c", "d", "e", "f"};
  SlowArpa model;
  model.ngrams[{"<unk>"}] = {-3, 0};
  model.ngrams[{"<s>"}] = {0, -0.5};
  model.ngrams[{"</s>"}] = {-1, 0};
  for (const std::string& word : vocabulary) model.ngrams[{word}] = {-1 + quarter(4), quarter(3)};
  for (int i = 0; i < 60; ++i) {
    Words words;
    const std::size_t length = 2 + random() % (order - 1);
    for (std::size_t k = 0; k < length; ++k) words.push_back(vocabulary[random() % 6]);
    if (random() % 4 == 0) words.front() = "<s>";
    if (random() % 4 == 0) words.back() = "</s>";
    model.ngrams[words] = {quarter(4), length < order ? quarter(3) : 0};
  }
  return model;
}

std::vector<double> TableScores(const lm::NgramModel& model, const Words& sentence) {
  std::vector<text::TokenKey> keys;
  for (const std::string& word : sentence) keys.push_back(text::HashToken(word));
  std::vector<lm::WordScore> scores(sentence.size() + 1);
  model.ScoreSentence(keys, scores);
  std::vector<double> result;
  for (const lm::WordScore& score : scores) result.push_back(score.log10_prob);
  return result;
}

std::vector<double> SlowScores(const SlowArpa& model, std::size_t order, const Words& sentence) {
  Words history = {"<s>"};
  std::vector<double> result;
  Words words = sentence;
  words.push_back("</s>");
  for (const std::string& word : words) {
    history.push_back(word);
    const std::size_t length = std::min(order, history.size());
    result.push_back(
        model.Score(Words(history.end() - static_cast<std::ptrdiff_t>(length), history.end())));
  }
  return result;
}

Words RandomSentence(std::mt19937_64* random) {
  Words sentence((*random)() % 9);
  for (std::string& word : sentence) {
    word = std::string(1, static_cast<char>('a' + (*random)() % 7));  // 'g' is unknown
  }
  return sentence;
}

SlowArpa AsRead(const EstimatedModel& model) {
  SlowArpa slow;
  for (int order = 1; order <= model.order(); ++order) {
    model.Visit(order, [&](std::span<const WordId> ids, float prob, float backoff) {
      Words words;
      for (const WordId id : ids) words.emplace_back(model.vocabulary.Word(id));
      slow.ngrams[words] = {prob, backoff};
    });
  }
  return slow;
}

// The table takes an absent n-gram for one of its own about once in 6,000 times; so
// a few scores may differ there, but none in the model it was made of.
TEST(ArpaRepairs, ScoresStayThoseOfTheFile) {
  int words = 0;
  int different = 0;
  for (unsigned seed = 1; seed <= 30; ++seed) {
    const std::size_t order = 2 + seed % 5;
    const SlowArpa slow = RandomModel(seed, order);
    ArpaRepairs repairs;
    const Result<EstimatedModel> model = Read(slow.Text(static_cast<int>(order)), &repairs);
    ASSERT_TRUE(model.ok()) << model.error().message;
    ExpectClosed(PlainModel(*model));
    EXPECT_EQ(repairs.missing_parts, model->ngram_count() - slow.ngrams.size());
    EXPECT_FALSE(repairs.unknown_added);
    const SlowArpa read = AsRead(*model);
    const lm::AlignedSection section(ExportTable(*model));
    const Result<lm::NgramModel> table = lm::NgramModel::Open(section.bytes());
    ASSERT_TRUE(table.ok()) << table.error().message;
    std::mt19937_64 random(seed);
    for (int i = 0; i < 200; ++i) {
      const Words sentence = RandomSentence(&random);
      const std::vector<double> expected = SlowScores(slow, order, sentence);
      const std::vector<double> kept = SlowScores(read, order, sentence);
      const std::vector<double> packed = TableScores(*table, sentence);
      for (std::size_t k = 0; k < expected.size(); ++k, ++words) {
        EXPECT_NEAR(kept[k], expected[k], 1e-5)
            << "seed " << seed << " word " << k << " of " << testing::PrintToString(sentence);
        if (std::abs(packed[k] - expected[k]) > 1e-4) ++different;
      }
    }
  }
  EXPECT_GT(words, 25000);
  EXPECT_LE(different, 10);
}

constexpr char kGaps[] =
    "\\data\\\nngram 1=6\nngram 2=1\nngram 3=1\nngram 4=1\n\n"
    "\\1-grams:\n-2\t<unk>\n0\t<s>\t-0.5\n-1\t</s>\n-1\ta\t-0.25\n-1.5\tb\t-0.125\n-0.75\tc\n\n"
    "\\2-grams:\n-0.5\ta b\t-0.5\n\n"
    "\\3-grams:\n-0.25\tb c a\t-1\n\n"
    "\\4-grams:\n-0.125\ta b c a\n\n\\end\\\n";

TEST(ArpaRepairs, PutsInPrefixesAndSuffixesOfAllOrders) {
  ArpaRepairs repairs;
  const Result<EstimatedModel> model = Read(kGaps, &repairs);
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ(repairs.missing_parts, 3u);  // a b c, and so b c; c a
  const PlainModel plain(*model);
  ExpectClosed(plain);
  const auto log10_of = [&](const Words& words) {
    return std::log10(plain.entries.at(words).prob);
  };
  EXPECT_NEAR(log10_of({"b", "c"}), -0.125 - 0.75, 1e-6);
  EXPECT_NEAR(log10_of({"c", "a"}), 0 - 1, 1e-6);
  EXPECT_NEAR(log10_of({"a", "b", "c"}), -0.5 - 0.125 - 0.75, 1e-6);
  EXPECT_EQ(plain.entries.at({"a", "b", "c"}).backoff, 1.0);
  // What was closed once needs nothing more.
  const std::string closed = ArpaText(*model);
  ASSERT_TRUE(Read(closed, &repairs).ok());
  EXPECT_EQ(repairs.missing_parts, 0u);
}

TEST(ArpaRepairs, SentenceBeginIsNeverPredicted) {
  ArpaRepairs repairs;
  const Result<EstimatedModel> model = Read(kGaps, &repairs);
  ASSERT_TRUE(model.ok());
  EXPECT_EQ(model->level(1).log10_probs[kSentenceBeginId], kNeverLog10);
  EXPECT_FLOAT_EQ(model->level(1).log10_backoffs[kSentenceBeginId], -0.5f);
}

TEST(ArpaRepairs, AModelWithoutUnknownGetsOne) {
  std::string text = kGaps;
  text.replace(text.find("-2\t<unk>\n"), 9, "");
  text.replace(text.find("ngram 1=6"), 9, "ngram 1=5");
  ArpaRepairs repairs;
  const Result<EstimatedModel> model = Read(text, &repairs);
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_TRUE(repairs.unknown_added);
  EXPECT_EQ(model->level(1).log10_probs[kUnknownId], kNeverLog10);
}

TEST(ArpaRepairs, LoudUnknownIsUnknownAndItsNgramsStayOutOfTheTable) {
  std::string text = kGaps;
  text.replace(text.find("<unk>"), 5, "<UNK>");
  text.replace(text.find("a b\t-0.5"), 8, "a <UNK>\t-0.5");
  ArpaRepairs repairs;
  const Result<EstimatedModel> model = Read(text, &repairs);
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_FALSE(repairs.unknown_added);
  EXPECT_FLOAT_EQ(model->level(1).log10_probs[kUnknownId], -2.0f);
  EXPECT_EQ(CountUnknownNgrams(*model), 1u);
  const lm::AlignedSection section(ExportTable(*model));
  const Result<lm::NgramTable> table = lm::NgramTable::Open(section.bytes());
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->unknown(), -2.0f);
  EXPECT_EQ(table->ngram_count(2), model->level(2).size() - 1);
}

}  // namespace
}  // namespace calque::training
