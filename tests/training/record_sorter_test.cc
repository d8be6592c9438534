// External sorting against std::sort, within memory and far beyond it.
#include "detector/training/record_sorter.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <random>

#include "tests/fresh_directory.h"

namespace calque::training {
namespace {

struct KeyCount {
  std::uint32_t key;
  std::uint32_t count;

  bool operator<(const KeyCount& other) const { return key < other.key; }
  void Absorb(const KeyCount& other) { count += other.count; }
};

struct SortCase {
  std::size_t records;
  std::uint32_t keys;
  std::size_t memory_limit;
  std::size_t runs;  // at least
};

class RecordSorterTest : public testing::TestWithParam<SortCase> {};

TEST_P(RecordSorterTest, MergesEqualRecordsInOrder) {
  const SortCase& c = GetParam();
  const std::string folder = FreshDirectory();
  RecordSorter<KeyCount> sorter(folder, c.memory_limit);
  std::map<std::uint32_t, std::uint32_t> expected;
  std::mt19937_64 random(17);
  for (std::size_t i = 0; i < c.records; ++i) {
    const KeyCount record{static_cast<std::uint32_t>(random() % c.keys),
                          static_cast<std::uint32_t>(random() % 3)};
    expected[record.key] += record.count;
    ASSERT_TRUE(sorter.Add(record).ok());
  }
  ASSERT_TRUE(sorter.Finish().ok());
  EXPECT_GE(sorter.run_count(), c.runs);
  EXPECT_TRUE(std::filesystem::is_empty(folder)) << "the runs must not have a name";
  auto want = expected.begin();
  for (KeyCount record; sorter.Next(&record); ++want) {
    ASSERT_NE(want, expected.end());
    ASSERT_EQ(record.key, want->first);
    ASSERT_EQ(record.count, want->second);
  }
  EXPECT_EQ(want, expected.end());
  EXPECT_TRUE(sorter.status().ok());
}

INSTANTIATE_TEST_SUITE_P(
    Limits, RecordSorterTest,
    testing::Values(SortCase{0, 1, 1000, 0}, SortCase{1, 1, 0, 0}, SortCase{16, 100, 128, 0},
                    SortCase{17, 100, 128, 2}, SortCase{10000, 1, 128, 500},
                    SortCase{10000, 100, 128, 500}, SortCase{10000, 1u << 31, 128, 500},
                    SortCase{10000, 5000, 1000, 80}, SortCase{10000, 5000, 16000, 4},
                    SortCase{10000, 5000, 80000, 0}, SortCase{10000, 5000, 1 << 20, 0}));

TEST(RecordSorterErrors, AMissingFolderIsNamed) {
  RecordSorter<KeyCount> sorter("/no/such/folder", 128);
  Status status;
  for (std::uint32_t i = 0; i < 100 && status.ok(); ++i) status = sorter.Add({i, 1});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kNotFound);
  EXPECT_NE(status.error().message.find("/no/such/folder"), std::string::npos);
}

// A limit on the size of files stands in for a full disk.
TEST(RecordSorterErrors, AFullDiskIsAnErrorThatNamesTheFolder) {
  const std::string folder = FreshDirectory();
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = 1000;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  RecordSorter<KeyCount> sorter(folder, 128);
  Status status;
  for (std::uint32_t i = 0; i < 10000 && status.ok(); ++i) status = sorter.Add({i, 1});
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kResourceExhausted);
  EXPECT_NE(status.error().message.find(folder), std::string::npos);
}

}  // namespace
}  // namespace calque::training
