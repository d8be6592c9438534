// The program `calque`: picks a command and runs it.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>

#include "calque/detector.h"
#include "detector/cli/command.h"

namespace calque::cli {

int Fail(const Error& error) {
  std::fprintf(stderr, "calque: %s\n", error.message.c_str());
  return kExitError;
}

namespace {

int Run(int argc, char** argv) {
  CLI::App app(
      "Calque reads text and says whether a machine rewrote it, how sure it is,\n"
      "which words give it away and what the original probably said.",
      "calque");
  app.require_subcommand(1);
  app.set_version_flag("-V,--version", std::string("calque ") + Version());
  Action action;
  AddScanCommand(&app, &action);
  AddStatsCommand(&app, &action);
  AddTrainLmCommand(&app, &action);
  AddTrainWeightsCommand(&app, &action);
  AddArpaCommand(&app, &action);
  AddDictCommand(&app, &action);
  AddCorruptCommand(&app, &action);
  AddEvalCommand(&app, &action);
  AddTrainThesaurusCommand(&app, &action);
  AddVersionCommand(&app, &action);
  AddShellCommands(&app, &action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitDone : kExitError;
  }
  return action();
}

// What was printed may still lie in the buffer: a full disk must not pass for
// success. A closed pipe ends quietly.
int Flushed(int code) {
  const bool flushed = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (flushed || errno == EPIPE) return code;
  return Fail(
      {ErrorCode::kIo, std::string("standard output: cannot be written: ") + std::strerror(errno)});
}

}  // namespace
}  // namespace calque::cli

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is told by write(),
  std::signal(SIGXFSZ, SIG_IGN);  // and so is a file that has reached the limit of its size
  return calque::cli::Flushed(calque::cli::Run(argc, argv));
}
