// A copy in huge pages is the same bytes at an aligned address, and can be moved.
#include "detector/lm/huge_pages.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace calque::lm {
namespace {

TEST(HugePageCopyTest, HoldsTheSameBytes) {
  for (const std::size_t size : {0u, 1u, 64u, 4096u, (2u << 20) - 1, 2u << 20, (2u << 20) + 1}) {
    std::vector<std::byte> section(size);
    for (std::size_t i = 0; i < size; ++i) section[i] = static_cast<std::byte>(i * 37 >> 3);
    HugePageCopy copy(section);
    const HugePageCopy moved = std::move(copy);
    ASSERT_EQ(moved.bytes().size(), size);
    if (size == 0) continue;
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(moved.bytes().data()) % (2u << 20), 0u);
    EXPECT_NE(moved.bytes().data(), section.data());
    EXPECT_EQ(std::memcmp(moved.bytes().data(), section.data(), size), 0) << size;
  }
}

}  // namespace
}  // namespace calque::lm
