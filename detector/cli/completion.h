// Completion scripts for bash, zsh and fish. Each finds the command among the words typed so far
// and offers its options, the values that an option can have, the commands below it, else files.
#ifndef CALQUE_DETECTOR_CLI_COMPLETION_H_
#define CALQUE_DETECTOR_CLI_COMPLETION_H_

#include <string>
#include <vector>

#include "detector/cli/command_shape.h"

namespace calque::cli {

std::string BashCompletion(const std::vector<CommandShape>& commands);
std::string ZshCompletion(const std::vector<CommandShape>& commands);
std::string FishCompletion(const std::vector<CommandShape>& commands);

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_COMPLETION_H_
