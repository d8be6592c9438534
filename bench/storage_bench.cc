// How long a detector takes to open: the built-in pack, whose sections were
// checked when it was built, and the same pack as a file, every byte of which is
// compared with its checksums. The file is in the page cache. After opening, a
// text is analysed once outside the timed part, and its verdict must be right.
#include <benchmark/benchmark.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>

#include "calque/detector.h"
#include "detector/default_pack.h"

namespace calque {
namespace {

constexpr const char* kSentence = "The committee will meet on Tuesday to discuss the budget.";

std::string PackFile() {
  const std::string path = std::filesystem::temp_directory_path() / "calque_storage_bench.pack";
  const std::span<const std::byte> pack = DefaultPack();
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(pack.data()), static_cast<std::streamsize>(pack.size()));
  return path;
}

template <typename Open>
void OpenDetector(benchmark::State& state, Open open) {
  for (auto _ : state) {
    const auto detector = open();
    state.PauseTiming();
    if (!detector.ok() || detector->Analyze(kSentence).words != 10) {
      state.SkipWithError("the detector does not work");
      return;
    }
    state.ResumeTiming();
  }
  state.counters["pack_MB"] = static_cast<double>(DefaultPack().size()) / 1e6;
}

void OpenBuiltIn(benchmark::State& state) {
  OpenDetector(state, [] { return Detector::Open(); });
}
BENCHMARK(OpenBuiltIn)->Unit(benchmark::kMillisecond);

void OpenFile(benchmark::State& state) {
  const std::string path = PackFile();
  OpenDetector(state, [&] { return Detector::Open(path); });
  std::filesystem::remove(path);
}
BENCHMARK(OpenFile)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace calque

BENCHMARK_MAIN();
