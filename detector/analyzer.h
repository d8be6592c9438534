// The whole pipeline behind the front door: text -> sentences -> candidates and
// word scores -> adjudicated hits, fluency -> evidence -> verdict. The only file
// besides detector.cc that knows all rooms. The evaluation uses it directly, to see
// the features that the public Report sums up.
#ifndef CALQUE_DETECTOR_ANALYZER_H_
#define CALQUE_DETECTOR_ANALYZER_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/dictionary/dictionary.h"
#include "detector/lm/ngram_model.h"
#include "detector/scoring/calibration.h"
#include "detector/scoring/fluency.h"
#include "detector/scoring/lexicon_table.h"
#include "detector/scoring/thesaurus.h"
#include "detector/storage/pack.h"

namespace calque {

struct Analysis {
  Report report;
  scoring::DocumentFeatures features{};
  // One for each sentence of the report.
  std::vector<scoring::SentenceFeatures> sentence_features;
  std::vector<scoring::SentenceScore> sentence_scores;
  // How much the words that a synonym would fit far better speak for a spinner
  // (scoring/substitution.h), in nats: of every sentence, and of the text, where a word
  // counts once a stretch.
  std::vector<float> sentence_substitutions;
  double substitutions = 0;
  std::size_t asked_words = 0;
  // What the language model gives the whole text, unknown words and sentence ends
  // included: perplexity is 10^(-log10_prob / events).
  double log10_prob = 0;
  std::size_t events = 0;
};

class Analyzer {
 public:
  // Takes the pack's sections "meta", "lm", "dictionary", "lexicon" and "calibration", and
  // "thesaurus" when it is there.
  static Result<Analyzer> Open(storage::Pack pack);

  // Total, thread-safe.
  Analysis Analyze(std::string_view text, Mode mode) const;

  const std::string& pack_name() const { return pack_name_; }
  const scoring::Calibration& calibration() const { return calibration_; }
  const dictionary::Dictionary& dictionary() const { return dictionary_; }
  const lm::NgramModel& model() const { return model_; }
  const scoring::LexiconTable& lexicon() const { return lexicon_; }
  const scoring::Thesaurus& thesaurus() const { return thesaurus_; }

 private:
  Analyzer(storage::Pack pack, const dictionary::Dictionary& dictionary,
           const lm::NgramModel& model)
      : pack_(std::move(pack)), dictionary_(dictionary), model_(model) {}
  Analysis Read(std::string_view text, Mode mode, const std::array<double, 3>& swap_cost) const;

  storage::Pack pack_;  // owns the bytes that the others read
  dictionary::Dictionary dictionary_;
  lm::NgramModel model_;
  scoring::LexiconTable lexicon_;
  scoring::Thesaurus thesaurus_;
  scoring::Calibration calibration_;
  std::string pack_name_;
};

}  // namespace calque

#endif  // CALQUE_DETECTOR_ANALYZER_H_
