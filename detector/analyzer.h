// The whole pipeline behind the front door: text -> sentences -> candidates and
// word scores -> adjudicated hits, fluency -> evidence -> verdict. The only file
// besides detector.cc that knows all rooms. The evaluation uses it directly, to see
// the features that the public Report sums up.
#ifndef CALQUE_DETECTOR_ANALYZER_H_
#define CALQUE_DETECTOR_ANALYZER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "calque/detector.h"
#include "calque/report.h"
#include "calque/result.h"
#include "detector/dictionary/dictionary_set.h"
#include "detector/hit_collection.h"
#include "detector/lm/ngram_model.h"
#include "detector/scoring/calibration.h"
#include "detector/scoring/candidate_finder.h"
#include "detector/scoring/fluency.h"
#include "detector/scoring/ignore_list.h"
#include "detector/scoring/lexicon_table.h"
#include "detector/scoring/pivot_vote.h"
#include "detector/scoring/thesaurus.h"
#include "detector/scoring/verdict.h"
#include "detector/storage/pack.h"

namespace calque {

class Reading;
class ScoredText;

// What is wanted of an analysis: the report only, or all of it.
enum class Detail { kReport, kAll };

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
  // What the language model gives the whole text, unknown words and sentence ends
  // included: perplexity is 10^(-log10_prob / events).
  double log10_prob = 0;
  std::size_t events = 0;
  // Hits that an ignored finding silences; not in the report, no evidence.
  std::vector<Hit> silenced;
  Inconsistency inconsistency;
  // Places where a dictionary entry stands, whether or not it became a hit.
  std::size_t candidates = 0;
  // The sum of the translationese weights of the whole text, as codes
  // (lm/word_score.h): report.evidence.translationese is its mean over the events.
  std::int64_t weight = 0;

  // What is weighed; it refers to this analysis.
  scoring::TextEvidence Evidence() const;

  // Makes it one of no text, in the memory that its lists have.
  void Clear();
};

class Analyzer {
 public:
  // Takes the pack's sections "meta", "lm", "dictionary", "lexicon" and "calibration", and
  // "thesaurus" when it is there.
  static Result<Analyzer> Open(storage::Pack pack, const DetectorOptions& options = {});

  // Total, thread-safe. `candidates`, when given, receives the entry of every candidate
  // of the pack's dictionary that was adjudicated, in text order; the hits are some of them.
  Analysis Analyze(std::string_view text, Mode mode,
                   std::vector<std::uint32_t>* candidates = nullptr) const;

  // The same report without the rest, which is cheaper; in place of `*report`, whose memory
  // is used.
  void ReportOn(std::string_view text, Mode mode, Report* report) const;

  const std::string& pack_name() const { return pack_name_; }
  const scoring::Calibration& calibration() const { return calibration_; }
  const dictionary::DictionarySet& dictionaries() const { return dictionaries_; }
  const scoring::IgnoreList& ignored() const { return ignored_; }
  const lm::NgramModel& model() const { return model_; }
  const scoring::LexiconTable& lexicon() const { return lexicon_; }
  const scoring::PivotShares& pivot_shares() const { return pivot_shares_; }
  const scoring::Thesaurus& thesaurus() const { return thesaurus_; }

 private:
  Analyzer(storage::Pack pack, const dictionary::Dictionary& dictionary,
           const lm::NgramModel& model)
      : dictionaries_(dictionary), model_(model) {
    packs_.push_back(std::move(pack));
  }
  Status AddUserDictionary(const NamedBytes& file);
  Status AddIgnored(const NamedBytes& file);
  void Analyze(std::string_view text, Mode mode, Detail detail,
               std::vector<std::uint32_t>* candidates, Analysis* result) const;
  Reading Read(ScoredText* text, Mode mode, scoring::Prior prior, Detail detail,
               std::vector<std::uint32_t>* candidates, Analysis* result) const;

  std::vector<storage::Pack> packs_;  // own the bytes that the others read
  dictionary::DictionarySet dictionaries_;
  scoring::IgnoreList ignored_;
  lm::NgramModel model_;
  scoring::LexiconTable lexicon_;
  scoring::PivotShares pivot_shares_;
  scoring::Thesaurus thesaurus_;
  scoring::Calibration calibration_;
  std::string pack_name_;
};

}  // namespace calque

#endif  // CALQUE_DETECTOR_ANALYZER_H_
