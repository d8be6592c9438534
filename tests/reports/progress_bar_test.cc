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
      {{0, 0, 0, 0}, 0, std::nullopt, "0 documents  0.0 MB  0 flagged  0 errors  0.0 MB/s"},
      {{1, 500000, 1, 1}, 1, std::nullopt, "1 document  0.5 MB  1 flagged  1 error  0.5 MB/s"},
      {{1204, 45000000, 12, 0},
       10,
       100000000,
       "[#########-----------]  45%  1,204 documents  45.0 MB  12 flagged  0 errors  4.5 MB/s"
       "  0:12 left"},
      {{2, 1000000, 0, 0},
       10,
       1000000000,
       "[--------------------]   0%  2 documents  1.0 MB  0 flagged  0 errors  0.1 MB/s"
       "  2:46:30 left"},
      {{2, 3000000, 0, 0},
       3,
       2000000,
       "[####################] 100%  2 documents  3.0 MB  0 flagged  0 errors  1.0 MB/s"
       "  0:00 left"},
      {{0, 0, 0, 0},
       5,
       1000,
       "[--------------------]   0%  0 documents  0.0 MB  0 flagged  0 errors  0.0 MB/s"},
      {{0, 0, 0, 0}, 5, 0, "0 documents  0.0 MB  0 flagged  0 errors  0.0 MB/s"},
  };
  for (const Case& c : cases) EXPECT_EQ(ProgressLine(c.progress, c.seconds, c.total), c.want);
}

TEST(ProgressBarTest, WritesNothingWithoutATerminal) {
  std::ostringstream out;
  {
    ProgressBar bar({false, 80, 100}, &out);
    bar.Update({1, 1, 1, 1}, 1);
    bar.Finish();
  }
  EXPECT_EQ(out.str(), "");
}

TEST(ProgressBarTest, RedrawsTenTimesASecondAtMost) {
  std::ostringstream out;
  ProgressBar bar({true, 80, std::nullopt}, &out);
  for (int i = 0; i < 10000; ++i) bar.Update({}, i / 10000.0);
  const std::string drawn = out.str();
  const auto redraws = std::count(drawn.begin(), drawn.end(), '\r');
  EXPECT_GE(redraws, 9);
  EXPECT_LE(redraws, 11);
}

TEST(ProgressBarTest, CutsToTheWidthAndClearsItsLineOnce) {
  std::ostringstream out;
  {
    ProgressBar bar({true, 12, std::nullopt}, &out);
    bar.Update({}, 0);
    bar.Finish();
  }
  EXPECT_EQ(out.str(), "\r0 documents\x1b[K\r\x1b[K");
}

}  // namespace
}  // namespace calque::reports
