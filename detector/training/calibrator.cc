// The texts are analysed once; fluency, features and probabilities are computed
// again from what the analysis kept, as the calibration takes shape.
#include "detector/training/calibrator.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "detector/scoring/fluency.h"
#include "detector/scoring/verdict.h"
#include "detector/text/token_key.h"
#include "detector/training/fluency_fit.h"
#include "detector/training/logistic_regression.h"

namespace calque::training {
namespace {

using scoring::Calibration;

// Sentences shorter than this say little about fluency.
constexpr std::size_t kMinSentenceTokens = 3;
constexpr double kSentencePenalty = 2;
// Share of honest texts of the worst domain that a mode may call suspect, artifact.
constexpr double kSuspectRate[] = {0.004, 0.02, 0.05};
constexpr double kArtifactRate[] = {0.001, 0.005, 0.02};
// A domain needs so many texts for its rate to mean something.
constexpr std::size_t kMinDomainTexts = 100;
constexpr double kLowestSuspect[] = {0.5, 0.4, 0.3};
constexpr double kLowestArtifact[] = {0.9, 0.7, 0.5};

// A rewriter in the wild uses words that the dictionary lacks. Every spun text counts
// three times: as it is, and with all but a share of the entries forgotten.
constexpr double kKnownShares[] = {1, 0.4, 0.15};
// Of the words of an unlisted spinner the dictionary knows hardly one. Only texts with
// an artifact in so many words or fewer teach what such a spinner leaves.
constexpr double kUnlistedShare = 0.04;
constexpr double kDense = 12;

// Entries that misfire on the texts of the fit were demoted, so they misfire there less
// than anywhere else. So many strong hits a word are put into the honest texts instead.
constexpr double kUnseenMisfires = 2e-6;

// The causes' shares of rewritten texts.
constexpr double kCauseShares[] = {0.6, 0.25, 0.15};

// The logit of what no text shows the fit.
constexpr double kNever = -20;

// Translationese tells translations, and nothing else does: that machines' translations
// at hand are less fluent, say, comes from what was translated (chats, product pages).
std::vector<double> FeaturesFor(scoring::Cause cause, const scoring::DocumentFeatures& features) {
  std::vector<double> kept(features.begin(), features.end());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const bool of_translation = scoring::kDocumentFeatures[i] == "translationese";
    if (of_translation != (cause == scoring::Cause::kTranslated)) kept[i] = 0;
  }
  return kept;
}

// Evenly spread over [0, 1), the same for the same name and seed.
double Chance(std::string_view name, std::size_t seed) {
  const std::uint64_t hash = text::Extend(text::HashToken(name), seed * text::kNgramBase);
  return static_cast<double>(hash >> 11) * 0x1p-53;
}

void Thin(double kept, std::size_t seed, std::vector<Hit>* hits) {
  std::erase_if(*hits, [&](const Hit& hit) { return Chance(hit.entry, seed) >= kept; });
}

// The lowest threshold that at most `rate` of the values reach.
double ThresholdFor(std::vector<double> values, double rate) {
  std::sort(values.begin(), values.end(), std::greater<>());
  const auto allowed = static_cast<std::size_t>(rate * static_cast<double>(values.size()));
  // Just above the first value that must not pass.
  return allowed < values.size() ? std::nextafter(values[allowed], 2.0) : 0;
}

double RoundUp(double probability) { return std::ceil(probability * 1e4) / 1e4; }

template <std::size_t kSize>
void Store(const LogisticFit& fit, scoring::Logistic<kSize>* logistic) {
  logistic->bias = fit.bias;
  std::copy(fit.weights.begin(), fit.weights.end(), logistic->weights.begin());
}

}  // namespace

void Calibrator::AddHonest(std::string_view text, const std::string& domain) {
  Sample sample{analyzer_.Analyze(text, Mode::kStrict), domain, false, {}, {}};
  sample.sentence_rewritten.assign(sample.analysis.report.sentences.size(), false);
  AddMisfires(&sample);
  samples_.push_back(std::move(sample));
}

void Calibrator::AddTranslated(std::string_view text, const std::string& domain) {
  Sample sample{
      analyzer_.Analyze(text, Mode::kStrict), domain, true, scoring::Cause::kTranslated, {}};
  sample.sentence_rewritten.assign(sample.analysis.report.sentences.size(), false);
  samples_.push_back(std::move(sample));
}

void Calibrator::AddMisfires(Sample* sample) const {
  Report& report = sample->analysis.report;
  const double expected = kUnseenMisfires * static_cast<double>(report.words);
  if (report.sentences.empty() || Chance("misfire", samples_.size()) >= expected) return;
  Hit hit;
  hit.span = report.sentences.front().span;
  hit.entry = "unseen";
  hit.strength = Strength::kStrong;
  report.hits.insert(report.hits.begin(), std::move(hit));
}

void Calibrator::AddRewritten(std::string_view text, const std::vector<Span>& rewritten,
                              const std::string& domain) {
  Sample sample{analyzer_.Analyze(text, Mode::kStrict), domain, true, scoring::Cause::kSpun, {}};
  for (const SentenceReport& sentence : sample.analysis.report.sentences) {
    sample.sentence_rewritten.push_back(
        std::any_of(rewritten.begin(), rewritten.end(), [&](const Span& span) {
          return span.begin < sentence.span.end && sentence.span.begin < span.end;
        }));
  }
  for (const double kept : kKnownShares) {
    samples_.push_back(sample);
    Thin(kept, samples_.size(), &samples_.back().analysis.report.hits);
  }
  if (static_cast<double>(rewritten.size()) * kDense <
      static_cast<double>(sample.analysis.report.words)) {
    return;
  }
  sample.cause = scoring::Cause::kUnlisted;
  samples_.push_back(std::move(sample));
  Thin(kUnlistedShare, samples_.size(), &samples_.back().analysis.report.hits);
}

scoring::Calibration Calibrator::Fit() {
  Calibration calibration = analyzer_.calibration();
  FitFluency(&calibration);
  ApplyFluency(calibration);
  FitDocuments(&calibration);
  FitSentences(&calibration);
  FitThresholds(&calibration);
  return calibration;
}

bool Calibrator::LongEnough(const Sample& sample) const {
  return sample.analysis.report.words >= analyzer_.calibration().insufficient_always;
}

void Calibrator::FitFluency(Calibration* calibration) const {
  // Every domain counts the same: a sentence weighs 1 / sentences of its domain.
  std::map<std::string, double> sizes;
  for (const Sample& sample : samples_) {
    if (sample.rewritten) continue;
    sizes[sample.domain] += static_cast<double>(sample.analysis.sentence_scores.size());
  }
  std::vector<CleanSentence> sentences;
  for (const Sample& sample : samples_) {
    if (sample.rewritten) continue;
    for (const scoring::SentenceScore& score : sample.analysis.sentence_scores) {
      if (score.tokens < kMinSentenceTokens) continue;
      sentences.push_back({score, 1 / sizes[sample.domain]});
    }
  }
  training::FitFluency(sentences, calibration);
}

void Calibrator::ApplyFluency(const Calibration& calibration) {
  for (Sample& sample : samples_) {
    Report& report = sample.analysis.report;
    auto hit = report.hits.begin();
    for (std::size_t i = 0; i < report.sentences.size(); ++i) {
      SentenceReport& sentence = report.sentences[i];
      sentence.fluency = scoring::Fluency(calibration, sample.analysis.sentence_scores[i]);
      const auto first = hit;
      while (hit != report.hits.end() && hit->span.begin < sentence.span.end) ++hit;
      sample.analysis.sentence_features[i] = scoring::FeaturesOf(
          sentence, {first, hit}, static_cast<double>(sample.analysis.sentence_substitutions[i]));
    }
    sample.analysis.features = scoring::FeaturesOf(sample.analysis.Evidence());
  }
}

void Calibrator::FitDocuments(Calibration* calibration) const {
  for (std::size_t i = 0; i < scoring::kCauseNames.size(); ++i) {
    FitCause(static_cast<scoring::Cause>(i), calibration);
  }
}

// Honest texts against those of one cause. In both a domain weighs as much as any other,
// or what tells the domains apart would be taken for the difference.
void Calibrator::FitCause(scoring::Cause cause, Calibration* calibration) const {
  const auto counts = [&](const Sample& sample) {
    return LongEnough(sample) && (!sample.rewritten || sample.cause == cause);
  };
  std::array<std::map<std::string, double>, 2> sizes;  // of honest and of caused texts
  for (const Sample& sample : samples_) {
    if (counts(sample)) sizes[sample.rewritten ? 1 : 0][sample.domain] += 1;
  }
  if (sizes[1].empty()) {
    calibration->document.Of(cause) = {.bias = kNever, .weights = {}};
    return;
  }
  const double prior = kPrior * kCauseShares[static_cast<std::size_t>(cause)];
  const auto count = static_cast<double>(samples_.size());
  const std::array<double, 2> shares = {(1 - prior) * count, prior * count};
  std::vector<Example> examples;
  for (const Sample& sample : samples_) {
    if (!counts(sample)) continue;
    const std::size_t kind = sample.rewritten ? 1 : 0;
    const double weight =
        shares[kind] / static_cast<double>(sizes[kind].size()) / sizes[kind][sample.domain];
    examples.push_back({FeaturesFor(cause, sample.analysis.features), sample.rewritten, weight});
  }
  Store(FitLogistic(examples, kDocumentPenalty), &calibration->document.Of(cause));
}

void Calibrator::FitSentences(Calibration* calibration) const {
  double rewritten = 0;
  double honest = 0;
  const auto visit = [&](auto&& visitor) {
    for (const Sample& sample : samples_) {
      for (std::size_t i = 0; i < sample.sentence_rewritten.size(); ++i) {
        // The untouched sentences of a rewritten text are of neither kind.
        if (sample.rewritten && !sample.sentence_rewritten[i]) continue;
        visitor(sample.analysis.sentence_features[i], sample.rewritten);
      }
    }
  };
  visit([&](const auto&, bool positive) { (positive ? rewritten : honest) += 1; });
  std::vector<Example> examples;
  visit([&](const scoring::SentenceFeatures& features, bool positive) {
    examples.push_back({{features.begin(), features.end()},
                        positive,
                        positive ? 1 : (1 - kPrior) / kPrior * rewritten / honest});
  });
  Store(FitLogistic(examples, kSentencePenalty), &calibration->sentence);
}

void Calibrator::FitThresholds(Calibration* calibration) const {
  std::map<std::string, std::vector<double>> domains;
  for (const Sample& sample : samples_) {
    if (sample.rewritten || !LongEnough(sample)) continue;
    domains[sample.domain].push_back(scoring::Convicting(*calibration, sample.analysis.features,
                                                         sample.analysis.report.evidence.distinct,
                                                         calibration->minimum_distinct));
  }
  for (std::size_t mode = 0; mode < calibration->modes.size(); ++mode) {
    double suspect = kLowestSuspect[mode];
    double artifact = kLowestArtifact[mode];
    for (const auto& [domain, values] : domains) {
      if (values.size() < kMinDomainTexts) continue;
      suspect = std::max(suspect, ThresholdFor(values, kSuspectRate[mode]));
      artifact = std::max(artifact, ThresholdFor(values, kArtifactRate[mode]));
    }
    calibration->modes[mode] = {std::min(RoundUp(suspect), RoundUp(artifact)), RoundUp(artifact)};
  }
}

}  // namespace calque::training
