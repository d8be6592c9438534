// A text that is too short for a verdict counts in the hit rates, not in AUC and
// recall.
#include "detector/evaluation/evaluation.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "detector/evaluation/metrics.h"

namespace calque::evaluation {
namespace {

constexpr int kNameWidth = 34;

template <typename... Args>
std::string Line(const char* format, Args... args) {
  char line[256];
  std::snprintf(line, sizeof(line), format, args...);
  return line;
}

}  // namespace

void Evaluation::Add(std::string_view text, bool machine, const std::string& group_name) {
  const Analysis analysis = analyzer_.Analyze(text, mode_);
  const Report& report = analysis.report;
  Group& group = (machine ? machine_ : honest_)[group_name];
  ++group.texts;
  group.words += report.words;
  group.hits += report.hits.size();
  group.strong += static_cast<std::size_t>(
      std::count_if(report.hits.begin(), report.hits.end(),
                    [](const Hit& hit) { return hit.strength == Strength::kStrong; }));
  group.log10_prob += analysis.log10_prob;
  group.events += analysis.events;
  ++group.verdicts[static_cast<std::size_t>(report.verdict)];
  group.hits_per_1000.push_back(report.evidence.hits_per_1000);
  if (report.verdict != Verdict::kInsufficient) group.probabilities.push_back(report.probability);
}

std::string Evaluation::DomainRow(const std::string& name, const Group& g) const {
  const double words = static_cast<double>(std::max<std::size_t>(1, g.words));
  const double events = static_cast<double>(std::max<std::size_t>(1, g.events));
  return Line("%-*.*s %6zu %9zu %6.2f %6.2f %6.2f %6.2f %7.2f %7.1f %5zu %5zu %5zu\n", kNameWidth,
              kNameWidth, name.c_str(), g.texts, g.words,
              1000 * static_cast<double>(g.hits) / words, Percentile(g.hits_per_1000, 0.5),
              Percentile(g.hits_per_1000, 0.99), Percentile(g.hits_per_1000, 1),
              1e6 * static_cast<double>(g.strong) / words, std::pow(10, -g.log10_prob / events),
              g.verdicts[static_cast<std::size_t>(Verdict::kSuspect)],
              g.verdicts[static_cast<std::size_t>(Verdict::kArtifact)],
              g.verdicts[static_cast<std::size_t>(Verdict::kInsufficient)]);
}

std::string Evaluation::StratumRow(const std::string& name, const Group& g,
                                   const std::vector<double>& honest) const {
  return Line("%-*.*s %6zu %6.2f %7.4f %6.3f %6.3f %6.3f %5zu %5zu %5zu\n", kNameWidth, kNameWidth,
              name.c_str(), g.texts, Percentile(g.hits_per_1000, 0.5),
              AreaUnderCurve(g.probabilities, honest), RecallAt(0.01, g.probabilities, honest),
              RecallAt(0.001, g.probabilities, honest), RecallAt(0.0001, g.probabilities, honest),
              g.verdicts[static_cast<std::size_t>(Verdict::kSuspect)],
              g.verdicts[static_cast<std::size_t>(Verdict::kArtifact)],
              g.verdicts[static_cast<std::size_t>(Verdict::kInsufficient)]);
}

std::string Evaluation::Table() const {
  std::string out = Line("%-*s %6s %9s %6s %6s %6s %6s %7s %7s %5s %5s %5s\n", kNameWidth,
                         "honest domain", "texts", "words", "h/1000", "p50", "p99", "max",
                         "strong/M", "ppl", "susp", "artif", "short");
  std::vector<double> honest;
  for (const auto& [name, group] : honest_) {
    out += DomainRow(name, group);
    honest.insert(honest.end(), group.probabilities.begin(), group.probabilities.end());
  }
  if (machine_.empty()) return out;
  out += Line("\n%-*s %6s %6s %7s %6s %6s %6s %5s %5s %5s\n", kNameWidth, "machine stratum",
              "texts", "p50", "AUC", "r@1%", "r@.1%", "r@.01", "susp", "artif", "short");
  for (const auto& [name, group] : machine_) out += StratumRow(name, group, honest);
  return out;
}

}  // namespace calque::evaluation
