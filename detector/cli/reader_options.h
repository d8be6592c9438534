// The options that say how inputs are read: their format, the keys of JSON Lines,
// and the limits.
#ifndef CALQUE_DETECTOR_CLI_READER_OPTIONS_H_
#define CALQUE_DETECTOR_CLI_READER_OPTIONS_H_

#include <CLI/CLI.hpp>

#include "detector/documents/document_reader.h"
#include "detector/documents/read_limits.h"

namespace calque::cli {

// The values must live until the command has run.
void AddReaderOptions(CLI::App* command, documents::InputFormat* format, documents::JsonKeys* keys,
                      documents::ReadLimits* limits);

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_READER_OPTIONS_H_
