// Fits what fluency is measured against: the usual score of a clean sentence as a
// linear function of its make-up (least squares), then the quantiles of what that
// leaves, for each length.
#ifndef CALQUE_DETECTOR_TRAINING_FLUENCY_FIT_H_
#define CALQUE_DETECTOR_TRAINING_FLUENCY_FIT_H_

#include <span>

#include "detector/scoring/calibration.h"
#include "detector/scoring/fluency.h"

namespace calque::training {

struct CleanSentence {
  scoring::SentenceScore score;
  double weight = 1;  // so that every domain counts the same
};

// Sets `usual` and `fluency`. Bins without a sentence are left as they are.
void FitFluency(std::span<const CleanSentence> sentences, scoring::Calibration* calibration);

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_FLUENCY_FIT_H_
