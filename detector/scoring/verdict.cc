// Counts enter as logarithms of rates, so that the tenth hit weighs less than the
// second and long texts are comparable with short ones.
#include "detector/scoring/verdict.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <tuple>
#include <vector>

#include "detector/text/kept_memory.h"
#include "detector/text/token_key.h"

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

// A hit as one of its entry's, which stands for it by the hash of its id.
struct OfEntry {
  std::size_t stretch;
  text::TokenKey entry;
  double gain;
  Strength strength;
};

// By strength, how many hits are left when in every stretch of `window` bytes only that
// with the largest gain of every entry counts.
std::array<std::size_t, 3> CountEntries(std::span<const Hit> hits, std::size_t window) {
  if (hits.empty()) return {};
  static thread_local std::vector<OfEntry> all;
  text::EmptyForNextText(&all);
  for (const Hit& hit : hits) {
    all.push_back({hit.span.begin / window, text::HashToken(hit.entry), hit.gain, hit.strength});
  }
  std::sort(all.begin(), all.end(), [](const OfEntry& a, const OfEntry& b) {
    return std::tie(a.stretch, a.entry, b.gain) < std::tie(b.stretch, b.entry, a.gain);
  });
  std::array<std::size_t, 3> counts{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool first =
        i == 0 || all[i - 1].stretch != all[i].stretch || all[i - 1].entry != all[i].entry;
    if (first) ++counts[static_cast<std::size_t>(all[i].strength)];
  }
  return counts;
}

constexpr std::size_t kWholeText = std::numeric_limits<std::size_t>::max();

std::size_t Telling(const std::array<std::size_t, 3>& counts) { return counts[1] + counts[2]; }

}  // namespace

DocumentFeatures FeaturesOf(const TextEvidence& text) {
  const double words = std::max(kMinimumWords, static_cast<double>(text.words));
  const std::array<std::size_t, 3> entries = CountEntries(text.hits, kWindowBytes);
  const std::array<double, 3> counts = {static_cast<double>(entries[0]),
                                        static_cast<double>(entries[1]),
                                        static_cast<double>(entries[2])};
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
  const std::array<std::size_t, 3> entries = CountEntries(hits, kWholeText);
  evidence.distinct = entries[0] + entries[1] + entries[2];
  const double base = std::max<double>(1, static_cast<double>(words));
  evidence.hits_per_1000 = Rate(static_cast<double>(hits.size()), base);
  evidence.gain_per_1000 = Rate(SummedGain(hits), base);
  if (!sentences.empty()) {
    static thread_local std::vector<double> fluency;
    text::EmptyForNextText(&fluency);
    for (const SentenceReport& sentence : sentences) fluency.push_back(sentence.fluency);
    const auto middle = fluency.begin() + static_cast<std::ptrdiff_t>(fluency.size() / 2);
    std::nth_element(fluency.begin(), middle, fluency.end());
    evidence.fluency = *middle;
  }
  return evidence;
}

void Explain(const Calibration& calibration, const DocumentFeatures& features,
             std::vector<EvidenceTerm>* terms) {
  const DocumentModel& model = calibration.document;
  const auto& likeliest = model.Of(model.Likeliest(features));
  terms->clear();
  terms->reserve(features.size() + 2);
  terms->push_back({"prior", likeliest.bias});
  for (std::size_t i = 0; i < features.size(); ++i) {
    const double log_odds = likeliest.weights[i] * features[i];
    if (log_odds != 0) terms->push_back({kDocumentFeatures[i].data(), log_odds});
  }
  terms->push_back({"otherwise", model.Logit(features) - likeliest.Logit(features)});
}

bool ShowsRewriting(const Calibration& calibration, std::size_t words, std::span<const Hit> hits) {
  const double base = std::max(kMinimumWords, static_cast<double>(words));
  const auto count = static_cast<double>(Telling(CountEntries(hits, kWindowBytes)));
  return Telling(CountEntries(hits, kWholeText)) >= calibration.rewritten_distinct &&
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
