// Words are found with their languages, others are not; a damaged section is refused.
#include "detector/scoring/lexicon_table.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/scoring/lexicon_section.h"

namespace calque::scoring {
namespace {

TEST(LexiconTableTest, FindsWordsWithTheirLanguages) {
  const auto section =
      LexiconSection({{"kedgeree", kEnglishWord}, {"aachen", kEnglishName}, {"casa", 0x7FC}});
  const auto table = LexiconTable::Open(BytesOf(section));
  ASSERT_TRUE(table.ok()) << table.error().message;
  EXPECT_EQ(table->size(), 3u);
  EXPECT_EQ(table->Find(text::HashToken("kedgeree")), kEnglishWord);
  EXPECT_EQ(table->Find(text::HashToken("aachen")), kEnglishName);
  EXPECT_EQ(table->Find(text::HashToken("casa")), 0x7FC);
  EXPECT_EQ(table->Find(text::HashToken("blorf")), 0);
}

TEST(LexiconTableTest, AnEmptyTableFindsNothing) {
  EXPECT_EQ(LexiconTable().Find(text::HashToken("word")), 0);
  const auto section = LexiconSection({});
  const auto table = LexiconTable::Open(BytesOf(section));
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->Find(text::HashToken("word")), 0);
}

// A place keeps 37 bits of the key: other keys are as good as never taken for a listed one.
TEST(LexiconTableTest, OtherKeysAreNotFound) {
  std::vector<std::string> names;
  for (int i = 0; i < 200; ++i) names.push_back("word" + std::to_string(i));
  std::vector<ListedWord> listed;
  for (const std::string& name : names) listed.emplace_back(name, kEnglishWord);
  const auto section = LexiconSection(listed);
  const auto table = LexiconTable::Open(BytesOf(section));
  ASSERT_TRUE(table.ok());
  for (const std::string& name : names) EXPECT_EQ(table->Find(text::HashToken(name)), kEnglishWord);
  std::mt19937_64 random(20261121);
  for (int i = 0; i < 1000000; ++i) ASSERT_EQ(table->Find(random()), 0);
}

TEST(LexiconTableTest, BucketAndRestAreDifferentBits) {
  std::mt19937_64 random(7);
  std::uint32_t buckets = 0;
  std::uint32_t rests = 0;
  for (int i = 0; i < 1000; ++i) {
    const LexiconPlace place = PlaceOf(random());
    buckets |= place.bucket;
    rests |= place.rest;
    EXPECT_LT(place.bucket, kLexiconBuckets);
  }
  EXPECT_EQ(buckets, 0xFFFFu);
  EXPECT_EQ(rests, 0x1FFFFFu);
}

TEST(LexiconTableTest, RefusesDamage) {
  const auto good = LexiconSection({{"one", 1}, {"two", 1}});
  const auto refused = [](const std::vector<std::uint32_t>& section) {
    return !LexiconTable::Open(BytesOf(section)).ok();
  };
  ASSERT_FALSE(refused(good));
  for (const std::size_t place : {0u, 1u, 2u, 3u, 4u, 4u + kLexiconBuckets}) {
    auto damaged = good;
    damaged[place] += 1;
    EXPECT_TRUE(refused(damaged)) << place;
  }
  auto unordered = good;
  unordered[4 + 70] = 3;
  EXPECT_TRUE(refused(unordered));
  auto shorter = good;
  shorter.pop_back();
  EXPECT_TRUE(refused(shorter));
  EXPECT_TRUE(refused({}));
  const auto misaligned = std::as_bytes(std::span(good)).subspan(1);
  EXPECT_FALSE(LexiconTable::Open(misaligned).ok());
}

}  // namespace
}  // namespace calque::scoring
