// Whether a line is sent for cannot be seen in any answer, only in the program's own code.
#include "detector/text/prefetch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <span>

// The linker says where a section begins and ends, if there is one.
[[gnu::weak]] extern const unsigned char begin_of_senders[] asm("__start_calque_senders");
[[gnu::weak]] extern const unsigned char end_of_senders[] asm("__stop_calque_senders");

namespace calque::text {
namespace {

void SendForOne(const int* line) { Prefetch(line); }

[[gnu::noinline, gnu::section("calque_senders")]] void SendForAll(std::span<const int> lines) {
  for (const int& line : lines) SendForOne(&line);
}

TEST(PrefetchTest, CallsOfAFunctionThatOnlySendsAreKept) {
#if !defined(__x86_64__) || !defined(__OPTIMIZE__)
  GTEST_SKIP() << "looks for an instruction of x86-64 in a function with its calls inlined";
#else
  const std::array<int, 64> lines{};
  SendForAll(lines);
  constexpr std::array<unsigned char, 2> kPrefetch{0x0F, 0x18};
  EXPECT_NE(std::search(begin_of_senders, end_of_senders, kPrefetch.begin(), kPrefetch.end()),
            end_of_senders);
#endif
}

}  // namespace
}  // namespace calque::text
