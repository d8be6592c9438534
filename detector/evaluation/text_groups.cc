// Groups are maps by name while they grow, so that they come out in order.
#include "detector/evaluation/text_groups.h"

#include <filesystem>
#include <utility>

namespace calque::evaluation {
namespace {

constexpr std::size_t kMinTexts = 20;

using Members = std::map<std::string, std::vector<std::size_t>>;

std::string FileName(const std::string& path) {
  const std::string file = std::filesystem::path(path).filename().string();
  return file.substr(0, file.find(".jsonl"));
}

// Groups are of one file each.
void Append(Members members, const std::vector<Observation>& observations, bool by_field,
            std::vector<Group>* groups) {
  for (auto& [name, indices] : members) {
    if (by_field && indices.size() < kMinTexts) continue;
    const std::string file = FileName(observations[indices.front()].path);
    groups->push_back({name, std::move(indices), file, by_field});
  }
}

// The texts of one class by file and domain.
Members ByDomain(const std::vector<Observation>& observations, bool machine) {
  GroupNames names;
  for (const Observation& o : observations) {
    if (o.machine == machine) names.Count(o.path, o.domain);
  }
  Members members;
  for (std::size_t i = 0; i < observations.size(); ++i) {
    const Observation& o = observations[i];
    if (o.machine == machine) members[names.Of(o.path, o.domain)].push_back(i);
  }
  return members;
}

// The machine texts by file and `field`, where they have it.
Members ByField(const std::vector<Observation>& observations, std::string Observation::*field) {
  const char* name = field == &Observation::system ? " system " : " pair ";
  Members members;
  for (std::size_t i = 0; i < observations.size(); ++i) {
    const Observation& o = observations[i];
    if (!o.machine || (o.*field).empty()) continue;
    members[FileName(o.path) + name + o.*field].push_back(i);
  }
  return members;
}

}  // namespace

std::string GroupNames::Long(const std::string& path, const std::string& domain) {
  return domain.empty() ? FileName(path) : FileName(path) + "/" + domain;
}

std::string GroupNames::Of(const std::string& path, const std::string& domain) const {
  const auto it = sizes_.find(Long(path, domain));
  const bool large = it != sizes_.end() && it->second >= kMinTexts;
  return large ? it->first : FileName(path);
}

std::vector<Group> HonestGroups(const std::vector<Observation>& observations) {
  std::vector<Group> groups;
  Append(ByDomain(observations, false), observations, false, &groups);
  return groups;
}

std::vector<Group> MachineStrata(const std::vector<Observation>& observations) {
  Group all{"all", {}, "", false};
  for (std::size_t i = 0; i < observations.size(); ++i) {
    if (observations[i].machine) all.members.push_back(i);
  }
  if (all.members.empty()) return {};
  std::vector<Group> strata = {std::move(all)};
  Append(ByDomain(observations, true), observations, false, &strata);
  Append(ByField(observations, &Observation::system), observations, true, &strata);
  Append(ByField(observations, &Observation::pair), observations, true, &strata);
  return strata;
}

std::map<std::string, std::vector<std::size_t>> ByFile(const std::vector<Group>& strata) {
  Members files;
  for (const Group& group : strata) {
    if (group.by_field) continue;  // its members are in other strata too
    std::vector<std::size_t>& members = files[group.file];
    members.insert(members.end(), group.members.begin(), group.members.end());
  }
  return files;
}

}  // namespace calque::evaluation
