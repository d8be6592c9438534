// Which texts are judged together: domains of honest prose and strata of machine
// text.
#ifndef CALQUE_DETECTOR_EVALUATION_TEXT_GROUPS_H_
#define CALQUE_DETECTOR_EVALUATION_TEXT_GROUPS_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "detector/evaluation/observation.h"

namespace calque::evaluation {

// Names a text's group: file and domain, or the file alone for domains of too few
// texts to say anything about (an encyclopedia has one for each article).
class GroupNames {
 public:
  void Count(const std::string& path, const std::string& domain) { ++sizes_[Long(path, domain)]; }

  // Requires that all texts were counted.
  std::string Of(const std::string& path, const std::string& domain) const;

 private:
  static std::string Long(const std::string& path, const std::string& domain);

  std::map<std::string, std::size_t> sizes_;
};

struct Group {
  std::string name;
  std::vector<std::size_t> members;  // indices of observations, ascending
  std::string file;                  // that all members come from; empty: of all files
  bool by_field = false;             // of a system or a language pair
};

// By name. Every honest text is in one of them.
std::vector<Group> HonestGroups(const std::vector<Observation>& observations);

// "all" first, then file and domain, then file and system, then file and language
// pair, each by name. Systems and pairs of few texts have no stratum of their own. No
// strata without machine texts.
std::vector<Group> MachineStrata(const std::vector<Observation>& observations);

// The members of the strata by file; those of all files under "".
std::map<std::string, std::vector<std::size_t>> ByFile(const std::vector<Group>& strata);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_TEXT_GROUPS_H_
