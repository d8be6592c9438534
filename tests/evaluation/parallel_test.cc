// Every index once, whatever the number of threads.
#include "detector/evaluation/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace calque::evaluation {
namespace {

TEST(ParallelTest, EveryIndexOnce) {
  for (const int threads : {0, 1, 2, 7}) {
    for (const std::size_t count :
         {std::size_t{0}, std::size_t{1}, std::size_t{5}, std::size_t{999}}) {
      std::vector<std::atomic<int>> seen(count);
      ForEachIndex(count, threads, [&](std::size_t i) { ++seen[i]; });
      for (const auto& times : seen) EXPECT_EQ(times, 1);
    }
  }
}

}  // namespace
}  // namespace calque::evaluation
