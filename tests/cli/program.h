// Runs the program under test as a shell would, with everything it prints
// captured: the end-to-end tests see only what a user sees.
//
// CALQUE_PROGRAM is the path of the program, with the English pack built in.
#ifndef CALQUE_TESTS_CLI_PROGRAM_H_
#define CALQUE_TESTS_CLI_PROGRAM_H_

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calque::cli {

// How a run ended and what it printed.
struct Outcome {
  int code = -1;    // exit code; 128 + the number of the signal that killed it
  std::string out;  // standard output; on a terminal also with its line ends ("\r\n")
  std::string err;
};

// Where standard output or standard error of a run goes.
enum class Stream { kPipe, kTerminal };

class Program {
 public:
  explicit Program(std::vector<std::string> arguments) : arguments_(std::move(arguments)) {}

  // Standard input, delivered through a pipe; empty by default.
  Program& Input(std::string bytes);
  // Sets a variable of the environment. NO_COLOR and TERM are not inherited.
  Program& Variable(const std::string& name, const std::string& value);
  // Opens `path` as standard output in place of the pipe.
  Program& OutputTo(const std::string& path);
  Program& Output(Stream stream);
  Program& Errors(Stream stream);
  // Sends `signal` when so much time has passed, unless the run is over by then.
  Program& SignalAfter(std::chrono::microseconds time, int signal);
  // Closes the reading end of standard output after the first line, as head -1 does.
  Program& CloseOutputAfterLine();

  // A run that does not end within two minutes is killed and fails the test.
  Outcome Run() const;

 private:
  std::vector<std::string> arguments_;
  std::vector<std::string> variables_;
  std::string input_;
  std::string output_path_;
  Stream output_ = Stream::kPipe;
  Stream errors_ = Stream::kPipe;
  bool close_after_line_ = false;
  std::chrono::microseconds signal_after_{0};
  int signal_ = 0;
};

// Runs `arguments` with no input and nothing special.
Outcome Calque(std::vector<std::string> arguments);

// The bytes of a file; fails the test when it cannot be read.
std::string ReadFile(const std::string& path);
bool Exists(const std::string& path);
// The names in a directory, sorted.
std::vector<std::string> NamesIn(const std::string& directory);

// A file of the sources, e.g. SourcePath("corpora/samples").
std::string SourcePath(std::string_view relative);
// The text of a bundled sample, e.g. Sample("rewritten-court").
std::string Sample(std::string_view name);

}  // namespace calque::cli

#endif  // CALQUE_TESTS_CLI_PROGRAM_H_
