// Statistics: text that reads back as it was, and sums that no split changes.
#include "detector/batch/statistics.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace calque::batch {
namespace {

Statistics RandomStatistics(std::mt19937_64* random) {
  Statistics statistics;
  for (std::uint64_t* count :
       {&statistics.inputs, &statistics.documents, &statistics.errors, &statistics.bytes,
        &statistics.words, &statistics.repairs, &statistics.hits}) {
    *count = (*random)() % 1000;
  }
  for (std::uint64_t& count : statistics.verdicts) count = (*random)() % 5;
  for (std::uint64_t& count : statistics.families) count = (*random)() % 3;
  for (int i = 0; i < 5; ++i) {
    statistics.entries["en/x/" + std::to_string((*random)() % 9)] = 1 + (*random)() % 9;
  }
  return statistics;
}

TEST(StatisticsTest, TextIsGolden) {
  ShardStatistics shard{"mode=strict", 1, 4, {}};
  shard.counts.inputs = 2;
  shard.counts.documents = 3;
  shard.counts.errors = 1;
  shard.counts.bytes = 56;
  shard.counts.words = 7;
  shard.counts.hits = 2;
  shard.counts.verdicts = {1, 0, 1, 0};
  shard.counts.families[static_cast<std::size_t>(Family::kName)] = 2;
  shard.counts.entries = {{"en/names/2", 1}, {"en/names/1", 1}};
  EXPECT_EQ(ShardStatisticsText(shard),
            "calque statistics\t1\nrun\tmode=strict\nshard\t1/4\n"
            "inputs\t2\ndocuments\t3\nerrors\t1\nbytes\t56\nwords\t7\nrepairs\t0\nhits\t2\n"
            "verdict\tclean\t1\nverdict\tsuspect\t0\nverdict\tartifact\t1\n"
            "verdict\tinsufficient\t0\nfamily\tname\t2\n"
            "entry\ten/names/1\t1\nentry\ten/names/2\t1\nend\n");
}

TEST(StatisticsTest, TextReadsBack) {
  std::mt19937_64 random(20268);
  for (int round = 0; round < 100; ++round) {
    const ShardStatistics shard{"a b=c", 3, 7, RandomStatistics(&random)};
    const auto read = ParseShardStatistics(ShardStatisticsText(shard), "x");
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read->run, shard.run);
    EXPECT_EQ(read->shard, shard.shard);
    EXPECT_EQ(read->shards, shard.shards);
    EXPECT_TRUE(read->counts == shard.counts);
  }
}

TEST(StatisticsTest, DamagedTextIsRefused) {
  std::mt19937_64 random(20269);
  const std::string whole = ShardStatisticsText({"a", 0, 1, RandomStatistics(&random)});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(ParseShardStatistics(whole.substr(0, size), "x").ok()) << size;
  }
  EXPECT_FALSE(ParseShardStatistics(whole + "more\n", "x").ok());
  for (const char* line : {"words\t-1", "words\t1x", "words", "verdict\tgood\t1", "family\tx\t1",
                           "shard\t2/2", "shard\t1", "entry\tx", "unknown\t1", ""}) {
    const std::string text = "calque statistics\t1\n" + std::string(line) + "\nend\n";
    const auto read = ParseShardStatistics(text, "name");
    ASSERT_FALSE(read.ok()) << line;
    EXPECT_NE(read.error().message.find("name:2: "), std::string::npos) << read.error().message;
  }
}

TEST(StatisticsTest, SumsDoNotDependOnTheSplit) {
  std::mt19937_64 random(20270);
  std::vector<Statistics> parts;
  Statistics all;
  for (int i = 0; i < 30; ++i) {
    parts.push_back(RandomStatistics(&random));
    all.Add(parts.back());
  }
  for (const std::size_t shards : {2U, 3U, 7U}) {
    std::vector<Statistics> sums(shards);
    for (const Statistics& part : parts) sums[random() % shards].Add(part);
    Statistics merged;
    for (const Statistics& sum : sums) merged.Add(sum);
    EXPECT_TRUE(merged == all) << shards;
  }
}

}  // namespace
}  // namespace calque::batch
