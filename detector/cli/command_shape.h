// What commands and options the program has, as plain data: the manual page and the shell
// completions are written from it, so they can never tell of something else than the parser does.
#ifndef CALQUE_DETECTOR_CLI_COMMAND_SHAPE_H_
#define CALQUE_DETECTOR_CLI_COMMAND_SHAPE_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace calque::cli {

struct OptionShape {
  std::vector<std::string> names;   // "-o", "--output"; of a positional its name alone
  std::string value;                // "FILE"; empty: a flag
  std::vector<std::string> values;  // what it can be, when that is a short list
  std::string help;
  bool positional = false;
};

struct CommandShape {
  std::string path;  // "dict check"; empty: the program itself
  std::string help;
  std::string footer;
  std::vector<OptionShape> options;
  std::vector<std::string> subcommands;  // "check", "compile", ...
};

// The program and all its commands, outer before inner. Hidden ones are left out.
std::vector<CommandShape> CommandShapes(CLI::App* app);

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_COMMAND_SHAPE_H_
