// An option that takes one of a few names. The help says them in its own words, so the validator
// shows nothing there; its name keeps them for the shell completions.
#ifndef CALQUE_DETECTOR_CLI_CHOICE_H_
#define CALQUE_DETECTOR_CLI_CHOICE_H_

#include <CLI/CLI.hpp>
#include <map>
#include <string>

namespace calque::cli {

template <typename T>
CLI::Validator Choice(const std::map<std::string, T>& values) {
  std::string names;
  for (const auto& [name, value] : values) names += (names.empty() ? "" : ",") + name;
  CLI::CheckedTransformer choice(values, CLI::ignore_case);
  choice.description("").name("{" + names + "}");
  return choice;
}

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_CHOICE_H_
