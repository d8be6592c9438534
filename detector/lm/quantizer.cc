// Equal-population bins; equal values always share a bin.
#include "detector/lm/quantizer.h"

#include <algorithm>
#include <cstddef>

namespace calque::lm {
namespace {

constexpr std::size_t kBins = kCodes - 1;

std::size_t CountDistinct(const std::vector<float>& sorted) {
  std::size_t distinct = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i == 0 || sorted[i] != sorted[i - 1]) ++distinct;
  }
  return distinct;
}

}  // namespace

Quantizer::Quantizer(std::vector<float> values) {
  std::sort(values.begin(), values.end());
  const bool lossless = CountDistinct(values) <= kBins;
  for (std::size_t begin = 0; begin < values.size();) {
    const std::size_t bins_left = kBins - upper_bounds_.size();
    const std::size_t population =
        lossless ? 1 : (values.size() - begin + bins_left - 1) / bins_left;
    const float upper = values[begin + population - 1];
    const auto end =
        std::upper_bound(values.begin() + static_cast<std::ptrdiff_t>(begin), values.end(), upper);
    const auto next = static_cast<std::size_t>(end - values.begin());
    AddBin(values, begin, next);
    begin = next;
  }
}

void Quantizer::AddBin(const std::vector<float>& sorted, std::size_t begin, std::size_t end) {
  upper_bounds_.push_back(sorted[end - 1]);
  codebook_[upper_bounds_.size()] = sorted[begin + (end - begin) / 2];
}

std::uint8_t Quantizer::Encode(float value) const {
  const auto at = std::lower_bound(upper_bounds_.begin(), upper_bounds_.end(), value);
  return static_cast<std::uint8_t>(at - upper_bounds_.begin() + 1);
}

}  // namespace calque::lm
