// Turns floats into 8-bit codes by equal population: every code stands for
// about as many values as any other (the quantisation of Federico and Bertoldi,
// "How many bits are needed to store probabilities for phrase-based
// translation?", 2006). A code's value is the median of its values, so that an
// outlier (the -99 of <s>) does not pull its neighbours.
#ifndef CALQUE_DETECTOR_LM_QUANTIZER_H_
#define CALQUE_DETECTOR_LM_QUANTIZER_H_

#include <array>
#include <cstdint>
#include <vector>

#include "detector/lm/table_format.h"

namespace calque::lm {

class Quantizer {
 public:
  // Depends on the multiset of values only. With at most 255 distinct values
  // each gets its own code and nothing is lost.
  explicit Quantizer(std::vector<float> values);

  // The code, 1..255, of one of the values given to the constructor.
  std::uint8_t Encode(float value) const;

  // The value of each code; 0.0 for code 0 and for codes that are not used.
  const std::array<float, kCodes>& codebook() const { return codebook_; }

 private:
  void AddBin(const std::vector<float>& sorted, std::size_t begin, std::size_t end);

  std::vector<float> upper_bounds_;  // largest value of code 1, 2, ...
  std::array<float, kCodes> codebook_{};
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_QUANTIZER_H_
