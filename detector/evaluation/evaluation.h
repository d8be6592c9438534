// Labelled documents to the table of the quality protocol: false alarms and hits
// for each domain of honest prose, AUC and recall for each stratum of machine text.
#ifndef CALQUE_DETECTOR_EVALUATION_EVALUATION_H_
#define CALQUE_DETECTOR_EVALUATION_EVALUATION_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "calque/report.h"
#include "detector/analyzer.h"

namespace calque::evaluation {

class Evaluation {
 public:
  explicit Evaluation(const Analyzer& analyzer, Mode mode) : analyzer_(analyzer), mode_(mode) {}

  // `group` is a domain of honest prose or a stratum of machine text.
  void Add(std::string_view text, bool machine, const std::string& group);

  // A fixed-width table; the order of the groups is alphabetical.
  std::string Table() const;

 private:
  struct Group {
    std::vector<double> probabilities;  // of texts long enough for a verdict
    std::vector<double> hits_per_1000;  // of all texts
    std::size_t texts = 0;
    std::size_t words = 0;
    std::size_t hits = 0;
    std::size_t strong = 0;
    double log10_prob = 0;
    std::size_t events = 0;
    std::array<std::size_t, 4> verdicts{};
  };
  std::string DomainRow(const std::string& name, const Group& group) const;
  std::string StratumRow(const std::string& name, const Group& group,
                         const std::vector<double>& honest) const;

  const Analyzer& analyzer_;
  Mode mode_;
  std::map<std::string, Group> honest_;
  std::map<std::string, Group> machine_;
};

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_EVALUATION_H_
