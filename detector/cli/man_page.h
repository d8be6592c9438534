// The manual page calque(1), in the macros of man(7).
#ifndef CALQUE_DETECTOR_CLI_MAN_PAGE_H_
#define CALQUE_DETECTOR_CLI_MAN_PAGE_H_

#include <string>
#include <vector>

#include "detector/cli/command_shape.h"

namespace calque::cli {

std::string ManPage(const std::vector<CommandShape>& commands, const std::string& version);

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_MAN_PAGE_H_
