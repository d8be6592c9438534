// Wall-clock time of one call.
#ifndef CALQUE_BENCH_STOPWATCH_H_
#define CALQUE_BENCH_STOPWATCH_H_

#include <chrono>

namespace calque::bench {

template <typename Call>
double SecondsOf(const Call& call) {
  const auto begin = std::chrono::steady_clock::now();
  call();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace calque::bench

#endif  // CALQUE_BENCH_STOPWATCH_H_
