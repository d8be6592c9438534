// Machine text: what is found of it, by each method.
#include <absl/container/flat_hash_set.h>

#include <utility>

#include "detector/evaluation/parallel.h"
#include "detector/evaluation/tables.h"
#include "detector/evaluation/verdict_columns.h"

namespace calque::evaluation {
namespace {

// Sites are resampled where there are at least so many; below, their texts.
constexpr std::size_t kMinSites = 5;

// How a set of texts is resampled.
struct Units {
  std::vector<std::uint64_t> ids;  // beside the members
  std::size_t count = 0;           // different ones
};

Units UnitsOf(const Study& study, const std::vector<std::size_t>& members) {
  absl::flat_hash_set<std::uint64_t> sites;
  absl::flat_hash_set<std::uint64_t> texts;
  for (const std::size_t i : members) {
    sites.insert(SiteOrText(study.observations[i]));
    texts.insert(study.observations[i].text);
  }
  const bool by_site = sites.size() >= kMinSites;
  Units units{{}, by_site ? sites.size() : texts.size()};
  for (const std::size_t i : members) {
    const Observation& o = study.observations[i];
    units.ids.push_back(by_site ? SiteOrText(o) : o.text);
  }
  return units;
}

std::vector<Scored> ScoresOf(const Method& method, const std::vector<std::size_t>& members,
                             const Units& units) {
  std::vector<Scored> scores;
  for (std::size_t m = 0; m < members.size(); ++m) {
    scores.push_back({method.scores[members[m]], units.ids[m]});
  }
  return scores;
}

std::vector<double> Plain(const std::vector<Scored>& scores) {
  std::vector<double> plain;
  for (const Scored& scored : scores) plain.push_back(scored.score);
  return plain;
}

// The judged texts of the honest class and of the strata that have any.
struct Ranked {
  std::vector<std::size_t> honest;
  Units honest_units;
  std::vector<std::string> names;
  std::vector<std::vector<std::size_t>> strata;
  std::vector<Units> units;
};

Ranked RankedTexts(const Study& study) {
  Ranked ranked;
  ranked.honest = study.JudgedHonest();
  ranked.honest_units = UnitsOf(study, ranked.honest);
  for (const Group& group : study.machine) {
    std::vector<std::size_t> judged = study.JudgedOf(group.members);
    if (judged.empty() || ranked.honest.empty()) continue;
    ranked.names.push_back(group.name);
    ranked.units.push_back(UnitsOf(study, judged));
    ranked.strata.push_back(std::move(judged));
  }
  return ranked;
}

// The four figures of a method, stratum by stratum.
std::vector<std::vector<Cell>> FiguresOf(const Study& study, const Ranked& ranked,
                                         const Method& method) {
  const std::vector<Scored> honest = ScoresOf(method, ranked.honest, ranked.honest_units);
  std::vector<std::vector<Scored>> strata;
  for (std::size_t s = 0; s < ranked.strata.size(); ++s) {
    strata.push_back(ScoresOf(method, ranked.strata[s], ranked.units[s]));
  }
  const std::vector<RankIntervals> intervals = RankFigures(honest, strata, study.options.bootstrap);
  const std::vector<double> negatives = Plain(honest);
  std::vector<std::vector<Cell>> figures;
  for (std::size_t s = 0; s < strata.size(); ++s) {
    const std::vector<double> positives = Plain(strata[s]);
    std::vector<Cell> cells = {
        Estimate{AreaUnderCurve(positives, negatives), intervals[s].area, 4}};
    for (std::size_t r = 0; r < kFalseAlarmRates.size(); ++r) {
      cells.push_back(
          Estimate{RecallAt(kFalseAlarmRates[r], positives, negatives), intervals[s].recall[r], 3});
    }
    figures.push_back(std::move(cells));
  }
  return figures;
}

}  // namespace

Table DetectionTable(const Study& study) {
  Table table{"detection",
              "Detection",
              "Each stratum of machine text against all honest texts, both of at least " +
                  std::to_string(study.options.least_words) +
                  " words: area under the ROC curve, and the share found when so many of the "
                  "honest texts are called machine-made; in brackets 95 % intervals (bootstrap "
                  "over units: sites, else groups or texts).",
              {{"stratum", "stratum"},
               {"method", "method"},
               {"texts", "texts"},
               {"units", "units"},
               {"auc", "AUC"},
               {"recall_1e2", "at 1 %"},
               {"recall_1e3", "at 0.1 %"},
               {"recall_1e4", "at 0.01 %"}},
              {}};
  const Ranked ranked = RankedTexts(study);
  if (ranked.strata.empty()) return table;
  std::vector<std::vector<std::vector<Cell>>> figures(study.methods.size());
  ForEachIndex(study.methods.size(), study.options.threads,
               [&](std::size_t m) { figures[m] = FiguresOf(study, ranked, study.methods[m]); });
  for (std::size_t s = 0; s < ranked.strata.size(); ++s) {
    for (std::size_t m = 0; m < study.methods.size(); ++m) {
      std::vector<Cell> row = {ranked.names[s], study.methods[m].name,
                               std::uint64_t{ranked.strata[s].size()},
                               std::uint64_t{ranked.units[s].count}};
      row.insert(row.end(), figures[m][s].begin(), figures[m][s].end());
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Table VerdictTable(const Study& study) {
  Table table{"verdicts",
              "Verdicts on machine text",
              "Of the texts of a stratum long enough to be judged, how many each mode calls "
              "artifact and how many suspect, with the 95 % interval of the share in percent "
              "(Wilson).",
              {{"stratum", "stratum"}, {"texts", "texts"}, {"judged", "judged"}},
              {}};
  AppendVerdictColumns(study, &table.columns);
  for (const Group& group : study.machine) {
    const std::vector<std::size_t> judged = study.JudgedOf(group.members);
    std::vector<Cell> row = {group.name, std::uint64_t{group.members.size()},
                             std::uint64_t{judged.size()}};
    AppendVerdictCells(study, judged, &row);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace calque::evaluation
