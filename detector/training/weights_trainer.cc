// Balance, choice of features, fit; weights_trainer.h has the reasons.
#include "detector/training/weights_trainer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "detector/training/sparse_logistic.h"

namespace calque::training {
namespace {

// People's translations among the human side; the rest is prose.
constexpr double kTranslationShare = 0.7;
// An outlet of more samples weighs no more than one of so many.
constexpr double kMostOfOutlet = 120;
// A sample counts an n-gram no more often.
constexpr float kMostCounted = 3;
// Rare n-grams vary less and would be held down by the penalty: features are scaled by
// their frequency to the power of minus this.
constexpr double kRarityExponent = 0.25;
// Sets the scale of the penalty: features are counts in so many tokens.
constexpr double kTokens = 30;
// Weights of more standard deviations than this are outliers and clipped, as all weights
// share the steps of one byte.
constexpr double kMostDeviations = 8;

constexpr std::uint32_t kNotChosen = std::numeric_limits<std::uint32_t>::max();

using Samples = std::vector<WeightSample>;

bool IsMachine(const WeightSample& sample) {
  return sample.kind == SampleKind::kMachineTranslation;
}

// Translations of one kind: the same for every language pair, within one the same for
// every unit, within one the same for every version. Adds up to `total`.
void BalanceTranslations(const Samples& samples, SampleKind kind, double total,
                         std::vector<double>* weights) {
  std::map<std::uint32_t, std::map<std::uint32_t, double>> versions;
  for (const WeightSample& sample : samples) {
    if (sample.kind == kind) versions[sample.domain][sample.unit] += 1;
  }
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (samples[i].kind != kind) continue;
    const auto& units = versions[samples[i].domain];
    (*weights)[i] = total / static_cast<double>(versions.size()) /
                    static_cast<double>(units.size()) / units.at(samples[i].unit);
  }
}

// Collections weigh by the square root of their size, outlets within one by size up to
// kMostOfOutlet. Adds up to `total`.
void BalanceProse(const Samples& samples, double total, std::vector<double>* weights) {
  std::map<std::uint32_t, double> of_outlet;
  std::map<std::uint32_t, double> of_collection;
  for (const WeightSample& sample : samples) {
    if (sample.kind != SampleKind::kProse) continue;
    of_outlet[sample.outlet] += 1;
    of_collection[sample.domain] += 1;
  }
  double roots = 0;
  for (const auto& [collection, count] : of_collection) roots += std::sqrt(count);
  std::map<std::uint32_t, double> limited;  // of a collection, with outlets limited
  const auto share = [&](const WeightSample& sample) {
    const double count = of_outlet[sample.outlet];
    return std::min(count, kMostOfOutlet) / count;
  };
  for (const WeightSample& sample : samples) {
    if (sample.kind == SampleKind::kProse) limited[sample.domain] += share(sample);
  }
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (samples[i].kind != SampleKind::kProse) continue;
    const std::uint32_t domain = samples[i].domain;
    (*weights)[i] =
        total * std::sqrt(of_collection[domain]) / roots * share(samples[i]) / limited[domain];
  }
}

// The n-grams that get weights: their slots, ascending, and a scale for each.
struct Features {
  std::vector<std::uint32_t> slots;
  std::vector<std::uint32_t> of_slot;  // feature by slot, kNotChosen for the others
  std::vector<double> scales;
};

Features ChooseFeatures(const Samples& samples, const WeightsOptions& options) {
  std::uint32_t slot_count = 0;
  std::vector<std::size_t> by_unit(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    by_unit[i] = i;
    if (!samples[i].slots.empty()) {
      slot_count = std::max(slot_count, samples[i].slots.back().feature + 1);
    }
  }
  std::ranges::stable_sort(by_unit, {}, [&](std::size_t i) { return samples[i].unit; });
  std::map<std::uint32_t, int> bits;  // of domains
  for (const WeightSample& sample : samples) {
    bits.try_emplace(sample.domain, static_cast<int>(bits.size() % 64));
  }
  std::vector<std::uint32_t> units(slot_count);
  std::vector<std::uint32_t> last_unit(slot_count, kNotChosen);
  std::vector<std::uint64_t> domains(slot_count);
  std::vector<double> frequency(slot_count);
  for (const std::size_t i : by_unit) {
    for (const auto& [slot, count] : samples[i].slots) {
      if (std::exchange(last_unit[slot], samples[i].unit) != samples[i].unit) ++units[slot];
      domains[slot] |= std::uint64_t{1} << bits[samples[i].domain];
      frequency[slot] += count;
    }
  }
  Features features;
  features.of_slot.assign(slot_count, kNotChosen);
  for (std::uint32_t slot = 0; slot < slot_count; ++slot) {
    if (units[slot] < options.fewest_units) continue;
    if (std::popcount(domains[slot]) < options.fewest_domains) continue;
    features.of_slot[slot] = static_cast<std::uint32_t>(features.slots.size());
    features.slots.push_back(slot);
    features.scales.push_back(std::pow(frequency[slot], -kRarityExponent));
  }
  return features;
}

// The median scale becomes 1.
void NormaliseScales(std::vector<double>* scales) {
  if (scales->empty()) return;
  std::vector<double> sorted = *scales;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  const double median = *middle;
  for (double& scale : *scales) scale /= median;
}

SparseExamples MakeExamples(const Samples& samples, const Features& features) {
  const std::vector<double> weights = BalanceSamples(samples);
  SparseExamples examples;
  std::vector<SparseFeature> row;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    row.clear();
    for (const auto& [slot, count] : samples[i].slots) {
      const std::uint32_t feature = features.of_slot[slot];
      if (feature == kNotChosen) continue;
      const double share = std::min(count, kMostCounted) * kTokens / samples[i].events;
      row.push_back({feature, static_cast<float>(share * features.scales[feature])});
    }
    examples.Add(row, IsMachine(samples[i]), weights[i]);
  }
  return examples;
}

// Clips outliers; returns the weights by slot.
std::vector<lm::SlotWeight> SlotWeights(const Features& features,
                                        const std::vector<double>& fitted) {
  std::vector<double> weights(fitted.size());
  double squares = 0;
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    weights[i] = fitted[i] * features.scales[i] * kTokens;
    squares += weights[i] * weights[i];
  }
  const double largest =
      kMostDeviations *
      std::sqrt(squares / static_cast<double>(std::max<std::size_t>(1, fitted.size())));
  std::vector<lm::SlotWeight> result;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double weight = std::clamp(weights[i], -largest, largest);
    result.push_back({features.slots[i], static_cast<float>(weight)});
  }
  return result;
}

}  // namespace

std::vector<double> BalanceSamples(const std::vector<WeightSample>& samples) {
  std::vector<double> weights(samples.size());
  const auto has = [&](SampleKind kind) {
    return std::ranges::any_of(samples, [&](const WeightSample& s) { return s.kind == kind; });
  };
  const bool both = has(SampleKind::kProse) && has(SampleKind::kHumanTranslation);
  BalanceTranslations(samples, SampleKind::kMachineTranslation, 1, &weights);
  BalanceTranslations(samples, SampleKind::kHumanTranslation, both ? kTranslationShare : 1,
                      &weights);
  BalanceProse(samples, both ? 1 - kTranslationShare : 1, &weights);
  return weights;
}

Result<std::vector<lm::SlotWeight>> TrainWeights(const std::vector<WeightSample>& samples,
                                                 const WeightsOptions& options) {
  const auto machines = std::ranges::count_if(samples, IsMachine);
  if (machines == 0 || machines == static_cast<std::ptrdiff_t>(samples.size())) {
    return Error{ErrorCode::kInvalidArgument,
                 "Weights need texts of machines and texts of people to learn from; all usable "
                 "texts are of one kind."};
  }
  Features features = ChooseFeatures(samples, options);
  NormaliseScales(&features.scales);
  SparseFitOptions fit;
  fit.penalty = options.penalty;
  fit.max_steps = options.max_steps;
  fit.progress = options.progress;
  const SparseExamples examples = MakeExamples(samples, features);
  return SlotWeights(features, FitSparseLogistic(examples, features.slots.size(), fit));
}

}  // namespace calque::training
