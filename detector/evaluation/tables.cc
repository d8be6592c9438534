// Curves, and the tables put together.
#include "detector/evaluation/tables.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "calque/detector.h"

namespace calque::evaluation {
namespace {

// More curves cannot be told apart.
constexpr std::size_t kMaxSeries = 6;
constexpr int kCurvePoints = 60;
constexpr double kLowestRate = 1e-4;

std::vector<double> ScoresOf(const std::vector<double>& all,
                             const std::vector<std::size_t>& members) {
  std::vector<double> scores;
  for (const std::size_t i : members) scores.push_back(all[i]);
  return scores;
}

Series Curve(const std::string& name, const std::vector<double>& machine,
             const std::vector<double>& honest) {
  Series series{name, {}};
  for (int i = 0; i <= kCurvePoints; ++i) {
    const double rate = kLowestRate * std::pow(1 / kLowestRate, double(i) / kCurvePoints);
    series.points.push_back({rate, RecallAt(rate, machine, honest)});
  }
  return series;
}

// The strata after "all", the largest first.
std::vector<const Group*> LargestStrata(const Study& study) {
  std::vector<const Group*> strata;
  for (std::size_t s = 1; s < study.machine.size(); ++s) strata.push_back(&study.machine[s]);
  std::stable_sort(strata.begin(), strata.end(), [](const Group* a, const Group* b) {
    return a->members.size() > b->members.size();
  });
  strata.resize(std::min(strata.size(), kMaxSeries));
  return strata;
}

Plot ReliabilityPlot(const Table& reliability) {
  Series series{"Calque", {}};
  for (const std::vector<Cell>& row : reliability.rows) {
    const auto* said = std::get_if<Number>(&row[3]);
    const auto* machine = std::get_if<Number>(&row[4]);
    if (said != nullptr && machine != nullptr) {
      series.points.push_back({said->value, machine->value});
    }
  }
  return {"Reliability", PlotKind::kReliability, {std::move(series)}};
}

std::vector<std::string> Notes(const Study& study, std::size_t honest) {
  std::vector<std::string> notes;
  if (honest > 0 && static_cast<double>(honest) * kFalseAlarmRates.back() < 1) {
    notes.push_back("There are " + std::to_string(honest) +
                    " honest texts long enough to be judged: at rates below one of them, recall is "
                    "what scores above all of them.");
  }
  if (!study.options.without.empty()) {
    notes.push_back(
        "\"Calque, refitted\" and its variants without a kind of evidence are logistic models of "
        "the document's evidence; compare them with one another.");
  }
  if (study.methods.size() > 1) {
    notes.push_back(
        "What is refitted, and dictionary + perplexity, is a logistic model fitted to the honest "
        "texts and the machine texts of one file (for \"all\": of all files), by cross-validation "
        "in five folds of sites. An AUC below 0.5 then says that what other sites teach points the "
        "wrong way.");
  }
  return notes;
}

}  // namespace

std::vector<Plot> Plots(const Study& study) {
  const std::vector<std::size_t> honest = study.JudgedHonest();
  if (study.machine.empty() || honest.empty()) return {};
  Plot methods{"All machine texts, by method", PlotKind::kRoc, {}};
  const std::vector<std::size_t> all = study.JudgedOf(study.machine.front().members);
  if (all.empty()) return {};
  for (const Method& method : study.methods) {
    if (methods.series.size() == kMaxSeries) break;
    const std::vector<double>& scores = method.For(study.machine.front());
    methods.series.push_back(Curve(method.name, ScoresOf(scores, all), ScoresOf(scores, honest)));
  }
  Plot strata{"Calque, by stratum", PlotKind::kRoc, {}};
  for (const Group* group : LargestStrata(study)) {
    const std::vector<std::size_t> judged = study.JudgedOf(group->members);
    if (judged.empty()) continue;
    const std::vector<double>& scores = study.methods.front().For(*group);
    strata.series.push_back(Curve(group->name, ScoresOf(scores, judged), ScoresOf(scores, honest)));
  }
  return {std::move(methods), std::move(strata), ReliabilityPlot(ReliabilityTable(study))};
}

Sheet MakeSheet(const Study& study, const std::string& pack) {
  Sheet sheet;
  sheet.calque = Version();
  sheet.pack = pack;
  for (const Observation& o : study.observations) ++(o.machine ? sheet.machine : sheet.honest);
  sheet.notes = Notes(study, study.JudgedHonest().size());
  for (Table& table :
       std::vector<Table>{HonestTable(study), FalseAlarmTable(study), DetectionTable(study),
                          VerdictTable(study), SentenceTable(study), SpanTable(study),
                          ReliabilityTable(study), CalibrationTable(study)}) {
    if (!table.rows.empty()) sheet.tables.push_back(std::move(table));
  }
  sheet.plots = Plots(study);
  return sheet;
}

}  // namespace calque::evaluation
