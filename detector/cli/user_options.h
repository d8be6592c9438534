// The files of --dictionary and --ignore, made ready for Detector::Open.
#ifndef CALQUE_DETECTOR_CLI_USER_OPTIONS_H_
#define CALQUE_DETECTOR_CLI_USER_OPTIONS_H_

#include <string>
#include <vector>

#include "calque/detector.h"
#include "calque/result.h"

namespace calque::cli {

// Compiles the dictionaries in memory and reads the ignore files. Warnings and all
// errors of single entries are printed; with errors the result is one that says so.
Result<DetectorOptions> UserOptions(const std::vector<std::string>& dictionaries,
                                    const std::string& hunspell,
                                    const std::vector<std::string>& ignore);

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_USER_OPTIONS_H_
