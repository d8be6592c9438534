// The options that every command on dictionary sources has: what they are compiled with.
#ifndef CALQUE_DETECTOR_CLI_DICT_SOURCES_H_
#define CALQUE_DETECTOR_CLI_DICT_SOURCES_H_

#include <CLI/CLI.hpp>

#include "detector/compiler/pack_compiler.h"

namespace calque::cli {

// The English sources as they lie in the repository.
compiler::PackSources EnglishSources();

// --lm, --calibration, --hunspell
void AddModelOptions(CLI::App* command, compiler::PackSources* sources);

// Prints each on a line of its own.
void PrintErrors(const compiler::SourceErrors& errors);

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_DICT_SOURCES_H_
