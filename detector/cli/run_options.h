// All that shapes the outputs of a scan, on one line: outputs of a run with another line
// are not those that this run would make.
#ifndef CALQUE_DETECTOR_CLI_RUN_OPTIONS_H_
#define CALQUE_DETECTOR_CLI_RUN_OPTIONS_H_

#include <string>
#include <string_view>

#include "calque/detector.h"
#include "detector/cli/scan_flags.h"

namespace calque::cli {

// "calque=0.1.0 pack=en 2026.11 (3f...) format=jsonl mode=strict ..."
std::string RunOptions(const ScanFlags& flags, std::string_view format,
                       const DetectorOptions& detector, std::string_view pack_name);

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_RUN_OPTIONS_H_
