// The figures of the quality protocol, from plain lists of scores.
#ifndef CALQUE_DETECTOR_EVALUATION_METRICS_H_
#define CALQUE_DETECTOR_EVALUATION_METRICS_H_

#include <cstddef>
#include <vector>

namespace calque::evaluation {

// Area under the ROC curve: P(positive scores higher) + P(tie) / 2 (Mann and
// Whitney 1947). 0.5 when a class is empty.
double AreaUnderCurve(const std::vector<double>& positives, const std::vector<double>& negatives);

// Share of positives above the lowest threshold that at most `false_alarms` (a
// rate) of the negatives reach or pass. 0 when there are no positives.
double RecallAt(double false_alarms, const std::vector<double>& positives,
                const std::vector<double>& negatives);

// The value that a share `p` in [0, 1] of the values does not exceed (nearest
// rank); 0 for no values.
double Percentile(std::vector<double> values, double p);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_METRICS_H_
