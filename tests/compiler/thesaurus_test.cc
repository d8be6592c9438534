// Words are found with their originals, others are not; a damaged section is refused.
#include "detector/scoring/thesaurus.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "detector/compiler/thesaurus_source.h"

namespace calque::scoring {
namespace {

using compiler::ThesaurusSource;

std::vector<std::uint64_t> Aligned(const std::string& bytes) {
  std::vector<std::uint64_t> words((bytes.size() + 7) / 8);
  std::memcpy(words.data(), bytes.data(), bytes.size());
  return words;
}

Result<Thesaurus> OpenCopy(const std::vector<std::uint64_t>& words, std::size_t size) {
  return Thesaurus::Open(std::as_bytes(std::span(words)).first(size));
}

ThesaurusSource Small() {
  ThesaurusSource source;
  source.log_ratio[3] = 2.5f;
  source.pairs = {{"celebration", {{"party", 16}, {"feast", -8}}}, {"despatched", {{"sent", 0}}}};
  return source;
}

TEST(ThesaurusTest, FindsTheOriginalsOfAWord) {
  const std::string bytes = Small().Compile();
  const auto words = Aligned(bytes);
  const auto thesaurus = OpenCopy(words, bytes.size());
  ASSERT_TRUE(thesaurus.ok()) << thesaurus.error().message;
  const PairRange pairs = thesaurus->Find(text::HashToken("celebration"));
  ASSERT_EQ(pairs.end - pairs.begin, 2u);
  EXPECT_EQ(thesaurus->Original(pairs.begin), text::HashToken("feast"));
  EXPECT_EQ(thesaurus->Original(pairs.begin + 1), text::HashToken("party"));
  EXPECT_FLOAT_EQ(thesaurus->LogRatio(pairs.begin, 3), 2.0f);
  EXPECT_FLOAT_EQ(thesaurus->LogRatio(pairs.begin + 1, 3), 3.5f);
  EXPECT_TRUE(thesaurus->Find(text::HashToken("party")).empty());
  EXPECT_TRUE(Thesaurus().Find(text::HashToken("celebration")).empty());
}

// Against the map that it was compiled from.
TEST(ThesaurusTest, HoldsWhatTheSourceHolds) {
  std::mt19937_64 random(20261121);
  ThesaurusSource source;
  for (int i = 0; i < 3000; ++i) {
    const std::string word = "w" + std::to_string(random() % 2000);
    source.pairs[word]["o" + std::to_string(random() % 500)] =
        static_cast<std::int8_t>(static_cast<int>(random() % 200) - 100);
  }
  const std::string bytes = source.Compile();
  const auto words = Aligned(bytes);
  const auto thesaurus = OpenCopy(words, bytes.size());
  ASSERT_TRUE(thesaurus.ok());
  for (int i = 0; i < 2000; ++i) {
    const std::string word = "w" + std::to_string(i);
    const PairRange pairs = thesaurus->Find(text::HashToken(word));
    const auto it = source.pairs.find(word);
    ASSERT_EQ(pairs.end - pairs.begin, it == source.pairs.end() ? 0 : it->second.size()) << word;
    if (pairs.empty()) continue;
    std::uint32_t pair = pairs.begin;
    for (const auto& [original, trust] : it->second) {
      EXPECT_EQ(thesaurus->Original(pair), text::HashToken(original));
      EXPECT_FLOAT_EQ(thesaurus->LogRatio(pair, 0), static_cast<float>(trust) / 16);
      ++pair;
    }
  }
}

TEST(ThesaurusTest, RefusesDamage) {
  const std::string good = Small().Compile();
  const auto refused = [](const std::string& bytes) {
    return !OpenCopy(Aligned(bytes), bytes.size()).ok();
  };
  ASSERT_FALSE(refused(good));
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_TRUE(refused(good.substr(0, size))) << size;
  }
  EXPECT_TRUE(refused(good + '\0'));
  for (const std::size_t place : {0u, 4u, 8u, 12u}) {  // magic, version, both counts
    std::string damaged = good;
    damaged[place] = static_cast<char>(damaged[place] + 1);
    EXPECT_TRUE(refused(damaged)) << place;
  }
  std::string infinite = good;
  infinite[16 + 2] = static_cast<char>(0x80);  // the first log ratio
  infinite[16 + 3] = 0x7F;
  EXPECT_TRUE(refused(infinite));
  const auto words = Aligned('\0' + good);
  EXPECT_FALSE(Thesaurus::Open(std::as_bytes(std::span(words)).subspan(1, good.size())).ok());
}

TEST(ThesaurusTest, RefusesWordsThatPointOutsideThePairs) {
  const std::string good = Small().Compile();
  std::size_t used = 0;
  for (std::size_t slot = sizeof(ThesaurusHeader); slot < sizeof(ThesaurusHeader) + 4 * 16;
       slot += 16) {
    ThesaurusSlot value{};
    std::memcpy(&value, good.data() + slot, sizeof(value));
    if (value.key == 0) continue;
    ++used;
    for (const std::size_t field : {8u, 12u}) {
      std::string damaged = good;
      damaged[slot + field] = 100;
      EXPECT_FALSE(OpenCopy(Aligned(damaged), damaged.size()).ok());
    }
  }
  EXPECT_EQ(used, 2u);
  std::string full = good;
  for (std::size_t i = 0; i < 4; ++i) full[sizeof(ThesaurusHeader) + i * 16] |= 1;
  EXPECT_FALSE(OpenCopy(Aligned(full), full.size()).ok()) << "no free slot: a search never ends";
}

}  // namespace
}  // namespace calque::scoring
