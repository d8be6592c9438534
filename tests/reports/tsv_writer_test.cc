// Rows of tab-separated values.
#include "detector/reports/tsv_writer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/reports/slow_decoder.h"

namespace calque::reports {
namespace {

TEST(TsvWriterTest, Golden) {
  Report report;
  report.verdict = Verdict::kArtifact;
  report.probability = 0.99914;
  report.words = 1494;
  report.evidence = {201, 118, 134.54, 385.66, 0.314, 1.8};
  std::string out;
  AppendTsvHeader(&out);
  AppendTsvRow(report, {"a\tb\n", "C:\\x\r\x1b", "", "", 3, 9}, &out);
  AppendTsvErrorRow({ErrorCode::kIo, "x\xFF cannot\nbe read."}, {"e", "p", "", "", 1, 0}, &out);
  EXPECT_EQ(out,
            "id\tverdict\tprobability\twords\thits\tdistinct\thits_per_1000\tgain_per_1000\t"
            "fluency\ttranslationese\tpath\trecord\terror\n"
            "a\\tb\\n\tartifact\t0.9991\t1494\t201\t118\t134.5\t385.7\t0.31\t1.800\t"
            "C:\\\\x\\r\\x1b\t3\t\n"
            "e\t\t\t\t\t\t\t\t\t\tp\t1\tio: x\xEF\xBF\xBD cannot\\nbe read.\n");
}

TEST(TsvWriterTest, EveryRowHasTheColumnsOfTheHeader) {
  std::mt19937_64 random(20264);
  std::string header;
  AppendTsvHeader(&header);
  const auto tabs = std::count(header.begin(), header.end(), '\t');
  for (int round = 0; round < 50; ++round) {
    const std::string name = HostileText(round, &random);
    const RecordSource source{name, name, name, name, 0, 0};
    std::string rows;
    AppendTsvRow(Report(), source, &rows);
    AppendTsvErrorRow({ErrorCode::kIo, name}, source, &rows);
    EXPECT_EQ(std::count(rows.begin(), rows.end(), '\t'), 2 * tabs);
    EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 2);
  }
}

}  // namespace
}  // namespace calque::reports
