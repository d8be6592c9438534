// The same work for every index, on several threads.
#ifndef CALQUE_DETECTOR_EVALUATION_PARALLEL_H_
#define CALQUE_DETECTOR_EVALUATION_PARALLEL_H_

#include <cstddef>
#include <functional>

namespace calque::evaluation {

// Calls `work` once for each of 0 ... count-1, in no certain order, on up to
// `threads` threads (0: one for each hardware thread; 1: on the caller's). Returns
// when all is done.
void ForEachIndex(std::size_t count, int threads, const std::function<void(std::size_t)>& work);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_PARALLEL_H_
