// Numbers through std::to_chars into a small buffer.
#include "detector/reports/number_format.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace calque::reports {

void AppendUnsigned(std::uint64_t value, std::string* out) {
  char buffer[24];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
  out->append(buffer, result.ptr);
}

void AppendGrouped(std::uint64_t value, std::string* out) {
  std::string digits;
  AppendUnsigned(value, &digits);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out->push_back(',');
    out->push_back(digits[i]);
  }
}

void AppendFixed(double value, int decimals, std::string* out) {
  constexpr double kLargest = 1e15;  // 16 digits, a sign, a point, 9 decimals: 27 characters
  const double bounded = std::isnan(value) ? 0 : std::clamp(value, -kLargest, kLargest);
  char buffer[40];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, bounded,
                                    std::chars_format::fixed, std::clamp(decimals, 0, 9));
  std::string_view digits(buffer, static_cast<std::size_t>(result.ptr - buffer));
  const bool zero = digits.find_first_of("123456789") == std::string_view::npos;
  if (zero && digits.front() == '-') digits.remove_prefix(1);
  out->append(digits);
}

void AppendPercent(double probability, std::string* out) {
  if (probability >= 0.9995) {
    out->append(">99.9%");
  } else if (probability > 0 && probability < 0.0005) {
    out->append("<0.1%");
  } else {
    AppendFixed(100 * probability, 1, out);
    out->push_back('%');
  }
}

}  // namespace calque::reports
