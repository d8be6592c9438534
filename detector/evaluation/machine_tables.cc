// Machine text: what is found of it, by each method.
#include <absl/container/flat_hash_set.h>

#include <map>
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

std::vector<Scored> ScoresOf(const std::vector<double>& all,
                             const std::vector<std::size_t>& members, const Units& units) {
  std::vector<Scored> scores;
  for (std::size_t m = 0; m < members.size(); ++m) {
    scores.push_back({all[members[m]], units.ids[m]});
  }
  return scores;
}

std::vector<double> Plain(const std::vector<Scored>& scores) {
  std::vector<double> plain;
  for (const Scored& scored : scores) plain.push_back(scored.score);
  return plain;
}

// The judged texts of the honest class and of a stratum.
struct Stratum {
  const Group* group;
  std::vector<std::size_t> texts;
  Units units;
};

struct Ranked {
  std::vector<std::size_t> honest;
  Units honest_units;
  std::vector<Stratum> strata;  // with texts
};

Ranked RankedTexts(const Study& study) {
  Ranked ranked;
  ranked.honest = study.JudgedHonest();
  ranked.honest_units = UnitsOf(study, ranked.honest);
  for (const Group& group : study.machine) {
    std::vector<std::size_t> judged = study.JudgedOf(group.members);
    if (judged.empty() || ranked.honest.empty()) continue;
    Units units = UnitsOf(study, judged);
    ranked.strata.push_back({&group, std::move(judged), std::move(units)});
  }
  return ranked;
}

using Figures = std::vector<std::vector<Cell>>;  // of each stratum

// The four figures of the strata that a method ranks by the same scores.
void JudgeBy(const std::vector<double>& scores, const std::vector<std::size_t>& strata,
             const Ranked& ranked, const BootstrapOptions& bootstrap, Figures* figures) {
  const std::vector<Scored> honest = ScoresOf(scores, ranked.honest, ranked.honest_units);
  std::vector<std::vector<Scored>> machine;
  for (const std::size_t s : strata) {
    machine.push_back(ScoresOf(scores, ranked.strata[s].texts, ranked.strata[s].units));
  }
  const std::vector<RankIntervals> intervals = RankFigures(honest, machine, bootstrap);
  const std::vector<double> negatives = Plain(honest);
  for (std::size_t m = 0; m < strata.size(); ++m) {
    const std::vector<double> positives = Plain(machine[m]);
    std::vector<Cell>& cells = (*figures)[strata[m]];
    cells.push_back(Estimate{AreaUnderCurve(positives, negatives), intervals[m].area, 4});
    for (std::size_t r = 0; r < kFalseAlarmRates.size(); ++r) {
      cells.push_back(
          Estimate{RecallAt(kFalseAlarmRates[r], positives, negatives), intervals[m].recall[r], 3});
    }
  }
}

Figures FiguresOf(const Study& study, const Ranked& ranked, const Method& method) {
  std::map<const std::vector<double>*, std::vector<std::size_t>> by_scores;
  for (std::size_t s = 0; s < ranked.strata.size(); ++s) {
    by_scores[&method.For(*ranked.strata[s].group)].push_back(s);
  }
  Figures figures(ranked.strata.size());
  for (const auto& [scores, strata] : by_scores) {
    JudgeBy(*scores, strata, ranked, study.options.bootstrap, &figures);
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
  std::vector<Figures> figures(study.methods.size());
  ForEachIndex(study.methods.size(), study.options.threads,
               [&](std::size_t m) { figures[m] = FiguresOf(study, ranked, study.methods[m]); });
  for (std::size_t s = 0; s < ranked.strata.size(); ++s) {
    for (std::size_t m = 0; m < study.methods.size(); ++m) {
      const Stratum& stratum = ranked.strata[s];
      std::vector<Cell> row = {stratum.group->name, study.methods[m].name,
                               std::uint64_t{stratum.texts.size()},
                               std::uint64_t{stratum.units.count}};
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
