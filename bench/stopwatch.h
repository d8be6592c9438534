// How long one call takes.
#ifndef CALQUE_BENCH_STOPWATCH_H_
#define CALQUE_BENCH_STOPWATCH_H_

#include <sys/resource.h>

#include <chrono>

namespace calque::bench {

// By the clock on the wall.
template <typename Call>
double SecondsOf(const Call& call) {
  const auto begin = std::chrono::steady_clock::now();
  call();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// That this process, and those that it has waited for, have had the processor.
inline double ProcessorSeconds() {
  double seconds = 0;
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    getrusage(who, &usage);
    for (const timeval& time : {usage.ru_utime, usage.ru_stime}) {
      seconds += static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    }
  }
  return seconds;
}

}  // namespace calque::bench

#endif  // CALQUE_BENCH_STOPWATCH_H_
