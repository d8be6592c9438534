// The tables against figures computed from the observations by hand.
#include "detector/evaluation/study.h"

#include <gtest/gtest.h>

#include <random>

#include "detector/evaluation/tables.h"

namespace calque::evaluation {
namespace {

constexpr std::size_t kLeastWords = 30;

std::vector<Observation> Random(std::size_t count) {
  std::mt19937_64 random(6);
  std::vector<Observation> all(count);
  for (std::size_t i = 0; i < count; ++i) {
    Observation& o = all[i];
    o.machine = i % 3 == 0;
    o.path = "set.jsonl";
    o.domain = "site" + std::to_string(random() % 8);
    o.site = 100 + o.domain.back();
    o.text = 1000 + i;
    o.words = 20 + random() % 100;
    o.candidates = random() % (o.machine ? 12 : 6);
    o.events = o.words + 5;
    o.log10_prob = -2.5 * static_cast<double>(o.events) - static_cast<double>(random() % 60);
    o.probability = static_cast<double>(random() % 1000) / 1000 * (o.machine ? 1 : 0.8);
    o.features[0] = o.probability;
    o.verdicts = {o.probability > 0.7 ? Verdict::kArtifact : Verdict::kClean, Verdict::kSuspect,
                  Verdict::kClean};
    o.without = {o.features};
  }
  return all;
}

Study StudyOf(std::vector<Observation> all) {
  StudyOptions options;
  options.least_words = kLeastWords;
  options.without = {EvidenceKind::kFluency};
  options.bootstrap.replicates = 40;
  return MakeStudy(std::move(all), options);
}

const std::vector<Cell>& RowOf(const Table& table, const std::string& first,
                               const std::string& second = "") {
  for (const std::vector<Cell>& row : table.rows) {
    if (std::get<std::string>(row[0]) != first) continue;
    if (second.empty() || std::get<std::string>(row[1]) == second) return row;
  }
  ADD_FAILURE() << first << " " << second;
  return table.rows.front();
}

TEST(StudyTest, DetectionRanksWhatIsLongEnough) {
  const std::vector<Observation> all = Random(600);
  std::vector<double> machine;
  std::vector<double> honest;
  for (const Observation& o : all) {
    if (o.words >= kLeastWords) (o.machine ? machine : honest).push_back(o.probability);
  }
  const Table table = DetectionTable(StudyOf(all));
  const std::vector<Cell>& row = RowOf(table, "all", "Calque");
  EXPECT_EQ(std::get<std::uint64_t>(row[2]), machine.size());
  EXPECT_EQ(std::get<std::uint64_t>(row[3]), 8U);
  const Estimate area = std::get<Estimate>(row[4]);
  EXPECT_EQ(area.value, AreaUnderCurve(machine, honest));
  EXPECT_LT(area.interval.low, area.value);
  EXPECT_GT(area.interval.high, area.value);
  EXPECT_EQ(std::get<Estimate>(row[5]).value, RecallAt(0.01, machine, honest));
  for (const char* method : {"perplexity alone", "dictionary alone, no adjudication",
                             "dictionary + perplexity, no adjudication", "Calque, refitted",
                             "Calque, refitted without fluency"}) {
    RowOf(table, "all", method);
    RowOf(table, "set/site3", method);
  }
}

TEST(StudyTest, FalseAlarmsAndVerdictsAreCounted) {
  const std::vector<Observation> all = Random(600);
  std::size_t texts = 0;
  std::size_t alarms = 0;
  for (const Observation& o : all) {
    if (o.machine || o.words < kLeastWords || o.domain != "site2") continue;
    ++texts;
    alarms += o.verdicts[0] == Verdict::kArtifact ? 1 : 0;
  }
  ASSERT_GT(alarms, 0U);
  const std::vector<Cell> row = RowOf(FalseAlarmTable(StudyOf(all)), "set/site2");
  EXPECT_EQ(std::get<std::uint64_t>(row[1]), texts);
  EXPECT_EQ(std::get<Share>(row[2]).count, alarms);
  EXPECT_EQ(std::get<Share>(row[2]).of, texts);
  EXPECT_EQ(std::get<Share>(row[5]).count, texts) << "balanced calls all of them suspect";
}

// Whatever the mixture of the set, the classes weigh nine to one.
TEST(StudyTest, CalibrationIsAtThePrior) {
  std::vector<Observation> all = Random(600);
  for (Observation& o : all) o.probability = 0.1;
  const Study study = StudyOf(all);
  const std::vector<Cell> row = RowOf(CalibrationTable(study), "all");
  EXPECT_NEAR(std::get<Number>(row[3]).value, 0.9 * 0.01 + 0.1 * 0.81, 1e-9);
  EXPECT_NEAR(std::get<Number>(row[4]).value, 0, 1e-9);
  const Table bins = ReliabilityTable(study);
  EXPECT_NEAR(std::get<Number>(bins.rows[1][4]).value, 0.1, 1e-9);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(bins.rows[2][3]));
}

TEST(StudyTest, OneClassAloneHasNoRanking) {
  std::vector<Observation> honest = Random(90);
  for (Observation& o : honest) o.machine = false;
  const Sheet sheet = MakeSheet(StudyOf(honest), "p");
  ASSERT_EQ(sheet.tables.size(), 2U);
  EXPECT_EQ(sheet.tables[1].key, "false_alarms");
  EXPECT_TRUE(sheet.plots.empty());
  std::vector<Observation> machine = Random(90);
  for (Observation& o : machine) o.machine = true;
  const Sheet other = MakeSheet(StudyOf(machine), "p");
  ASSERT_EQ(other.tables.size(), 1U);
  EXPECT_EQ(other.tables[0].key, "verdicts");
  EXPECT_TRUE(MakeSheet(StudyOf({}), "p").tables.empty());
}

}  // namespace
}  // namespace calque::evaluation
