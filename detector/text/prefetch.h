// Sends for a line of the cache before it is looked at.
#ifndef CALQUE_DETECTOR_TEXT_PREFETCH_H_
#define CALQUE_DETECTOR_TEXT_PREFETCH_H_

namespace calque::text {

// GCC takes a function that does nothing but this for one without an effect and drops the calls
// of it; the empty statement is an effect.
inline void Prefetch(const void* line) {
  __builtin_prefetch(line);
  asm volatile("");
}

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_PREFETCH_H_
