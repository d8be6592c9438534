// Looking ahead, forgetting, and going on behind damage.
#include "detector/documents/stream_window.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/documents/input_fixture.h"

namespace calque::documents {
namespace {

TEST(StreamWindowTest, AgreesWithTheBytes) {
  const std::string bytes = Noise(100'000, 5);
  std::mt19937_64 random(6);
  for (const std::size_t block : {1U, 7U, 4096U}) {
    StreamWindow window(ByteStream::FromMemory(bytes, "in"), block);
    std::size_t at = 0;
    while (at < bytes.size()) {
      const std::size_t count = random() % 3000;
      ASSERT_TRUE(window.Want(count).ok());
      ASSERT_EQ(window.offset(), at);
      ASSERT_GE(window.data().size(), std::min(count, bytes.size() - at));
      ASSERT_EQ(window.data(), std::string_view(bytes).substr(at, window.data().size()));
      const std::size_t used = std::min(window.data().size(), random() % 3000 + 1);
      window.Consume(used);
      at += used;
    }
    EXPECT_TRUE(window.Want(1).ok());
    EXPECT_EQ(window.data(), "");
  }
}

TEST(StreamWindowTest, DamageComesAfterWhatWasRead) {
  const std::string cut = Gzip("bad " + Noise(500, 7)).substr(0, 200);
  auto stream =
      ByteStream::Decompress(ByteStream::FromMemory(Gzip("good ") + cut + Gzip("again"), "in"));
  ASSERT_TRUE(stream.ok());
  StreamWindow window(*std::move(stream), 64);
  const Status status = window.Want(100'000);
  ASSERT_FALSE(status.ok());
  EXPECT_TRUE(window.data().starts_with("good "));
  EXPECT_FALSE(window.Want(100'000).ok());
  ASSERT_TRUE(window.SkipDamage());
  EXPECT_TRUE(window.Want(100'000).ok());
  EXPECT_TRUE(window.data().ends_with("again"));
  EXPECT_FALSE(window.SkipDamage());
}

}  // namespace
}  // namespace calque::documents
