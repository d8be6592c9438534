// SplitMix64 (Steele, Lea and Flood 2014): small, and the same numbers on every system.
#ifndef CALQUE_DETECTOR_COMPILER_SPLIT_MIX_H_
#define CALQUE_DETECTOR_COMPILER_SPLIT_MIX_H_

#include <cstdint>

namespace calque::compiler {

inline std::uint64_t NextRandom(std::uint64_t* state) {
  std::uint64_t z = (*state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_SPLIT_MIX_H_
