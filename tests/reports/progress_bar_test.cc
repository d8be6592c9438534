// The bar, with time as an argument.
#include "detector/reports/progress_bar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace calque::reports {
namespace {

TEST(ProgressBarTest, Lines) {
  struct Case {
    Progress progress;
    double seconds;
    std::optional<std::uint64_t> total;
    const char* want;
  };
  const Case cases[] = {
      {{0, 0, 0, 0, 0},
       0,
       std::nullopt,
       "0 documents  0/s  0.0 MB  0.0 MB/s  0.0% flagged  0 errors"},
      {{1, 500000, 9, 1, 1},
       1,
       std::nullopt,
       "1 document  1/s  0.5 MB  0.5 MB/s  100.0% flagged  1 error"},
      {{1204, 90000000, 45000000, 12, 0},
       10,
       100000000,
       "[#########-----------]  45%  1,204 documents  120/s  90.0 MB  9.0 MB/s  1.0% flagged"
       "  0 errors  0:12 left"},
      {{2, 1000000, 1000000, 0, 0},
       10,
       1000000000,
       "[--------------------]   0%  2 documents  0/s  1.0 MB  0.1 MB/s  0.0% flagged  0 errors"
       "  2:46:30 left"},
      {{2, 3000000, 3000000, 0, 0},
       3,
       2000000,
       "[####################] 100%  2 documents  1/s  3.0 MB  1.0 MB/s  0.0% flagged  0 errors"
       "  0:00 left"},
      {{0, 0, 0, 0, 0},
       5,
       1000,
       "[--------------------]   0%  0 documents  0/s  0.0 MB  0.0 MB/s  0.0% flagged  0 errors"},
      {{0, 0, 0, 0, 0}, 5, 0, "0 documents  0/s  0.0 MB  0.0 MB/s  0.0% flagged  0 errors"},
  };
  for (const Case& c : cases) EXPECT_EQ(ProgressLine(c.progress, c.seconds, c.total), c.want);
}

TEST(ProgressBarTest, SilentWhenNotAskedFor) {
  std::ostringstream out;
  {
    ProgressBar bar({ProgressStyle::kNone, 80, 100}, &out);
    bar.Update({1, 1, 1, 1, 1}, 100);
    bar.Finish();
  }
  EXPECT_EQ(out.str(), "");
}

// Into a log: a plain line every half minute, none for a run that is shorter.
TEST(ProgressBarTest, LinesComeEveryThirtySeconds) {
  std::ostringstream out;
  {
    ProgressBar bar({ProgressStyle::kLines, 10, std::nullopt}, &out);
    for (int second = 0; second < 100; ++second) bar.Update({}, second);
  }
  const std::string line = "calque: 0 documents  0/s  0.0 MB  0.0 MB/s  0.0% flagged  0 errors\n";
  EXPECT_EQ(out.str(), line + line + line);
}

TEST(ProgressBarTest, RedrawsTenTimesASecondAtMost) {
  std::ostringstream out;
  ProgressBar bar({ProgressStyle::kBar, 80, std::nullopt}, &out);
  for (int i = 0; i < 10000; ++i) bar.Update({}, i / 10000.0);
  const std::string drawn = out.str();
  const auto redraws = std::count(drawn.begin(), drawn.end(), '\r');
  EXPECT_GE(redraws, 9);
  EXPECT_LE(redraws, 11);
}

TEST(ProgressBarTest, CutsToTheWidthAndClearsItsLineOnce) {
  std::ostringstream out;
  {
    ProgressBar bar({ProgressStyle::kBar, 12, std::nullopt}, &out);
    bar.Update({}, 0);
    bar.Finish();
  }
  EXPECT_EQ(out.str(), "\r0 documents\x1b[K\r\x1b[K");
}

}  // namespace
}  // namespace calque::reports
