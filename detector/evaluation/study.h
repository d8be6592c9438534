// A labelled set once it is read: the observations, how they are grouped, and the
// scores that each method of detection gives them. The tables are made from it.
#ifndef CALQUE_DETECTOR_EVALUATION_STUDY_H_
#define CALQUE_DETECTOR_EVALUATION_STUDY_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "detector/evaluation/bootstrap.h"
#include "detector/evaluation/observation.h"
#include "detector/evaluation/refit.h"
#include "detector/evaluation/text_groups.h"

namespace calque::evaluation {

struct StudyOptions {
  std::vector<Mode> modes = {Mode::kStrict, Mode::kBalanced, Mode::kSensitive};
  std::vector<EvidenceKind> without;  // as it was for the observations
  bool characters = false;            // there was a character model
  std::size_t least_words = 0;        // shorter texts are in no ranking and no rate
  int threads = 1;
  BootstrapOptions bootstrap;
};

// A way to rank texts: the higher the score, the more likely machine-made.
// A fitted one is fitted to each file of machine texts by itself, which is the best it
// can do for them, and to all of them.
struct Method {
  std::string name;  // for people
  // Beside the observations, by the file that it was fitted to; "": to all files, or
  // not fitted at all.
  std::map<std::string, std::vector<double>> scores;

  // For the texts of a group and whatever they are compared with.
  const std::vector<double>& For(const Group& group) const;
};

struct Study {
  std::vector<Observation> observations;
  StudyOptions options;
  std::vector<Group> honest;    // domains
  std::vector<Group> machine;   // strata; "all" first
  std::vector<Method> methods;  // Calque first; without machine texts no other

  // Whether the text is long enough to be ranked and to count in a rate.
  bool Judged(std::size_t index) const { return observations[index].words >= options.least_words; }
  // Of these, the judged ones.
  std::vector<std::size_t> JudgedOf(const std::vector<std::size_t>& members) const;
  std::vector<std::size_t> JudgedHonest() const;
  std::size_t CountOf(const std::vector<std::size_t>& members, Mode mode, Verdict verdict) const;
};

Study MakeStudy(std::vector<Observation> observations, const StudyOptions& options);

// The observation as refits see it, with the features given.
RefitText RefitTextOf(const Observation& observation, std::vector<double> features);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_STUDY_H_
