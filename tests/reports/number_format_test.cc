// Numbers at fixed precision.
#include "detector/reports/number_format.h"

#include <gtest/gtest.h>

#include <clocale>
#include <limits>

namespace calque::reports {
namespace {

std::string Fixed(double value, int decimals) {
  std::string out;
  AppendFixed(value, decimals, &out);
  return out;
}

TEST(NumberFormatTest, Fixed) {
  struct Case {
    double value;
    int decimals;
    const char* want;
  };
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const Case cases[] = {
      {0, 1, "0.0"},
      {-0.0, 1, "0.0"},
      {-0.04, 1, "0.0"},
      {-0.06, 1, "-0.1"},
      {0.99991, 4, "0.9999"},
      {0.99996, 4, "1.0000"},
      {134.54, 1, "134.5"},
      {0.125, 2, "0.12"},
      {0.375, 2, "0.38"},
      {1e-300, 3, "0.000"},
      {-5.25, 0, "-5"},
      {12345678.9, 1, "12345678.9"},
      {1e300, 1, "1000000000000000.0"},
      {kInfinity, 0, "1000000000000000"},
      {-kInfinity, 0, "-1000000000000000"},
      {std::numeric_limits<double>::quiet_NaN(), 2, "0.00"},
      {-1e15, 9, "-1000000000000000.000000000"},
  };
  for (const Case& c : cases) EXPECT_EQ(Fixed(c.value, c.decimals), c.want) << c.value;
}

TEST(NumberFormatTest, DoesNotDependOnTheLocale) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) {
    GTEST_SKIP() << "The locale de_DE.UTF-8 is not installed.";
  }
  const std::string got = Fixed(1.5, 1);
  std::setlocale(LC_ALL, before.c_str());
  EXPECT_EQ(got, "1.5");
}

TEST(NumberFormatTest, Integers) {
  std::string out;
  AppendUnsigned(std::numeric_limits<std::uint64_t>::max(), &out);
  EXPECT_EQ(out, "18446744073709551615");
  struct Case {
    std::uint64_t value;
    const char* want;
  };
  constexpr Case kCases[] = {
      {0, "0"}, {999, "999"}, {1000, "1,000"}, {123456, "123,456"}, {1234567, "1,234,567"}};
  for (const Case& c : kCases) {
    out.clear();
    AppendGrouped(c.value, &out);
    EXPECT_EQ(out, c.want);
  }
}

}  // namespace
}  // namespace calque::reports
