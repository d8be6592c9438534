// Speed of Dictionary::Find with 2,000, 20,000 and 200,000 phrases.
//
// Phrases of one to four words are drawn from a vocabulary by Zipf's law, so that
// they share beginnings as real ones do; the text is drawn from the same words,
// with a phrase put in every fifty words or so. The number of candidates is
// compared with that of a nested loop over every word and length that looks the
// words up in a set of strings.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "detector/compiler/dictionary_compiler.h"
#include "detector/dictionary/dictionary.h"
#include "detector/text/segmenter.h"

#ifndef CALQUE_SOURCE_DIR
#error "Define CALQUE_SOURCE_DIR as the top folder of the sources, a string literal."
#endif

namespace calque::dictionary {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t kVocabulary = 50'000;
constexpr std::size_t kTextWords = 200'000;
constexpr std::size_t kSentenceWords = 20;
constexpr std::size_t kLongest = 4;

class WordSource {
 public:
  explicit WordSource(std::uint64_t seed) : random_(seed) {}

  std::size_t Below(std::size_t limit) { return random_() % limit; }

  // Zipf's law with exponent 1: the logarithm of the rank is uniform.
  std::string Word() {
    std::uniform_real_distribution<double> log_rank(0.0, std::log(double{kVocabulary}));
    return Spell(static_cast<std::size_t>(std::exp(log_rank(random_))));
  }

  Words Phrase() {
    Words words(1 + Below(kLongest));
    for (std::string& word : words) word = Word();
    // A frequent word alone would be found everywhere: such entries do not exist.
    if (words.size() == 1) words[0] = Spell(1000 + Below(kVocabulary));
    return words;
  }

 private:
  // Different letters for different ranks: 16 letters, lowest digit first.
  static std::string Spell(std::size_t rank) {
    std::string word;
    for (; rank > 0; rank /= 16) word += "abcdefghijklmnop"[rank % 16];
    return word;
  }

  std::mt19937_64 random_;
};

std::string Joined(const Words& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += (i > begin ? " " : "") + words[i];
  return text;
}

class Fixture {
 public:
  explicit Fixture(std::size_t phrases) {
    WordSource source(phrases);
    std::vector<compiler::SourceEntry> entries;
    std::vector<Words> drawn;
    std::unordered_set<std::string> known;
    while (known.size() < phrases) {
      Words words = source.Phrase();
      std::string phrase = Joined(words, 0, words.size());
      if (!known.insert(phrase).second) continue;
      compiler::SourceEntry entry;
      entry.id = "bench/" + std::to_string(known.size());
      entry.artifact = std::move(phrase);
      entry.originals = {"qqq"};
      entries.push_back(std::move(entry));
      drawn.push_back(std::move(words));
    }
    MakeText(&source, drawn, known);
    Compile(entries);
  }

  const std::string& error() const { return error_; }
  const Dictionary& dictionary() const { return *dictionary_; }
  const std::vector<text::SegmentedText>& blocks() const { return blocks_; }
  std::size_t bytes() const { return text_.size(); }
  std::size_t expected() const { return expected_; }
  std::size_t section_bytes() const { return section_.size(); }

 private:
  void MakeText(WordSource* source, const std::vector<Words>& phrases,
                const std::unordered_set<std::string>& known) {
    for (std::size_t total = 0; total < kTextWords; total += kSentenceWords) {
      Words sentence;
      while (sentence.size() < kSentenceWords) {
        if (source->Below(50) == 0) {
          const Words& phrase = phrases[source->Below(phrases.size())];
          sentence.insert(sentence.end(), phrase.begin(), phrase.end());
        } else {
          sentence.push_back(source->Word());
        }
      }
      CountSlowly(sentence, known);
      text_ += Joined(sentence, 0, sentence.size()) + "\n\n";
    }
    text::Segmenter segmenter(text_);
    text::SegmentedText block;
    while (segmenter.Next(&block)) blocks_.push_back(block);
  }

  void CountSlowly(const Words& sentence, const std::unordered_set<std::string>& known) {
    for (std::size_t begin = 0; begin < sentence.size(); ++begin) {
      for (std::size_t end = begin + 1; end <= sentence.size() && end <= begin + kLongest; ++end) {
        expected_ += known.count(Joined(sentence, begin, end));
      }
    }
  }

  void Compile(const std::vector<compiler::SourceEntry>& entries) {
    const auto lexicon = compiler::Lexicon::Open(
        "/usr/share/hunspell/en_US", CALQUE_SOURCE_DIR "/dictionaries/en/irregular.txt");
    if (!lexicon.ok()) {
      error_ = lexicon.error().message;
      return;
    }
    compiler::SourceErrors errors;
    section_ = compiler::CompileDictionary(entries, *lexicon, &errors).section;
    auto opened = Dictionary::Open(std::as_bytes(std::span(section_)));
    if (!opened.ok() || !errors.empty()) {
      error_ = opened.ok() ? errors.front() : opened.error().message;
      return;
    }
    dictionary_ = std::make_unique<Dictionary>(std::move(*opened));
  }

  std::string text_;
  std::vector<text::SegmentedText> blocks_;
  std::size_t expected_ = 0;
  std::string section_;
  std::unique_ptr<Dictionary> dictionary_;
  std::string error_;
};

void Find(benchmark::State& state) {
  const Fixture fixture(static_cast<std::size_t>(state.range(0)));
  if (!fixture.error().empty()) {
    state.SkipWithError(fixture.error().c_str());
    return;
  }
  std::vector<Candidate> candidates;
  DocumentMarks marks(fixture.dictionary().mark_count());
  std::size_t tokens = 0;
  for (const text::SegmentedText& block : fixture.blocks()) tokens += block.tokens.size();
  for (auto _ : state) {
    std::size_t found = 0;
    for (const text::SegmentedText& block : fixture.blocks()) {
      candidates.clear();
      fixture.dictionary().Find(block, &candidates, &marks);
      found += candidates.size();
    }
    if (found != fixture.expected()) {
      state.SkipWithError("the candidates are not those of the nested loop");
      return;
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(fixture.bytes()));
  state.counters["ns_per_token"] = benchmark::Counter(
      static_cast<double>(tokens) / 1e9,
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["candidates"] = static_cast<double>(fixture.expected());
  state.counters["bytes_per_phrase"] =
      static_cast<double>(fixture.section_bytes()) / static_cast<double>(state.range(0));
}
BENCHMARK(Find)->Arg(2'000)->Arg(20'000)->Arg(200'000);

}  // namespace
}  // namespace calque::dictionary

BENCHMARK_MAIN();
