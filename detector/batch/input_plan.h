// Which inputs a run into a folder reads. The plan depends on the list of inputs as a
// whole and never on its order: every shard, given the same list, sees the same faults.
#ifndef CALQUE_DETECTOR_BATCH_INPUT_PLAN_H_
#define CALQUE_DETECTOR_BATCH_INPUT_PLAN_H_

#include <string>
#include <string_view>
#include <vector>

#include "calque/result.h"

namespace calque::batch {

struct InputPlan {
  std::vector<std::string> inputs;
  std::vector<std::string> warnings;
};

// Leaves out, with a warning, what is given twice and what lies in the output folder.
// Fails when two inputs would get the same output, or one has no name ("-").
Result<InputPlan> PlanInputs(const std::vector<std::string>& inputs, const std::string& folder,
                             std::string_view extension);

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_INPUT_PLAN_H_
