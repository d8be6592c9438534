// The whole analysis through calque::Detector: bytes a second, allocations, latency.
//
// Texts are made of the bundled sample articles, repeated to the size that is asked for: honest
// ones (clean), those that a dense spinner rewrote (dense), honest ones with an accent on
// one word in four (accented). Known answers: the words of a text, counted with the
// segmenter; the verdict of every article; hits lie in the text, in order, and the same text
// gives the same hits. A long document of N copies has N equal shares of hits.
//
// Dictionaries and models of several sizes come from the folder that bench/run.py prepares,
// CALQUE_BENCH_DATA; without it those benchmarks say that they were skipped.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/allocation_count.h"
#include "bench/sample_articles.h"
#include "bench/stopwatch.h"
#include "calque/detector.h"
#include "detector/text/segmenter.h"

namespace calque::bench {
namespace {

constexpr std::size_t kMegabyte = 1'000'000;
constexpr std::size_t kArticleBytes = 5000;

const Result<Detector>& SharedDetector() {
  static const Result<Detector> detector = Detector::Open();
  return detector;
}

std::size_t WordsOf(std::string_view text) {
  std::size_t words = 0;
  text::Segmenter segmenter(text);
  text::SegmentedText block;
  while (segmenter.Next(&block)) {
    for (const text::Token& token : block.tokens) {
      words += token.kind == text::TokenKind::kWord || token.kind == text::TokenKind::kNumber;
    }
  }
  return words;
}

// What is wrong with a report; empty: nothing.
std::string FaultOf(const Report& report, std::string_view text, Kind kind) {
  if (report.words != WordsOf(text)) return "the words are not those that the segmenter counts";
  std::size_t last = 0;
  for (const Hit& hit : report.hits) {
    if (hit.span.begin < last || hit.span.end <= hit.span.begin || hit.span.end > text.size()) {
      return "a hit lies outside the text or out of order";
    }
    last = hit.span.begin;
  }
  const Verdict expected = kind == Kind::kDense ? Verdict::kArtifact : Verdict::kClean;
  const bool sure = kind != Kind::kAccented && text.size() >= 1500;
  return sure && report.verdict != expected ? "the verdict is wrong" : "";
}

void SetCounters(benchmark::State& state, std::size_t bytes, const Report& report) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.counters["hits_per_1000"] = 1000 * static_cast<double>(report.hits.size()) /
                                    static_cast<double>(std::max<std::size_t>(1, report.words));
  state.counters["ns_per_word"] = benchmark::Counter(
      static_cast<double>(report.words) / 1e9,
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void AnalyzeText(benchmark::State& state, const Result<Detector>& detector, const std::string& text,
                 Kind kind) {
  if (!detector.ok()) {
    state.SkipWithError(detector.error().message.c_str());
    return;
  }
  const Report first = detector->Analyze(text);
  if (const std::string fault = FaultOf(first, text, kind); !fault.empty()) {
    state.SkipWithError(fault.c_str());
    return;
  }
  for (auto _ : state) {
    const Report report = detector->Analyze(text);
    if (report.hits.size() != first.hits.size() || report.words != first.words) {
      state.SkipWithError("the same text gave another report");
      return;
    }
  }
  SetCounters(state, text.size(), first);
}

void BySize(benchmark::State& state, Kind kind) {
  AnalyzeText(state, SharedDetector(), SampleText(kind, static_cast<std::size_t>(state.range(0))),
              kind);
}
void Sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("bytes")->Unit(benchmark::kMicrosecond);
  for (std::int64_t bytes = 100; bytes <= 100'000'000; bytes *= 10) benchmark->Arg(bytes);
}
BENCHMARK_CAPTURE(BySize, clean, Kind::kClean)->Apply(Sizes);
BENCHMARK_CAPTURE(BySize, dense, Kind::kDense)->Apply(Sizes);
BENCHMARK_CAPTURE(BySize, accented, Kind::kAccented)->Arg(10'000)->Arg(1'000'000);

// All articles of a kind, one at a time, as a crawl hands them over.
void ByArticle(benchmark::State& state, Kind kind) {
  if (!SharedDetector().ok()) {
    state.SkipWithError(SharedDetector().error().message.c_str());
    return;
  }
  std::size_t bytes = 0;
  Report all;
  for (const std::string& article : SampleArticles(kind)) {
    const Report report = SharedDetector()->Analyze(article);
    if (const std::string fault = FaultOf(report, article, kind); !fault.empty()) {
      state.SkipWithError(fault.c_str());
      return;
    }
    bytes += article.size();
    all.words += report.words;
    all.hits.insert(all.hits.end(), report.hits.begin(), report.hits.end());
  }
  for (auto _ : state) {
    std::size_t hits = 0;
    for (const std::string& article : SampleArticles(kind)) {
      hits += SharedDetector()->Analyze(article).hits.size();
    }
    if (hits != all.hits.size()) {
      state.SkipWithError("the same articles gave other hits");
      return;
    }
  }
  SetCounters(state, bytes, all);
}
BENCHMARK_CAPTURE(ByArticle, clean, Kind::kClean)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(ByArticle, dense, Kind::kDense)->Unit(benchmark::kMicrosecond);

// An article of 5 KB, its report in the memory of the last one: mean and 99th percentile,
// allocations of a call after the first ones.
void Latency(benchmark::State& state, Kind kind) {
  const std::string text = SampleText(kind, kArticleBytes);
  if (!SharedDetector().ok()) {
    state.SkipWithError(SharedDetector().error().message.c_str());
    return;
  }
  Report report = SharedDetector()->Analyze(text);
  if (const std::string fault = FaultOf(report, text, kind); !fault.empty()) {
    state.SkipWithError(fault.c_str());
    return;
  }
  std::vector<double> seconds;
  std::size_t allocations = 0;
  std::size_t allocated_bytes = 0;
  for (auto _ : state) {
    const AllocationCount before = Allocations();
    const double time = SecondsOf([&] {
      SharedDetector()->AnalyzeInto(text, &report);
      benchmark::DoNotOptimize(report.hits.size());
    });
    allocations += Allocations().count - before.count;
    allocated_bytes += Allocations().bytes - before.bytes;
    seconds.push_back(time);
    state.SetIterationTime(time);
  }
  std::sort(seconds.begin(), seconds.end());
  SetCounters(state, text.size(), report);
  const auto calls = static_cast<double>(seconds.size());
  state.counters["p99_us"] = 1e6 * seconds[static_cast<std::size_t>(0.99 * (calls - 1))];
  state.counters["allocations"] = static_cast<double>(allocations) / calls;
  state.counters["allocated_bytes"] = static_cast<double>(allocated_bytes) / calls;
}
BENCHMARK_CAPTURE(Latency, clean, Kind::kClean)
    ->UseManualTime()
    ->Iterations(2000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(Latency, dense, Kind::kDense)
    ->UseManualTime()
    ->Iterations(2000)
    ->Unit(benchmark::kMicrosecond);

// The prepared folder's text, a megabyte of it; empty when there is none.
std::string DataFile(const std::string& name) {
  const char* folder = std::getenv("CALQUE_BENCH_DATA");
  return folder == nullptr ? "" : std::string(folder) + "/" + name;
}

std::string PreparedText() {
  std::string text = Contents(DataFile("text.txt"));
  text.resize(std::min(text.size(), kMegabyte));
  return text;
}

// Spliced text is no prose, so that no verdict is expected of it.
void AnalyzePrepared(benchmark::State& state, const std::string& file,
                     const Result<Detector>& detector) {
  if (!std::filesystem::exists(file)) {
    state.SkipWithError("skipped: CALQUE_BENCH_DATA names no folder that bench/run.py prepared");
    return;
  }
  AnalyzeText(state, detector, PreparedText(), Kind::kAccented);
  state.counters["file_MB"] = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
}

// The built-in pack and a dictionary of so many phrases beside it.
void ByDictionary(benchmark::State& state) {
  const std::string file = DataFile("phrases-" + std::to_string(state.range(0)) + ".dict");
  DetectorOptions options;
  options.dictionaries.push_back({file, Contents(file)});
  AnalyzePrepared(state, file, Detector::Open(options));
}
BENCHMARK(ByDictionary)
    ->ArgName("phrases")
    ->Arg(2'000)
    ->Arg(20'000)
    ->Arg(200'000)
    ->Unit(benchmark::kMillisecond);

// Packs whose models take so many megabytes, about.
void ByModel(benchmark::State& state) {
  const std::string file = DataFile("model-" + std::to_string(state.range(0)) + ".pack");
  AnalyzePrepared(state, file, Detector::Open(file));
}
BENCHMARK(ByModel)->ArgName("MB")->Arg(10)->Arg(40)->Arg(400)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace calque::bench

BENCHMARK_MAIN();
