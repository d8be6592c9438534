// Whether of texts given 0.9 nine in ten are machine-made. A labelled set has as many
// machine texts as its maker chose, so both classes are weighted to the prior of the
// calibration first.
#include <algorithm>
#include <optional>
#include <utility>

#include "detector/evaluation/parallel.h"
#include "detector/evaluation/tables.h"
#include "detector/training/calibrator.h"

namespace calque::evaluation {
namespace {

constexpr std::size_t kMinOwnTexts = 20;

// The honest texts of a domain beside machine texts.
struct Mixture {
  std::string name;
  std::vector<std::size_t> honest;
  std::vector<std::size_t> machine;
};

std::vector<std::size_t> JudgedMachine(const Study& study) {
  return study.machine.empty() ? std::vector<std::size_t>()
                               : study.JudgedOf(study.machine.front().members);
}

// What was made from the domain's own texts, if that is enough; else every other
// machine text, so that the rest can teach.
std::vector<std::size_t> MachineBeside(const Study& study, const std::vector<std::size_t>& honest,
                                       const std::vector<std::size_t>& machine) {
  const std::uint64_t site = study.observations[honest.front()].site;
  const bool one_site = site != 0 && std::all_of(honest.begin(), honest.end(), [&](std::size_t i) {
                          return study.observations[i].site == site;
                        });
  std::vector<std::size_t> own;
  std::vector<std::size_t> half;
  for (const std::size_t i : machine) {
    const Observation& o = study.observations[i];
    if (one_site && o.site == site) own.push_back(i);
    if ((o.text >> 17) % 2 == 0) half.push_back(i);
  }
  return own.size() >= kMinOwnTexts ? own : half;
}

std::vector<Mixture> MixturesOf(const Study& study) {
  const std::vector<std::size_t> machine = JudgedMachine(study);
  std::vector<Mixture> mixtures;
  const std::vector<std::size_t> honest = study.JudgedHonest();
  if (machine.empty() || honest.empty()) return mixtures;
  mixtures.push_back({"all", honest, machine});
  for (const Group& group : study.honest) {
    std::vector<std::size_t> judged = study.JudgedOf(group.members);
    if (judged.size() < kMinOwnTexts) continue;
    std::vector<std::size_t> beside = MachineBeside(study, judged, machine);
    if (beside.empty()) continue;
    mixtures.push_back({group.name, std::move(judged), std::move(beside)});
  }
  return mixtures;
}

// `probability` says what was said of a text.
template <typename Said>
std::vector<Prediction> Predictions(const Mixture& mixture, Said&& probability) {
  std::vector<Prediction> predictions;
  const double honest = (1 - training::kPrior) / static_cast<double>(mixture.honest.size());
  const double machine = training::kPrior / static_cast<double>(mixture.machine.size());
  for (const std::size_t i : mixture.honest) predictions.push_back({probability(i), false, honest});
  for (const std::size_t i : mixture.machine)
    predictions.push_back({probability(i), true, machine});
  return predictions;
}

std::vector<Prediction> Shipped(const Study& study, const Mixture& mixture) {
  return Predictions(mixture, [&](std::size_t i) { return study.observations[i].probability; });
}

// By weights fitted to everything but the mixture, its sites and its groups.
std::optional<std::vector<Prediction>> LeftOut(const Study& study, const Mixture& mixture) {
  std::vector<bool> left_out(study.observations.size());
  std::vector<std::uint64_t> units;
  for (const auto* members : {&mixture.honest, &mixture.machine}) {
    for (const std::size_t i : *members) units.push_back(study.observations[i].text);
  }
  for (const std::size_t i : mixture.honest) units.push_back(study.observations[i].site);
  std::sort(units.begin(), units.end());
  const auto among = [&](std::uint64_t unit) {
    return unit != 0 && std::binary_search(units.begin(), units.end(), unit);
  };
  std::vector<RefitText> texts;
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < study.observations.size(); ++i) {
    if (!study.Judged(i)) continue;
    const Observation& o = study.observations[i];
    left_out[i] = among(o.text) || among(o.site);
    texts.push_back(RefitTextOf(o, {o.features.begin(), o.features.end()}));
    indices.push_back(i);
  }
  const auto probabilities =
      FittedWithout(texts, [&](std::size_t t) { return left_out[indices[t]]; });
  if (!probabilities) return std::nullopt;
  std::vector<double> said(study.observations.size());
  std::size_t next = 0;
  for (const std::size_t i : indices) {
    if (left_out[i]) said[i] = (*probabilities)[next++];
  }
  return Predictions(mixture, [&](std::size_t i) { return said[i]; });
}

std::vector<Cell> CalibrationRow(const Study& study, const Mixture& mixture) {
  const std::vector<Prediction> shipped = Shipped(study, mixture);
  std::vector<Cell> row = {mixture.name, std::uint64_t{mixture.honest.size()},
                           std::uint64_t{mixture.machine.size()}, Number{BrierScore(shipped), 4},
                           Number{CalibrationError(Reliability(shipped)), 4}};
  const auto left_out = mixture.name == "all" ? std::nullopt : LeftOut(study, mixture);
  row.push_back(left_out ? Cell(Number{BrierScore(*left_out), 4}) : Cell());
  row.push_back(left_out ? Cell(Number{CalibrationError(Reliability(*left_out)), 4}) : Cell());
  return row;
}

}  // namespace

Table ReliabilityTable(const Study& study) {
  Table table{
      "reliability",
      "Reliability",
      "Of the texts given a probability of the bin, the mean of what was said and the share "
      "that was machine-made. Both classes are weighted as if one text in ten were "
      "machine-made, which is the prior of the calibration.",
      {{"bin", "probability"},
       {"texts", "texts"},
       {"weight", "weight"},
       {"said", "said"},
       {"machine", "machine-made"}},
      {}};
  const std::vector<Mixture> mixtures = MixturesOf(study);
  if (mixtures.empty()) return table;
  const auto bins = Reliability(Shipped(study, mixtures.front()));
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const std::string name = "0." + std::to_string(i) + " to " +
                             (i + 1 < bins.size() ? "0." + std::to_string(i + 1) : "1.0");
    const bool empty = bins[i].texts == 0;
    table.rows.push_back({name, std::uint64_t{bins[i].texts}, Number{bins[i].weight, 4},
                          empty ? Cell() : Cell(Number{bins[i].said, 3}),
                          empty ? Cell() : Cell(Number{bins[i].machine, 3})});
  }
  return table;
}

Table CalibrationTable(const Study& study) {
  Table table{
      "calibration",
      "Calibration",
      "Brier score and expected calibration error (ten bins) at a prior of one machine text "
      "in ten: of the pack's probabilities, and of weights fitted anew to this set without "
      "the domain. Beside a domain's honest texts stand the machine texts of the same site, "
      "or half of all when those are fewer than 20. Saying 0.1 of everything has a Brier "
      "score of 0.0900.",
      {{"domain", "domain"},
       {"honest", "honest"},
       {"machine", "machine"},
       {"brier", "Brier"},
       {"error", "error"},
       {"brier_left_out", "Brier, left out"},
       {"error_left_out", "error, left out"}},
      {}};
  const std::vector<Mixture> mixtures = MixturesOf(study);
  table.rows.resize(mixtures.size());
  ForEachIndex(mixtures.size(), study.options.threads,
               [&](std::size_t m) { table.rows[m] = CalibrationRow(study, mixtures[m]); });
  return table;
}

}  // namespace calque::evaluation
