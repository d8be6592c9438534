// What every command of the program shares: how it is registered and how it says
// that something went wrong. Commands parse options, call the library, print.
#ifndef CALQUE_DETECTOR_CLI_COMMAND_H_
#define CALQUE_DETECTOR_CLI_COMMAND_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "calque/result.h"

namespace calque::cli {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFound = 1;  // only when --fail-on asked for it
inline constexpr int kExitError = 2;

// What the chosen command does; returns the exit code.
using Action = std::function<int()>;

// Prints "calque: message" on standard error; returns kExitError.
int Fail(const Error& error);

// Each adds one command with its options to `app`; when it is chosen, *action is
// set to what it does.
void AddScanCommand(CLI::App* app, Action* action);
void AddStatsCommand(CLI::App* app, Action* action);
void AddTrainLmCommand(CLI::App* app, Action* action);
void AddTrainThesaurusCommand(CLI::App* app, Action* action);
void AddTrainWeightsCommand(CLI::App* app, Action* action);
void AddArpaCommand(CLI::App* app, Action* action);
void AddDictCommand(CLI::App* app, Action* action);
// Below `dict`.
void AddDictStatsCommand(CLI::App* dict, Action* action);
void AddCorruptCommand(CLI::App* app, Action* action);
void AddEvalCommand(CLI::App* app, Action* action);
void AddVersionCommand(CLI::App* app, Action* action);
// `completion` and `man`, which the help does not show.
void AddShellCommands(CLI::App* app, Action* action);

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_COMMAND_H_
