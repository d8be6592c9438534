// Domains, strata, and that small ones are put together.
#include "detector/evaluation/text_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace calque::evaluation {
namespace {

using testing::ElementsAre;

std::vector<std::string> NamesOf(const std::vector<Group>& groups) {
  std::vector<std::string> names;
  for (const Group& group : groups) {
    names.push_back(group.name + " " + std::to_string(group.members.size()));
  }
  return names;
}

void Add(std::size_t count, const Observation& observation, std::vector<Observation>* all) {
  all->insert(all->end(), count, observation);
}

Observation Of(bool machine, const char* path, const char* domain) {
  Observation observation;
  observation.machine = machine;
  observation.path = path;
  observation.domain = domain;
  return observation;
}

TEST(TextGroupsTest, FileAndDomainOrTheFileAlone) {
  std::vector<Observation> all;
  Add(20, Of(false, "dir/set.jsonl.zst", "big"), &all);
  Add(19, Of(false, "dir/set.jsonl.zst", "small"), &all);
  Add(3, Of(false, "dir/set.jsonl.zst", ""), &all);
  Add(2, Of(false, "other.jsonl", "big"), &all);
  Add(30, Of(true, "dir/set.jsonl.zst", "small"), &all);
  EXPECT_THAT(NamesOf(HonestGroups(all)), ElementsAre("other 2", "set 22", "set/big 20"));
  EXPECT_THAT(NamesOf(MachineStrata(all)), ElementsAre("all 30", "set/small 30"));
  EXPECT_TRUE(MachineStrata({all.begin(), all.begin() + 40}).empty());
}

TEST(TextGroupsTest, SystemsAndPairsAreStrataOfTheirOwn) {
  std::vector<Observation> all;
  Observation text = Of(true, "mt.jsonl", "");
  text.system = "A";
  text.pair = "de-en";
  Add(25, text, &all);
  text.system = "B";
  Add(5, text, &all);
  text.machine = false;
  Add(50, text, &all);
  const std::vector<Group> strata = MachineStrata(all);
  EXPECT_THAT(NamesOf(strata),
              ElementsAre("all 30", "mt 30", "mt system A 25", "mt pair de-en 30"));
  EXPECT_FALSE(strata[1].by_field);
  EXPECT_TRUE(strata[2].by_field);
}

}  // namespace
}  // namespace calque::evaluation
