// One analysis gives everything: the modes differ only in their thresholds.
#include "detector/evaluation/observation.h"

#include <algorithm>

#include "detector/scoring/verdict.h"
#include "detector/text/token_key.h"

namespace calque::evaluation {
namespace {

void Identify(const documents::Document& document, Observation* observation) {
  observation->machine = document.label != "human";
  observation->path = document.path;
  observation->domain = document.domain;
  observation->system = document.system;
  observation->pair = document.pair;
  if (!document.domain.empty()) observation->site = text::HashToken("site " + document.domain);
  observation->text =
      document.group.empty()
          ? text::HashToken("record " + document.path + "\n" + std::to_string(document.record))
          : text::HashToken("group " + document.group);
}

void CompareWithGold(const Report& report, const documents::Document& document,
                     Observation* observation) {
  observation->has_gold = observation->machine && !document.spans.empty();
  if (observation->has_gold) observation->spans = MatchSpans(report.hits, document.spans);
  if (observation->machine && !observation->has_gold) return;
  for (const SentenceReport& sentence : report.sentences) {
    const bool touched = observation->has_gold && Touches(document.spans, sentence.span);
    (touched ? observation->touched : observation->untouched)
        .push_back(static_cast<float>(sentence.probability));
  }
}

}  // namespace

Observation Observe(const Analyzer& analyzer, const documents::Document& document,
                    const ObservationOptions& options) {
  const Analysis analysis = analyzer.Analyze(document.text, Mode::kStrict);
  const Report& report = analysis.report;
  Observation observation;
  Identify(document, &observation);
  observation.words = report.words;
  observation.hits = report.hits.size();
  observation.strong = static_cast<std::size_t>(
      std::count_if(report.hits.begin(), report.hits.end(),
                    [](const Hit& hit) { return hit.strength == Strength::kStrong; }));
  observation.candidates = analysis.candidates;
  observation.log10_prob = analysis.log10_prob;
  observation.events = analysis.events;
  observation.probability = report.probability;
  for (std::size_t mode = 0; mode < kModes; ++mode) {
    observation.verdicts[mode] =
        scoring::Decide(analyzer.calibration(), static_cast<Mode>(mode), analysis.features,
                        report.words, report.evidence.distinct);
  }
  observation.features = analysis.features;
  for (const EvidenceKind kind : options.without) {
    observation.without.push_back(FeaturesWithout(kind, analysis));
  }
  if (options.characters != nullptr) {
    observation.character_surprise = options.characters->Surprise(document.text);
  }
  CompareWithGold(report, document, &observation);
  return observation;
}

std::uint64_t SiteOrText(const Observation& observation) {
  return observation.site != 0 ? observation.site : observation.text;
}

}  // namespace calque::evaluation
