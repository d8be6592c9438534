// Threads take the next index from a counter; the caller is one of them.
#include "detector/evaluation/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace calque::evaluation {

void ForEachIndex(std::size_t count, int threads, const std::function<void(std::size_t)>& work) {
  const std::size_t wanted =
      threads > 0 ? static_cast<std::size_t>(threads) : std::thread::hardware_concurrency();
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < std::min(wanted, count); ++i) others.emplace_back(run);
  run();
}

}  // namespace calque::evaluation
