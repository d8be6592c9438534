// How often this program has asked for memory: operator new, in all its forms, counts.
#ifndef CALQUE_BENCH_ALLOCATION_COUNT_H_
#define CALQUE_BENCH_ALLOCATION_COUNT_H_

#include <cstddef>

namespace calque::bench {

struct AllocationCount {
  std::size_t count = 0;
  std::size_t bytes = 0;
};

// Since the program began; of all threads.
AllocationCount Allocations();

}  // namespace calque::bench

#endif  // CALQUE_BENCH_ALLOCATION_COUNT_H_
