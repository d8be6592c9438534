// Speed of language model scoring: word by word, sentence by sentence, and block
// by block, for orders 3 and 5, with tables of 1 M n-grams (6 MB, in the cache)
// and 20 M (far beyond it; also in huge pages).
//
// The text is synthetic: word ranks drawn from Zipf's law, and every other
// sentence reuses runs of an earlier one, so that long n-grams recur. The model
// holds the n-grams of its own text; what is scored is half that text, half new
// text, from token keys to scores. Every benchmark compares a checksum of its
// answers with that of the scalar path and fails if they differ. Tables are
// built when they are first used, the large ones in about a minute each.
//
// per_word: with </s> as a word. per_ngram: per look-up that an answer
// needs, of lengths 1, 2, ... up to the first that is absent.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/lm/table_builder.h"
#include "detector/lm/table_codec.h"
#include "detector/storage/pack.h"
#include "detector/text/segmented_text.h"

namespace calque::lm {
namespace {

constexpr std::size_t kSentence = 25;
constexpr std::size_t kScored = 8000;  // sentences

using Sentence = std::vector<text::TokenKey>;

class ZipfText {
 public:
  explicit ZipfText(std::uint64_t seed) : random_(seed) {}

  Sentence Next() {
    Sentence sentence;
    while (sentence.size() < kSentence) {
      if (!earlier_.empty() && random_() % 4 == 0) {
        const Sentence& from = earlier_[random_() % earlier_.size()];
        const std::size_t begin = random_() % (kSentence - 5);
        for (std::size_t i = 0; i < 5; ++i) sentence.push_back(from[begin + i]);
      } else {
        sentence.push_back(Word());
      }
    }
    sentence.resize(kSentence);
    if (random_() % 2 == 0) earlier_.push_back(sentence);
    return sentence;
  }

 private:
  // Zipf's law with exponent 1 over 300,000 words: the logarithm of the rank is uniform.
  text::TokenKey Word() {
    std::uniform_real_distribution<double> log_rank(0.0, std::log(300'000.0));
    const auto rank = static_cast<std::uint64_t>(std::exp(log_rank(random_)));
    return text::HashToken(std::to_string(rank));
  }

  std::mt19937_64 random_;
  std::vector<Sentence> earlier_;
};

struct OrderedKey {
  text::NgramKey key;
  int order;
};

void AppendNgrams(const Sentence& sentence, std::size_t order, std::vector<OrderedKey>* ngrams) {
  Sentence padded = {text::SentenceBeginKey()};
  padded.insert(padded.end(), sentence.begin(), sentence.end());
  padded.push_back(text::SentenceEndKey());
  for (std::size_t i = 0; i < padded.size(); ++i) {
    text::NgramKey key = 0;
    for (std::size_t n = 1; n <= order && i + n <= padded.size(); ++n) {
      key = text::Extend(key, padded[i + n - 1]);
      ngrams->push_back({key, static_cast<int>(n)});
    }
  }
}

void KeepDistinct(std::vector<OrderedKey>* ngrams) {
  const auto by_key = [](const OrderedKey& a, const OrderedKey& b) { return a.key < b.key; };
  const auto same = [](const OrderedKey& a, const OrderedKey& b) { return a.key == b.key; };
  std::sort(ngrams->begin(), ngrams->end(), by_key);
  ngrams->erase(std::unique(ngrams->begin(), ngrams->end(), same), ngrams->end());
}

// A model of about `size` n-grams, with sentences to score.
class Fixture {
 public:
  Fixture(int order, std::size_t size) : order_(order) {
    ZipfText text(size);
    std::vector<OrderedKey> ngrams;
    std::size_t distinct_at = size;
    while (ngrams.size() < size) {
      while (ngrams.size() < distinct_at) {
        Sentence sentence = text.Next();
        AppendNgrams(sentence, static_cast<std::size_t>(order), &ngrams);
        if (sentences_.size() < kScored / 2) sentences_.push_back(std::move(sentence));
      }
      KeepDistinct(&ngrams);
      distinct_at = ngrams.size() + (size - std::min(size, ngrams.size())) * 3 / 2 + 1;
    }
    ZipfText other(size + 1);
    while (sentences_.size() < kScored) sentences_.push_back(other.Next());
    std::shuffle(sentences_.begin(), sentences_.end(), std::mt19937_64(1));
    Build(ngrams);
    ngrams = {};
    MakeBlocks();
    expected_ = ScoreOneByOne();
  }

  std::size_t sentence_count() const { return sentences_.size(); }
  std::uint64_t expected() const { return expected_; }
  std::size_t ngram_count() const { return ngram_count_; }
  std::span<const std::byte> section() const { return huge_->bytes(); }
  // Look-ups that the scalar path makes for all words.
  std::uint64_t lookups() const { return lookups_; }

  // The same table in pages of the usual size, or in huge ones.
  void UseHugePages(bool huge) { model_ = *NgramModel::Open(huge ? huge_->bytes() : small()); }

  std::uint64_t ScoreOneByOne() {
    std::uint64_t checksum = 0;
    lookups_ = 0;
    for (const Sentence& sentence : sentences_) {
      NgramModel::State state = model_.begin_sentence();
      for (std::size_t i = 0; i <= sentence.size(); ++i) {
        const text::TokenKey word = i < sentence.size() ? sentence[i] : text::SentenceEndKey();
        const int known = state.length;
        const WordScore score = model_.Score(state, word, &state);
        lookups_ += static_cast<std::uint64_t>(std::min(known + 1, score.order + 1));
        checksum = Mixed(checksum, score);
      }
    }
    return checksum;
  }

  std::uint64_t ScoreSentences() {
    std::uint64_t checksum = 0;
    std::array<WordScore, kSentence + 1> scores;
    for (const Sentence& sentence : sentences_) {
      model_.ScoreSentence(sentence, scores);
      for (const WordScore& score : scores) checksum = Mixed(checksum, score);
    }
    return checksum;
  }

  std::uint64_t ScoreBlocks() {
    std::uint64_t checksum = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      ScoreBlock(i);
      for (const WordScore& score : scores_) checksum = Mixed(checksum, score);
    }
    return checksum;
  }

  std::size_t block_count() const { return blocks_.size(); }
  // The number of scores, which scores() then holds.
  std::size_t ScoreBlock(std::size_t i) {
    const text::SegmentedText& block = blocks_[i];
    scores_.resize(block.keys.size() + block.sentences.size());
    model_.ScoreBlock(block, scores_);
    return scores_.size();
  }
  std::span<const WordScore> scores() const { return scores_; }
  const NgramModel& model() const { return model_; }
  std::span<const Sentence> SentencesOf(std::size_t block) const {
    std::size_t first = 0;
    for (std::size_t i = 0; i < block; ++i) first += blocks_[i].sentences.size();
    return std::span(sentences_).subspan(first, blocks_[block].sentences.size());
  }

 private:
  std::span<const std::byte> small() const {
    return std::as_bytes(std::span(lines_)).first(huge_->bytes().size());
  }

  static std::uint64_t Mixed(std::uint64_t checksum, const WordScore& score) {
    return std::rotl(checksum, 5) ^ std::bit_cast<std::uint32_t>(score.log10_prob) ^
           (std::uint64_t{score.order} << 40);
  }

  void Build(const std::vector<OrderedKey>& ngrams) {
    std::mt19937_64 random(3);
    std::normal_distribution<float> prob(-2.5f, 0.8f);
    TableBuilder builder(order_);
    builder.SetUnknown(-6.0f);
    for (const auto& [key, order] : ngrams) {
      builder.Add(order, key, prob(random), order < order_ ? prob(random) / 8 : 0.0f);
    }
    ngram_count_ = ngrams.size();
    const std::string bytes = builder.Serialize();
    lines_.resize(bytes.size() / sizeof(TableLine) + 1);
    std::memcpy(static_cast<void*>(lines_.data()), bytes.data(), bytes.size());
    huge_ = std::make_unique<storage::MappedFile>(
        *storage::MappedFile::Copy(std::as_bytes(std::span(bytes))));
    UseHugePages(false);
  }

  // Blocks as the segmenter makes them.
  void MakeBlocks() {
    constexpr std::size_t kBlockTokens = 4096;
    for (const Sentence& sentence : sentences_) {
      if (blocks_.empty() || blocks_.back().keys.size() >= kBlockTokens) blocks_.emplace_back();
      text::SegmentedText& block = blocks_.back();
      const auto begin = static_cast<std::uint32_t>(block.keys.size());
      block.keys.insert(block.keys.end(), sentence.begin(), sentence.end());
      block.sentences.push_back({begin, static_cast<std::uint32_t>(block.keys.size())});
    }
  }

  int order_;
  std::vector<Sentence> sentences_;
  std::vector<text::SegmentedText> blocks_;
  std::vector<WordScore> scores_;
  std::size_t ngram_count_ = 0;
  std::vector<TableLine> lines_;
  std::unique_ptr<storage::MappedFile> huge_;
  NgramModel model_;
  std::uint64_t lookups_ = 0;
  std::uint64_t expected_ = 0;
};

// Of the order, and with the millions of n-grams, that the benchmark asks for.
Fixture& FixtureOf(const benchmark::State& state) {
  static std::map<std::pair<int, std::int64_t>, std::unique_ptr<Fixture>> fixtures;
  const int order = static_cast<int>(state.range(0));
  std::unique_ptr<Fixture>& fixture = fixtures[{order, state.range(1)}];
  if (fixture == nullptr) {
    fixture =
        std::make_unique<Fixture>(order, static_cast<std::size_t>(state.range(1)) * 1'000'000);
  }
  return *fixture;
}

template <std::uint64_t (Fixture::*kScore)()>
void ScoreText(benchmark::State& state) {
  Fixture& fixture = FixtureOf(state);
  fixture.UseHugePages(state.range(2) != 0);
  for (auto _ : state) {
    if ((fixture.*kScore)() != fixture.expected()) {
      state.SkipWithError("the answers differ from those of the scalar path");
      return;
    }
  }
  const auto words = static_cast<double>(fixture.sentence_count() * (kSentence + 1));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(words));
  const auto kInverse = benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert;
  state.counters["per_word"] = benchmark::Counter(words, kInverse);
  state.counters["per_ngram"] =
      benchmark::Counter(static_cast<double>(fixture.lookups()), kInverse);
  state.counters["bytes_per_ngram"] =
      static_cast<double>(fixture.section().size()) / static_cast<double>(fixture.ngram_count());
}

void Sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"order", "millions", "huge"});
  for (const int order : {3, 5}) benchmark->Args({order, 1, 0})->Args({order, 20, 0});
  for (const int order : {3, 5}) benchmark->Args({order, 20, 1});
}
BENCHMARK_TEMPLATE(ScoreText, &Fixture::ScoreOneByOne)->Name("Score")->Apply(Sizes);
BENCHMARK_TEMPLATE(ScoreText, &Fixture::ScoreSentences)->Name("ScoreSentence")->Apply(Sizes);
BENCHMARK_TEMPLATE(ScoreText, &Fixture::ScoreBlocks)->Name("ScoreBlock")->Apply(Sizes);

// Whether the scores of a block are those of the scalar path.
bool IsRight(const Fixture& fixture, std::size_t block) {
  std::array<WordScore, kSentence + 1> expected;
  std::span<const WordScore> scores = fixture.scores();
  for (const Sentence& sentence : fixture.SentencesOf(block)) {
    fixture.model().ScoreSentence(sentence, expected);
    const auto same = [](const WordScore& a, const WordScore& b) {
      return a.log10_prob == b.log10_prob && a.order == b.order;
    };
    if (!std::equal(expected.begin(), expected.end(), scores.begin(), same)) return false;
    scores = scores.subspan(expected.size());
  }
  return scores.empty();
}

void ScoreCold(benchmark::State& state) {
  Fixture& fixture = FixtureOf(state);
  fixture.UseHugePages(state.range(2) != 0);
  std::vector<std::uint64_t> other_work(std::size_t{64} << 20 >> 3);  // 64 MiB
  std::size_t block = 0;
  double words = 0;
  for (auto _ : state) {
    for (std::uint64_t& value : other_work) ++value;
    benchmark::ClobberMemory();
    const auto begin = std::chrono::steady_clock::now();
    words += static_cast<double>(fixture.ScoreBlock(block));
    const auto end = std::chrono::steady_clock::now();
    state.SetIterationTime(std::chrono::duration<double>(end - begin).count());
    if (!IsRight(fixture, block)) {
      state.SkipWithError("the answers differ from those of the scalar path");
      return;
    }
    block = (block + 1) % fixture.block_count();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(words));
  state.counters["per_word"] =
      benchmark::Counter(words, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(ScoreCold)->Apply(Sizes)->UseManualTime();

void Decode(benchmark::State& state) {
  const Fixture& fixture = FixtureOf(state);
  const std::string compact = EncodeTable(fixture.section());
  for (auto _ : state) {
    const auto decoded = DecodeTable(std::as_bytes(std::span(compact)));
    if (!decoded.ok() || decoded->size() != fixture.section().size() ||
        std::memcmp(decoded->data(), fixture.section().data(), decoded->size()) != 0) {
      state.SkipWithError("the section did not come back");
      return;
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(fixture.ngram_count()));
  state.counters["bytes_per_ngram"] =
      static_cast<double>(compact.size()) / static_cast<double>(fixture.ngram_count());
}
BENCHMARK(Decode)->ArgNames({"order", "millions"})->Args({3, 1})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace calque::lm

BENCHMARK_MAIN();
