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

std::string LeftOut(std::size_t count, const std::string& first, const char* why) {
  return PercentEscaped(first) +
         (count == 1 ? std::string() : " and " + std::to_string(count - 1) + " more") + why +
         " and left out";
}

}  // namespace

Result<InputPlan> PlanInputs(const std::vector<std::string>& inputs, const std::string& folder,
                             std::string_view extension) {
  InputPlan plan;
  const std::string below = Canonical(folder);
  std::set<std::string> seen;
  std::map<std::string, std::string> readers;  // by the output
  std::vector<std::string> own;
  std::vector<std::string> twice;
  for (const std::string& input : inputs) {
    if (input == "-") {
      return Error{ErrorCode::kInvalidArgument,
                   "standard input has no name that an output in " + folder + " could get"};
    }
    if (Canonical(input).starts_with(below)) {
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
