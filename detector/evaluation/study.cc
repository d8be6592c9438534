// Baselines need no detector: the perplexity of the text under the same language
// model, the places where a dictionary entry stands, both together.
#include "detector/evaluation/study.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <optional>
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

Method Direct(const char* name, const std::vector<Observation>& observations,
              const std::function<double(const Observation&)>& score) {
  std::vector<double> scores;
  for (const Observation& o : observations) scores.push_back(score(o));
  return {name, {{"", std::move(scores)}}};
}

struct Refitted {
  std::string name;
  Features features;
};

// The scores of a logistic model of the judged honest texts and `machine`, the judged
// ones of them; nothing when it cannot be fitted.
std::optional<std::vector<double>> Refit(const Features& features, const Study& study,
                                         const std::vector<std::size_t>& machine) {
  std::vector<std::size_t> members = study.JudgedHonest();
  for (const std::size_t i : study.JudgedOf(machine)) members.push_back(i);
  std::vector<RefitText> texts;
  for (const std::size_t i : members) {
    const Observation& o = study.observations[i];
    texts.push_back(RefitTextOf(o, features(o)));
  }
  const auto probabilities = CrossFitted(texts);
  if (!probabilities) return std::nullopt;
  std::vector<double> scores(study.observations.size());
  for (std::size_t m = 0; m < members.size(); ++m) scores[members[m]] = (*probabilities)[m];
  return scores;
}

// Every method with every file, those that cannot be fitted left out.
std::vector<Method> RefitAll(const std::vector<Refitted>& refitted, const Study& study) {
  const auto files = ByFile(study.machine);
  std::vector<std::optional<std::vector<double>>> scores(refitted.size() * files.size());
  ForEachIndex(scores.size(), study.options.threads, [&](std::size_t i) {
    const auto file = std::next(files.begin(), static_cast<std::ptrdiff_t>(i % files.size()));
    scores[i] = Refit(refitted[i / files.size()].features, study, file->second);
  });
  std::vector<Method> methods;
  std::size_t next = 0;
  for (const Refitted& one : refitted) {
    Method method{one.name, {}};
    for (const auto& [file, members] : files) {
      auto& of_file = scores[next++];
      if (of_file) method.scores[file] = std::move(*of_file);
    }
    if (method.scores.contains("")) methods.push_back(std::move(method));
  }
  return methods;
}

std::vector<Refitted> RefittedMethods(const StudyOptions& options) {
  // Machine text may be more or less predictable than a person's: both signs.
  const auto both = [](const Observation& o) {
    const double surprise = Surprise(o);
    return std::vector<double>{std::log1p(1000 * CandidatesPerWord(o)), surprise, -surprise};
  };
  std::vector<Refitted> refitted = {{"dictionary + perplexity, no adjudication", both}};
  if (options.without.empty()) return refitted;
  refitted.push_back({"Calque, refitted", [](const Observation& o) {
                        return std::vector<double>(o.features.begin(), o.features.end());
                      }});
  for (std::size_t k = 0; k < options.without.size(); ++k) {
    const std::string kind = EvidenceKindName(options.without[k]);
    refitted.push_back({"Calque, refitted without " + kind, [k](const Observation& o) {
                          return std::vector<double>(o.without[k].begin(), o.without[k].end());
                        }});
  }
  return refitted;
}

std::vector<Method> MethodsOf(const Study& study) {
  const std::vector<Observation>& all = study.observations;
  std::vector<Method> methods = {
      Direct("Calque", all, [](const Observation& o) { return o.probability; })};
  if (study.machine.empty()) return methods;
  methods.push_back(Direct("perplexity alone", all, Surprise));
  methods.push_back(Direct("dictionary alone, no adjudication", all, CandidatesPerWord));
  if (study.options.characters) {
    methods.push_back(Direct("character language model", all,
                             [](const Observation& o) { return o.character_surprise; }));
  }
  for (Method& method : RefitAll(RefittedMethods(study.options), study)) {
    methods.push_back(std::move(method));
  }
  return methods;
}

}  // namespace

const std::vector<double>& Method::For(const Group& group) const {
  const auto it = scores.find(group.file);
  return it != scores.end() ? it->second : scores.at("");
}

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
