// Speed of language model scoring: the scalar path against the sentence path,
// on tables of 1 M and 10 M n-grams (far beyond the caches).
//
// The text is synthetic: word ranks drawn from Zipf's law, and every other
// sentence reuses runs of an earlier one, so that long n-grams recur. The model
// holds the n-grams (order 1 to 4) of its own text; what is scored is half
// that text, half new text. Every benchmark compares a checksum of its answers
// with that of the scalar path and fails if they differ.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/lm/table_builder.h"
#include "detector/lm/table_codec.h"

namespace calque::lm {
namespace {

constexpr int kOrder = 4;
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
    return MixKey(static_cast<std::uint64_t>(std::exp(log_rank(random_))) + 1);
  }

  std::mt19937_64 random_;
  std::vector<Sentence> earlier_;
};

struct OrderedKey {
  text::NgramKey key;
  int order;
};

void AppendNgrams(const Sentence& sentence, std::vector<OrderedKey>* ngrams) {
  Sentence padded = {text::SentenceBeginKey()};
  padded.insert(padded.end(), sentence.begin(), sentence.end());
  padded.push_back(text::SentenceEndKey());
  for (std::size_t i = 0; i < padded.size(); ++i) {
    text::NgramKey key = 0;
    for (std::size_t n = 1; n <= kOrder && i + n <= padded.size(); ++n) {
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
  explicit Fixture(std::size_t size) {
    ZipfText text(size);
    std::vector<OrderedKey> ngrams;
    std::size_t distinct_at = size;
    while (ngrams.size() < size) {
      while (ngrams.size() < distinct_at) {
        Sentence sentence = text.Next();
        AppendNgrams(sentence, &ngrams);
        if (sentences_.size() < kScored / 2) sentences_.push_back(std::move(sentence));
      }
      KeepDistinct(&ngrams);
      distinct_at = ngrams.size() + (size - std::min(size, ngrams.size())) * 3 / 2 + 1;
    }
    ZipfText other(size + 1);
    while (sentences_.size() < kScored) sentences_.push_back(other.Next());
    std::shuffle(sentences_.begin(), sentences_.end(), std::mt19937_64(1));
    Build(ngrams);
    expected_ = ScoreOneByOne();
  }

  const NgramModel& model() const { return *model_; }
  const std::vector<Sentence>& sentences() const { return sentences_; }
  std::uint64_t expected() const { return expected_; }
  std::size_t ngram_count() const { return ngram_count_; }
  std::span<const std::byte> section() const { return {section_.get(), section_size_}; }

  std::uint64_t ScoreOneByOne() const {
    std::uint64_t checksum = 0;
    for (const Sentence& sentence : sentences_) {
      NgramModel::State state = model_->begin_sentence();
      for (const text::TokenKey word : sentence) {
        checksum = Mixed(checksum, model_->Score(state, word, &state));
      }
      checksum = Mixed(checksum, model_->Score(state, text::SentenceEndKey(), &state));
    }
    return checksum;
  }

  std::uint64_t ScoreSentences() const {
    std::uint64_t checksum = 0;
    std::array<WordScore, kSentence + 1> scores;
    for (const Sentence& sentence : sentences_) {
      model_->ScoreSentence(sentence, scores);
      for (const WordScore& score : scores) checksum = Mixed(checksum, score);
    }
    return checksum;
  }

 private:
  struct Free {
    void operator()(std::byte* bytes) const { ::operator delete (bytes, std::align_val_t{64}); }
  };

  static std::uint64_t Mixed(std::uint64_t checksum, const WordScore& score) {
    return std::rotl(checksum, 5) ^ std::bit_cast<std::uint32_t>(score.log10_prob) ^
           (std::uint64_t{score.order} << 40);
  }

  void Build(const std::vector<OrderedKey>& ngrams) {
    std::mt19937_64 random(3);
    std::normal_distribution<float> prob(-2.5f, 0.8f);
    TableBuilder builder(kOrder);
    builder.SetUnknown(-6.0f);
    for (const auto& [key, order] : ngrams) {
      builder.Add(order, key, prob(random), order < kOrder ? prob(random) / 8 : 0.0f);
    }
    ngram_count_ = ngrams.size();
    const std::string bytes = builder.Serialize();
    section_size_ = bytes.size();
    section_.reset(static_cast<std::byte*>(::operator new (section_size_, std::align_val_t{64})));
    std::memcpy(section_.get(), bytes.data(), bytes.size());
    model_ = std::make_unique<NgramModel>(*NgramModel::Open(section()));
  }

  std::vector<Sentence> sentences_;
  std::size_t ngram_count_ = 0;
  std::size_t section_size_ = 0;
  std::unique_ptr<std::byte, Free> section_;
  std::unique_ptr<NgramModel> model_;
  std::uint64_t expected_ = 0;
};

const Fixture& FixtureOf(benchmark::State& state) {
  static const Fixture small(1'000'000);
  if (state.range(0) == 1) return small;
  static const Fixture large(10'000'000);
  return large;
}

template <std::uint64_t (Fixture::*kScore)() const>
void ScoreText(benchmark::State& state) {
  const Fixture& fixture = FixtureOf(state);
  for (auto _ : state) {
    if ((fixture.*kScore)() != fixture.expected()) {
      state.SkipWithError("the answers differ from those of the scalar path");
      return;
    }
  }
  const auto words = static_cast<double>(fixture.sentences().size() * (kSentence + 1));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(words));
  state.counters["ns_per_word"] = benchmark::Counter(
      words / 1e9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["bytes_per_ngram"] =
      static_cast<double>(fixture.section().size()) / static_cast<double>(fixture.ngram_count());
}
BENCHMARK_TEMPLATE(ScoreText, &Fixture::ScoreOneByOne)->Name("Score")->Arg(1)->Arg(10);
BENCHMARK_TEMPLATE(ScoreText, &Fixture::ScoreSentences)->Name("ScoreSentence")->Arg(1)->Arg(10);

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
BENCHMARK(Decode)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace calque::lm

BENCHMARK_MAIN();
