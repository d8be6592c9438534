// Duplicates are found by plain path, collisions by output name.
#include "detector/batch/input_plan.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>

#include "detector/batch/output_name.h"

namespace calque::batch {
namespace {

// With a slash at the end. Paths that are not there stay as they are.
std::string Canonical(const std::string& path) {
  std::error_code error;
  const std::filesystem::path canonical = std::filesystem::weakly_canonical(path, error);
  return (error ? path : canonical.string()) + "/";
}

// Whether inputs lie in one folder; of the inputs of one folder only the first is looked
// up.
class Below {
 public:
  explicit Below(const std::string& folder) : folder_(Canonical(folder)) {}

  bool Holds(const std::string& input) {
    const std::string parent = std::filesystem::path(input).parent_path().string();
    const auto [known, fresh] = known_.try_emplace(parent, false);
    if (fresh) known->second = Canonical(parent.empty() ? "." : parent).starts_with(folder_);
    return known->second;
  }

 private:
  std::string folder_;
  std::map<std::string, bool> known_;  // by parent
};

std::string LeftOut(std::size_t count, const std::string& first, const char* why) {
  return PercentEscaped(first) +
         (count == 1 ? std::string() : " and " + std::to_string(count - 1) + " more") + why +
         " and left out";
}

}  // namespace

Result<InputPlan> PlanInputs(const std::vector<std::string>& inputs, const std::string& folder,
                             std::string_view extension) {
  InputPlan plan;
  Below below(folder);
  std::set<std::string> seen;
  std::map<std::string, std::string> readers;  // by the output
  std::vector<std::string> own;
  std::vector<std::string> twice;
  for (const std::string& input : inputs) {
    if (input == "-") {
      return Error{ErrorCode::kInvalidArgument,
                   "standard input has no name that an output in " + folder + " could get"};
    }
    if (below.Holds(input)) {
      own.push_back(input);
      continue;
    }
    if (!seen.insert(PlainPath(input)).second) {
      twice.push_back(input);
      continue;
    }
    const auto [reader, fresh] = readers.try_emplace(OutputName(input, extension), input);
    if (!fresh) {
      return Error{ErrorCode::kInvalidArgument, PercentEscaped(reader->second) + " and " +
                                                    PercentEscaped(input) +
                                                    " would both be written to " + reader->first};
    }
    plan.inputs.push_back(input);
  }
  if (!twice.empty()) {
    plan.warnings.push_back(LeftOut(twice.size(), twice[0], ": given more than once"));
  }
  if (!own.empty()) {
    plan.warnings.push_back(LeftOut(own.size(), own[0], ": in the output folder"));
  }
  return plan;
}

}  // namespace calque::batch
