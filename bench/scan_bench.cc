// Speed of the whole analysis with the built-in pack, in bytes of text a second.
//
// Data: the bundled sample articles, honest ones (clean) and those that a dense
// spinner rewrote (dense), each set repeated to 1 MB. Once as a crawl hands them
// over, an article at a time; once as a single long document. The known answers:
// verdicts are those of the file names, an article gives the same hits each time,
// and a document of N copies has N times the words and N equal shares of hits.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calque/detector.h"

#ifndef CALQUE_SOURCE_DIR
#error "Define CALQUE_SOURCE_DIR as the top folder of the sources, a string literal."
#endif

namespace calque {
namespace {

constexpr std::size_t kTextBytes = 1'000'000;

enum class Kind { kClean, kDense };

// The articles of one kind, in the order of their names.
std::vector<std::string> Articles(Kind kind) {
  const std::string_view prefix = kind == Kind::kClean ? "honest-" : "rewritten-";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(CALQUE_SOURCE_DIR "/corpora/samples")) {
    if (entry.path().filename().string().starts_with(prefix)) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> articles;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    articles.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return articles;
}

const Result<Detector>& SharedDetector() {
  static const Result<Detector> detector = Detector::Open();
  return detector;
}

struct Counts {
  std::size_t words = 0;
  std::size_t hits = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
};

void Add(const Report& report, Counts* counts) {
  counts->words += report.words;
  counts->hits += report.hits.size();
}

// What one round over the articles gives; nullopt when a verdict is wrong.
std::optional<Counts> OneRound(const std::vector<std::string>& articles, Kind kind) {
  Counts counts;
  for (const std::string& article : articles) {
    const Report report = SharedDetector()->Analyze(article);
    const Verdict expected = kind == Kind::kClean ? Verdict::kClean : Verdict::kArtifact;
    if (report.verdict != expected) return std::nullopt;
    Add(report, &counts);
  }
  return counts.words > 0 ? std::optional(counts) : std::nullopt;
}

// The error that makes measuring pointless; empty when there is none.
std::string Prepare(Kind kind, std::vector<std::string>* articles, Counts* round) {
  if (!SharedDetector().ok()) return SharedDetector().error().message;
  *articles = Articles(kind);
  const std::optional<Counts> counts = OneRound(*articles, kind);
  if (!counts) return "a sample article is missing or got the wrong verdict";
  *round = *counts;
  return "";
}

void SetCounters(benchmark::State& state, std::size_t bytes, const Counts& counts) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.counters["hits_per_1000"] =
      1000 * static_cast<double>(counts.hits) / static_cast<double>(counts.words);
  state.counters["ns_per_word"] = benchmark::Counter(
      static_cast<double>(counts.words) / 1e9,
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void AnalyzeArticles(benchmark::State& state, Kind kind) {
  std::vector<std::string> articles;
  Counts round;
  if (const std::string error = Prepare(kind, &articles, &round); !error.empty()) {
    state.SkipWithError(error.c_str());
    return;
  }
  std::size_t round_bytes = 0;
  for (const std::string& article : articles) round_bytes += article.size();
  const std::size_t times = kTextBytes / round_bytes + 1;
  const Counts expected = {times * round.words, times * round.hits};
  for (auto _ : state) {
    Counts counts;
    for (std::size_t i = 0; i < times; ++i) {
      for (const std::string& article : articles) Add(SharedDetector()->Analyze(article), &counts);
    }
    if (counts != expected) {
      state.SkipWithError("the same articles gave other hits");
      return;
    }
  }
  SetCounters(state, times * round_bytes, expected);
}
BENCHMARK_CAPTURE(AnalyzeArticles, clean, Kind::kClean)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(AnalyzeArticles, dense, Kind::kDense)->Unit(benchmark::kMillisecond);

void AnalyzeLongDocument(benchmark::State& state, Kind kind) {
  std::vector<std::string> articles;
  Counts round;
  if (const std::string error = Prepare(kind, &articles, &round); !error.empty()) {
    state.SkipWithError(error.c_str());
    return;
  }
  std::string text;
  std::size_t times = 0;
  for (; text.size() < kTextBytes; ++times) {
    for (const std::string& article : articles) text.append(article).append("\n\n");
  }
  Counts first;
  Add(SharedDetector()->Analyze(text), &first);
  const bool any_hits = first.hits > 0;
  if (first.words != times * round.words || first.hits % times != 0 ||
      any_hits != (kind == Kind::kDense)) {
    state.SkipWithError("the copies in the long document do not count alike");
    return;
  }
  for (auto _ : state) {
    Counts counts;
    Add(SharedDetector()->Analyze(text), &counts);
    if (counts != first) {
      state.SkipWithError("the same document gave other hits");
      return;
    }
  }
  SetCounters(state, text.size(), first);
}
BENCHMARK_CAPTURE(AnalyzeLongDocument, clean, Kind::kClean)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(AnalyzeLongDocument, dense, Kind::kDense)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace calque

BENCHMARK_MAIN();
