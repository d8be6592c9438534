// The figures of the quality protocol, from plain lists of scores.
#ifndef CALQUE_DETECTOR_EVALUATION_METRICS_H_
#define CALQUE_DETECTOR_EVALUATION_METRICS_H_

#include <array>
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

struct Interval {
  double low = 0;
  double high = 1;
};

// 95 % score interval of a share (Wilson 1927); [0, 1] without trials.
Interval WilsonInterval(std::size_t successes, std::size_t trials);

// A probability that was said, what was true, and how much the case counts.
struct Prediction {
  double probability = 0;
  bool machine = false;
  double weight = 1;
};

// Mean squared distance of probability and truth (Brier 1950); 0 for none.
double BrierScore(const std::vector<Prediction>& predictions);

// What was said with about the same probability.
struct ReliabilityBin {
  std::size_t texts = 0;
  double weight = 0;
  double said = 0;     // mean probability
  double machine = 0;  // share that was machine-made
};

inline constexpr std::size_t kReliabilityBins = 10;

// Bin i holds the probabilities in [i/10, (i+1)/10), the last one 1 too.
std::array<ReliabilityBin, kReliabilityBins> Reliability(
    const std::vector<Prediction>& predictions);

// Mean distance between what was said and what was true, over the bins by weight.
double CalibrationError(const std::array<ReliabilityBin, kReliabilityBins>& bins);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_METRICS_H_
