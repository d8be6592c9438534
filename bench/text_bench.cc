// Speed of the segmenter in bytes a second, over ASCII and over other text.
//
// ASCII: the bundled sample articles, repeated. Other text: generated from a seed,
// words of several scripts. Every run is checked against two slow counts: each
// visible byte lies in exactly one token, and the generator knows how many tokens
// and sentences it wrote.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"

#ifndef CALQUE_SOURCE_DIR
#error "Define CALQUE_SOURCE_DIR as the top folder of the sources, a string literal."
#endif

namespace calque::text {
namespace {

constexpr std::size_t kTextBytes = std::size_t{1} << 20;

struct Counts {
  std::size_t tokens = 0;
  std::size_t sentences = 0;
  std::size_t token_bytes = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
};

struct Sample {
  std::string text;
  Counts expected;
};

Counts CountOf(std::string_view text) {
  Counts counts;
  Segmenter segmenter(text);
  SegmentedText block;
  while (segmenter.Next(&block)) {
    counts.tokens += block.tokens.size();
    counts.sentences += block.sentences.size();
    for (const Token& token : block.tokens) counts.token_bytes += token.end - token.begin;
  }
  return counts;
}

std::size_t VisibleBytes(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c != ' ' && c != '\n'; }));
}

// All samples, ASCII bytes only, once.
std::string Articles() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(CALQUE_SOURCE_DIR "/corpora/samples")) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::string text;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::copy_if(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>(),
                 std::back_inserter(text), [](char c) { return (c & 0x80) == 0; });
    text += "\n\n";
  }
  return text;
}

// Repeating a text repeats its tokens: it ends with an empty line.
Sample AsciiSample() {
  const std::string unit = Articles();
  const Counts once = CountOf(unit);
  Sample sample;
  std::size_t times = 0;
  for (; sample.text.size() < kTextBytes; ++times) sample.text += unit;
  sample.expected = {times * once.tokens, times * once.sentences, VisibleBytes(sample.text)};
  return sample;
}

// Sentences of 5 to 24 words, a capitalised one first and a period last.
Sample GeneratedSample(const std::vector<std::string_view>& words, std::string_view first) {
  std::mt19937_64 random(7);
  Sample sample;
  while (sample.text.size() < kTextBytes) {
    sample.text += first;
    const std::size_t more = 4 + random() % 20;
    for (std::size_t i = 0; i < more; ++i) {
      sample.text += ' ';
      sample.text += words[random() % words.size()];
    }
    sample.text += ".\n";
    sample.expected.tokens += more + 2;
    ++sample.expected.sentences;
  }
  sample.expected.token_bytes = VisibleBytes(sample.text);
  return sample;
}

// One word in four has a letter outside ASCII.
Sample AccentedSample() {
  return GeneratedSample({"the", "minister", "caf\xC3\xA9", "Z\xC3\xBCrich", "council", "said",
                          "na\xC3\xAFve", "market", "years", "report", "during", "another"},
                         "\xC3\x89"
                         "douard");
}

Sample CyrillicSample() {
  return GeneratedSample({"\xD0\xBC\xD0\xB8\xD0\xBD\xD0\xB8\xD1\x81\xD1\x82\xD1\x80",
                          "\xD1\x81\xD0\xBA\xD0\xB0\xD0\xB7\xD0\xB0\xD0\xBB", "\xD0\xB2",
                          "\xD0\xB3\xD0\xBE\xD1\x80\xD0\xBE\xD0\xB4\xD0\xB5",
                          "\xD0\xBD\xD0\xBE\xD0\xB2\xD1\x8B\xD0\xB9"},
                         "\xD0\x93\xD0\xBE\xD1\x80\xD0\xBE\xD0\xB4");
}

void Segment(benchmark::State& state, const Sample& sample) {
  if (CountOf(sample.text) != sample.expected) {
    state.SkipWithError("the segmenter lost or made tokens, sentences or bytes");
    return;
  }
  for (auto _ : state) {
    std::size_t tokens = 0;
    Segmenter segmenter(sample.text);
    SegmentedText block;
    while (segmenter.Next(&block)) tokens += block.tokens.size();
    if (tokens != sample.expected.tokens) {
      state.SkipWithError("the number of tokens changed");
      return;
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sample.text.size()));
  state.counters["tokens"] = static_cast<double>(sample.expected.tokens);
}

void SegmentAscii(benchmark::State& state) {
  static const Sample sample = AsciiSample();
  Segment(state, sample);
}
BENCHMARK(SegmentAscii);

void SegmentAccented(benchmark::State& state) {
  static const Sample sample = AccentedSample();
  Segment(state, sample);
}
BENCHMARK(SegmentAccented);

void SegmentCyrillic(benchmark::State& state) {
  static const Sample sample = CyrillicSample();
  Segment(state, sample);
}
BENCHMARK(SegmentCyrillic);

}  // namespace
}  // namespace calque::text

BENCHMARK_MAIN();
