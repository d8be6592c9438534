// Honest prose: what is found in it although nothing should be.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "detector/evaluation/tables.h"
#include "detector/evaluation/verdict_columns.h"

namespace calque::evaluation {
namespace {

// "all" and the domains.
std::vector<Group> WithAll(const Study& study) {
  Group all{"all", {}, "", false};
  for (const Group& group : study.honest) {
    all.members.insert(all.members.end(), group.members.begin(), group.members.end());
  }
  std::sort(all.members.begin(), all.members.end());
  std::vector<Group> groups = {std::move(all)};
  groups.insert(groups.end(), study.honest.begin(), study.honest.end());
  return groups;
}

std::vector<Cell> HonestRow(const Study& study, const Group& group) {
  std::size_t words = 0;
  std::size_t hits = 0;
  std::size_t strong = 0;
  double log10_prob = 0;
  std::size_t events = 0;
  std::vector<double> rates;
  for (const std::size_t i : group.members) {
    const Observation& o = study.observations[i];
    words += o.words;
    hits += o.hits;
    strong += o.strong;
    log10_prob += o.log10_prob;
    events += o.events;
    rates.push_back(1000 * static_cast<double>(o.hits) /
                    static_cast<double>(std::max<std::size_t>(1, o.words)));
  }
  const double base = static_cast<double>(std::max<std::size_t>(1, words));
  const double perplexity =
      std::pow(10, -log10_prob / static_cast<double>(std::max<std::size_t>(1, events)));
  return {group.name,
          std::uint64_t{group.members.size()},
          std::uint64_t{words},
          Number{1000 * static_cast<double>(hits) / base, 2},
          Number{Percentile(rates, 0.5), 2},
          Number{Percentile(rates, 0.99), 2},
          Number{Percentile(rates, 1), 2},
          Number{1e6 * static_cast<double>(strong) / base, 2},
          Number{perplexity, 1}};
}

}  // namespace

Table HonestTable(const Study& study) {
  Table table{"honest",
              "Honest prose",
              "Hits per 1,000 words: of all words, then median, 99th percentile and maximum of the "
              "texts. Strong hits per million words. Perplexity of a token, unknown words and "
              "sentence ends included.",
              {{"domain", "domain"},
               {"texts", "texts"},
               {"words", "words"},
               {"hits_mean", "hits/1000"},
               {"hits_median", "median"},
               {"hits_p99", "p99"},
               {"hits_max", "max"},
               {"strong_per_million", "strong/M"},
               {"perplexity", "perplexity"}},
              {}};
  if (study.honest.empty()) return table;
  for (const Group& group : WithAll(study)) table.rows.push_back(HonestRow(study, group));
  return table;
}

Table FalseAlarmTable(const Study& study) {
  Table table{"false_alarms",
              "False alarms",
              "Honest texts of at least " + std::to_string(study.options.least_words) +
                  " words, how many of them each mode calls artifact and how many suspect; in "
                  "brackets the 95 % interval of the share (Wilson), in percent.",
              {{"domain", "domain"}, {"texts", "texts"}},
              {}};
  AppendVerdictColumns(study, &table.columns);
  if (study.honest.empty()) return table;
  for (const Group& group : WithAll(study)) {
    const std::vector<std::size_t> judged = study.JudgedOf(group.members);
    std::vector<Cell> row = {group.name, std::uint64_t{judged.size()}};
    AppendVerdictCells(study, judged, &row);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace calque::evaluation
