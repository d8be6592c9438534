// Numbers as text that never depends on a locale, a clock or a rounding mode:
// std::to_chars rounds the exact binary value, so the same value gives the same
// bytes on every machine.
#ifndef CALQUE_DETECTOR_REPORTS_NUMBER_FORMAT_H_
#define CALQUE_DETECTOR_REPORTS_NUMBER_FORMAT_H_

#include <cstdint>
#include <string>

namespace calque::reports {

// "1494"
void AppendUnsigned(std::uint64_t value, std::string* out);

// "1,494"
void AppendGrouped(std::uint64_t value, std::string* out);

// `value` with exactly `decimals` (0 to 9) digits after the point. Total: what
// rounds to zero has no sign, NaN is written as zero, and magnitudes above 1e15
// (infinities too) as 1e15.
void AppendFixed(double value, int decimals, std::string* out);

// A probability: "4.2%". No text is certain, so the ends of the scale are given as
// bounds: ">99.9%", "<0.1%".
void AppendPercent(double probability, std::string* out);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_NUMBER_FORMAT_H_
