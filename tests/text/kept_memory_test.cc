// What an article needed stays, what a very long text needed does not.
#include "detector/text/kept_memory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace calque::text {
namespace {

TEST(KeptMemoryTest, AnArticlesRoomStays) {
  std::vector<std::uint64_t> list(5000);
  const std::size_t room = list.capacity();
  EmptyForNextText(&list);
  EXPECT_TRUE(list.empty());
  EXPECT_EQ(list.capacity(), room);
}

TEST(KeptMemoryTest, AVeryLongTextsRoomIsGivenBack) {
  std::vector<std::uint64_t> list(1'000'000);
  EmptyForNextText(&list);
  EXPECT_TRUE(list.empty());
  EXPECT_EQ(list.capacity(), 0u);
}

}  // namespace
}  // namespace calque::text
