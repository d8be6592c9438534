// Fits what the calibration holds: fluency quantiles on honest sentences, the
// logistic weights of document and sentence evidence on honest and rewritten
// texts, and the thresholds of the modes on the honest ones, domain by domain.
//
// Beforehand one text in ten counts as rewritten (kPrior), and every domain of honest prose counts
// the same. Domains, not texts, are what a new crawl brings, so a mode's false-alarm rate must hold
// in the worst one.
#ifndef CALQUE_DETECTOR_TRAINING_CALIBRATOR_H_
#define CALQUE_DETECTOR_TRAINING_CALIBRATOR_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "detector/analyzer.h"
#include "detector/scoring/calibration.h"

namespace calque::training {

using scoring::kPrior;
// The L2 penalty on the weights of the document evidence (logistic_regression.h).
inline constexpr double kDocumentPenalty = 2;

class Calibrator {
 public:
  explicit Calibrator(const Analyzer& analyzer) : analyzer_(analyzer) {}

  void AddHonest(std::string_view text, const std::string& domain);
  // A machine's translation of a whole text.
  void AddTranslated(std::string_view text, const std::string& domain);
  // A spun text of an honest one of `domain`; `rewritten` are the byte spans that were changed.
  void AddRewritten(std::string_view text, const std::vector<Span>& rewritten,
                    const std::string& domain);

  // Adjudication costs and length limits are taken over from the analyzer's
  // calibration; all else is fitted. Requires texts of both kinds.
  scoring::Calibration Fit();

 private:
  struct Sample {
    Analysis analysis;
    std::string domain;
    bool rewritten = false;
    scoring::Cause cause = scoring::Cause::kSpun;  // of rewritten texts
    std::vector<bool> sentence_rewritten;
  };
  void FitFluency(scoring::Calibration* calibration) const;
  void ApplyFluency(const scoring::Calibration& calibration);
  void FitDocuments(scoring::Calibration* calibration) const;
  void FitCause(scoring::Cause cause, scoring::Calibration* calibration) const;
  void FitSentences(scoring::Calibration* calibration) const;
  void FitThresholds(scoring::Calibration* calibration) const;
  bool LongEnough(const Sample& sample) const;
  void AddMisfires(Sample* sample) const;

  const Analyzer& analyzer_;
  std::vector<Sample> samples_;
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_CALIBRATOR_H_
