// What the options of `calque scan` say.
#ifndef CALQUE_DETECTOR_CLI_SCAN_FLAGS_H_
#define CALQUE_DETECTOR_CLI_SCAN_FLAGS_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "detector/batch/scanner.h"
#include "detector/reports/offset_map.h"

namespace calque::cli {

enum class FailOn { kNever, kSuspect, kArtifact };

// One of `shards` parts of the inputs.
struct Shard {
  std::uint32_t shard = 0;
  std::uint32_t shards = 1;
};

struct ScanFlags {
  std::vector<std::string> paths;
  std::string files_from;
  std::string output;
  std::string output_dir;
  std::string emit_text;
  std::string compress;  // "", ".gz" or ".zst"
  bool resume = false;
  Shard shard;
  std::string pack;
  std::vector<std::string> dictionaries;
  std::string hunspell = "/usr/share/hunspell/en_US";
  std::vector<std::string> ignore;
  std::string baseline;
  std::string format;  // empty: by where the output goes
  FailOn fail_on = FailOn::kNever;
  reports::OffsetUnit offsets = reports::OffsetUnit::kCodepoint;
  bool restore = false;
  bool explain = false;
  bool stats = false;
  bool no_progress = false;
  batch::ScanOptions scan;
};

void AddScanOptions(CLI::App* command, ScanFlags* flags);

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_SCAN_FLAGS_H_
