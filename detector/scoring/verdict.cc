// Counts enter as logarithms of rates, so that the tenth hit weighs less than the
// second and long texts are comparable with short ones.
#include "detector/scoring/verdict.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace calque::scoring {
namespace {

// Rates are taken over at least this many words, or one hit in a short text would
// look like a dense rewrite.
constexpr double kMinimumWords = 150;
constexpr double kUnfluent = 0.05;
// A mean over few n-grams says little: as if so many without a weight were there, too.
constexpr double kWeightlessEvents = 100;
// An entry counts once in a stretch of about the length of an article, so that the
// rates of a book are those of its chapters.
constexpr std::size_t kWindowBytes = 8192;

// Different entries without which a text is no suspect by its hits.
constexpr std::size_t kSuspectDistinct = 2;

bool TellsInBulk(std::string_view feature) {
  return feature == "substitution" || feature == "translationese";
}

double SummedGain(std::span<const Hit> hits) {
  double gain = 0;
  for (const Hit& hit : hits) gain += hit.gain;
  return gain;
}

double Rate(double count, double words) { return 1000 * count / words; }

std::array<double, 3> CountByStrength(std::span<const Hit> hits) {
  std::array<double, 3> counts{};
  for (const Hit& hit : hits) counts[static_cast<std::size_t>(hit.strength)] += 1;
  return counts;
}

// The hit with the largest gain of every entry in every stretch of `window` bytes.
std::vector<const Hit*> BestOfEveryEntry(std::span<const Hit> hits, std::size_t window) {
  const auto place = [&](const Hit* hit) {
    return std::pair<std::size_t, std::string_view>(hit->span.begin / window, hit->entry);
  };
  std::vector<const Hit*> best;
  for (const Hit& hit : hits) best.push_back(&hit);
  std::sort(best.begin(), best.end(), [&](const Hit* a, const Hit* b) {
    return place(a) != place(b) ? place(a) < place(b) : a->gain > b->gain;
  });
  const auto same = [&](const Hit* a, const Hit* b) { return place(a) == place(b); };
  best.erase(std::unique(best.begin(), best.end(), same), best.end());
  return best;
}

std::size_t DistinctEntries(std::span<const Hit> hits) {
  return BestOfEveryEntry(hits, std::numeric_limits<std::size_t>::max()).size();
}

}  // namespace

DocumentFeatures FeaturesOf(const TextEvidence& text) {
  const double words = std::max(kMinimumWords, static_cast<double>(text.words));
  std::array<double, 3> counts{};
  for (const Hit* hit : BestOfEveryEntry(text.hits, kWindowBytes)) {
    counts[static_cast<std::size_t>(hit->strength)] += 1;
  }
  double unfluent = 0;
  for (const SentenceReport& sentence : text.sentences) {
    unfluent += sentence.fluency < kUnfluent ? 1 : 0;
  }
  return {std::log1p(Rate(counts[2], words)),
          std::log1p(Rate(counts[1], words)),
          std::log1p(Rate(counts[0], words)),
          std::log1p(Rate(static_cast<double>(text.contradictions), words)),
          Rate(text.substitutions, words) / 10,
          text.translationese / (static_cast<double>(text.events) + kWeightlessEvents),
          unfluent / std::max<double>(1, static_cast<double>(text.sentences.size()))};
}

SentenceFeatures FeaturesOf(const SentenceReport& sentence, std::span<const Hit> hits,
                            double substitutions) {
  const std::array<double, 3> counts = CountByStrength(hits);
  return {std::min(3.0, counts[2]), std::min(3.0, counts[1]), std::min(5.0, counts[0]),
          std::min(10.0, substitutions), 1 - sentence.fluency};
}

Evidence Summarise(std::size_t words, std::span<const Hit> hits,
                   std::span<const SentenceReport> sentences) {
  Evidence evidence;
  evidence.hits = hits.size();
  evidence.distinct = DistinctEntries(hits);
  const double base = std::max<double>(1, static_cast<double>(words));
  evidence.hits_per_1000 = Rate(static_cast<double>(hits.size()), base);
  evidence.gain_per_1000 = Rate(SummedGain(hits), base);
  if (!sentences.empty()) {
    std::vector<double> fluency;
    for (const SentenceReport& sentence : sentences) fluency.push_back(sentence.fluency);
    const auto middle = fluency.begin() + static_cast<std::ptrdiff_t>(fluency.size() / 2);
    std::nth_element(fluency.begin(), middle, fluency.end());
    evidence.fluency = *middle;
  }
  return evidence;
}

std::vector<EvidenceTerm> Explain(const Calibration& calibration,
                                  const DocumentFeatures& features) {
  const DocumentModel& model = calibration.document;
  const auto& likeliest = model.Of(model.Likeliest(features));
  std::vector<EvidenceTerm> terms = {{"prior", likeliest.bias}};
  for (std::size_t i = 0; i < features.size(); ++i) {
    const double log_odds = likeliest.weights[i] * features[i];
    if (log_odds != 0) terms.push_back({kDocumentFeatures[i].data(), log_odds});
  }
  terms.push_back({"otherwise", model.Logit(features) - likeliest.Logit(features)});
  return terms;
}

bool ShowsRewriting(const Calibration& calibration, std::size_t words, std::span<const Hit> hits) {
  std::vector<Hit> telling;
  std::copy_if(hits.begin(), hits.end(), std::back_inserter(telling),
               [](const Hit& hit) { return hit.strength != Strength::kWeak; });
  const double base = std::max(kMinimumWords, static_cast<double>(words));
  const auto count = static_cast<double>(BestOfEveryEntry(telling, kWindowBytes).size());
  return DistinctEntries(telling) >= calibration.rewritten_distinct &&
         Rate(count, base) >= calibration.rewritten_rate;
}

double Convicting(const Calibration& calibration, const DocumentFeatures& features,
                  std::size_t distinct, std::size_t needed) {
  if (distinct >= needed) return calibration.document.Probability(features);
  DocumentFeatures in_bulk{};
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (TellsInBulk(kDocumentFeatures[i])) in_bulk[i] = features[i];
  }
  return calibration.document.Probability(in_bulk);
}

Verdict Decide(const Calibration& calibration, Mode mode, const DocumentFeatures& features,
               std::size_t words, std::size_t distinct) {
  if (words < calibration.insufficient_always) return Verdict::kInsufficient;
  const Thresholds& thresholds = calibration.modes[static_cast<std::size_t>(mode)];
  if (Convicting(calibration, features, distinct, calibration.minimum_distinct) >=
      thresholds.artifact) {
    return Verdict::kArtifact;
  }
  if (Convicting(calibration, features, distinct, kSuspectDistinct) >= thresholds.suspect) {
    return Verdict::kSuspect;
  }
  return words < calibration.insufficient_clean ? Verdict::kInsufficient : Verdict::kClean;
}

}  // namespace calque::scoring
