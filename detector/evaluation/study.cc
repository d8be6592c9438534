// Baselines need no detector: the perplexity of the text under the same language
// model, the places where a dictionary entry stands, both together.
#include "detector/evaluation/study.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "detector/evaluation/parallel.h"

namespace calque::evaluation {
namespace {

using Features = std::function<std::vector<double>(const Observation&)>;

// log10 of the perplexity.
double Surprise(const Observation& o) {
  return o.events > 0 ? -o.log10_prob / static_cast<double>(o.events) : 0;
}

double CandidatesPerWord(const Observation& o) {
  return static_cast<double>(o.candidates) / static_cast<double>(std::max<std::size_t>(1, o.words));
}

Method Direct(const char* key, const char* name, const std::vector<Observation>& observations,
              const std::function<double(const Observation&)>& score) {
  Method method{key, name, {}};
  for (const Observation& o : observations) method.scores.push_back(score(o));
  return method;
}

// The method of a logistic model over `features`; without scores when it cannot be
// fitted.
struct Refitted {
  std::string key;
  std::string name;
  Features features;
};

Method Refit(const Refitted& refitted, const Study& study) {
  Method method{refitted.key, refitted.name, {}};
  std::vector<RefitText> texts;
  for (std::size_t i = 0; i < study.observations.size(); ++i) {
    const Observation& o = study.observations[i];
    if (study.Judged(i)) texts.push_back(RefitTextOf(o, refitted.features(o)));
  }
  const auto probabilities = CrossFitted(texts);
  if (!probabilities) return method;
  method.scores.resize(study.observations.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < study.observations.size(); ++i) {
    if (study.Judged(i)) method.scores[i] = (*probabilities)[next++];
  }
  return method;
}

std::vector<Refitted> RefittedMethods(const StudyOptions& options) {
  // Machine text may be more or less predictable than a person's: both signs.
  const auto both = [](const Observation& o) {
    const double surprise = Surprise(o);
    return std::vector<double>{std::log1p(1000 * CandidatesPerWord(o)), surprise, -surprise};
  };
  std::vector<Refitted> refitted = {
      {"dictionary_perplexity", "dictionary + perplexity, no adjudication", both}};
  if (options.without.empty()) return refitted;
  refitted.push_back({"refitted", "Calque, refitted", [](const Observation& o) {
                        return std::vector<double>(o.features.begin(), o.features.end());
                      }});
  for (std::size_t k = 0; k < options.without.size(); ++k) {
    const std::string kind = EvidenceKindName(options.without[k]);
    refitted.push_back(
        {"without_" + kind, "Calque, refitted without " + kind, [k](const Observation& o) {
           return std::vector<double>(o.without[k].begin(), o.without[k].end());
         }});
  }
  return refitted;
}

std::vector<Method> MethodsOf(const Study& study) {
  const std::vector<Observation>& all = study.observations;
  std::vector<Method> methods = {
      Direct("calque", "Calque", all, [](const Observation& o) { return o.probability; })};
  if (study.machine.empty()) return methods;
  methods.push_back(Direct("perplexity", "perplexity alone", all, Surprise));
  methods.push_back(
      Direct("dictionary", "dictionary alone, no adjudication", all, CandidatesPerWord));
  const std::vector<Refitted> refitted = RefittedMethods(study.options);
  std::vector<Method> fits(refitted.size());
  ForEachIndex(refitted.size(), study.options.threads,
               [&](std::size_t i) { fits[i] = Refit(refitted[i], study); });
  for (Method& fit : fits) {
    if (!fit.scores.empty()) methods.push_back(std::move(fit));
  }
  if (study.options.characters) {
    methods.push_back(Direct("characters", "character language model", all,
                             [](const Observation& o) { return o.character_surprise; }));
  }
  return methods;
}

}  // namespace

std::vector<std::size_t> Study::JudgedOf(const std::vector<std::size_t>& members) const {
  std::vector<std::size_t> judged;
  std::copy_if(members.begin(), members.end(), std::back_inserter(judged),
               [&](std::size_t i) { return Judged(i); });
  return judged;
}

std::vector<std::size_t> Study::JudgedHonest() const {
  std::vector<std::size_t> judged;
  for (std::size_t i = 0; i < observations.size(); ++i) {
    if (!observations[i].machine && Judged(i)) judged.push_back(i);
  }
  return judged;
}

std::size_t Study::CountOf(const std::vector<std::size_t>& members, Mode mode,
                           Verdict verdict) const {
  return static_cast<std::size_t>(std::count_if(members.begin(), members.end(), [&](std::size_t i) {
    return observations[i].verdicts[static_cast<std::size_t>(mode)] == verdict;
  }));
}

RefitText RefitTextOf(const Observation& observation, std::vector<double> features) {
  return {std::move(features), observation.machine, observation.site, observation.text};
}

Study MakeStudy(std::vector<Observation> observations, const StudyOptions& options) {
  Study study;
  study.observations = std::move(observations);
  study.options = options;
  study.honest = HonestGroups(study.observations);
  study.machine = MachineStrata(study.observations);
  study.methods = MethodsOf(study);
  return study;
}

}  // namespace calque::evaluation
