// What the evaluation keeps of one labelled document once it was analysed: some
// hundred bytes and a few more for each sentence, so that millions of words need
// little memory.
#ifndef CALQUE_DETECTOR_EVALUATION_OBSERVATION_H_
#define CALQUE_DETECTOR_EVALUATION_OBSERVATION_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "detector/analyzer.h"
#include "detector/documents/document.h"
#include "detector/evaluation/character_model.h"
#include "detector/evaluation/evidence_kind.h"
#include "detector/evaluation/span_match.h"

namespace calque::evaluation {

inline constexpr std::size_t kModes = 3;

struct Observation {
  bool machine = false;  // by its label: anything but "human"
  std::string path;
  std::string domain;  // empty where the set names none, as the next two
  std::string system;
  std::string pair;
  std::uint64_t site = 0;  // resampling unit by domain; 0: none
  std::uint64_t text = 0;  // resampling unit by group, or of the document alone

  std::size_t words = 0;
  std::size_t hits = 0;
  std::size_t strong = 0;
  std::size_t candidates = 0;
  double log10_prob = 0;
  std::size_t events = 0;
  double probability = 0;
  double character_surprise = 0;
  std::array<Verdict, kModes> verdicts{};
  scoring::DocumentFeatures features{};
  // One for each kind of evidence that was to be taken away, in that order.
  std::vector<scoring::DocumentFeatures> without;

  bool has_gold = false;
  SpanCounts spans;
  // Sentence probabilities, by whether a gold span touches the sentence. Of an honest
  // document all are untouched; of a machine's without gold spans none are kept.
  std::vector<float> touched;
  std::vector<float> untouched;
};

struct ObservationOptions {
  std::vector<EvidenceKind> without;
  const CharacterModel* characters = nullptr;  // nullptr: no such baseline
};

// Thread-safe.
Observation Observe(const Analyzer& analyzer, const documents::Document& document,
                    const ObservationOptions& options);

// The resampling unit: the site where there is one.
std::uint64_t SiteOrText(const Observation& observation);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_OBSERVATION_H_
