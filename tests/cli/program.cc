// posix_spawn with three pipes (or pseudo-terminals), served by one poll loop, so
// that neither side can block the other.
#include "tests/cli/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#ifndef CALQUE_PROGRAM
#error "Define CALQUE_PROGRAM as the path of the program, a string literal."
#endif
#ifndef CALQUE_SOURCE_DIR
#error "Define CALQUE_SOURCE_DIR as the top folder of the sources, a string literal."
#endif

extern char** environ;

namespace calque::cli {
namespace {

constexpr std::chrono::seconds kSafetyNet(120);
constexpr unsigned short kTerminalColumns = 90;

// One descriptor, closed once.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { Close(); }
  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  void Close() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

 private:
  int fd_ = -1;
};

// The two ends of a stream: ours and the program's.
struct Ends {
  Descriptor ours;
  Descriptor theirs;
};

Ends MakePipe(bool we_read) {
  std::array<int, 2> fds{};
  EXPECT_EQ(pipe2(fds.data(), O_CLOEXEC), 0);
  return we_read ? Ends{Descriptor(fds[0]), Descriptor(fds[1])}
                 : Ends{Descriptor(fds[1]), Descriptor(fds[0])};
}

Ends MakeTerminal() {
  int master = -1;
  int slave = -1;
  winsize size{};
  size.ws_col = kTerminalColumns;
  size.ws_row = 40;
  EXPECT_EQ(openpty(&master, &slave, nullptr, nullptr, &size), 0);
  fcntl(master, F_SETFD, FD_CLOEXEC);
  fcntl(slave, F_SETFD, FD_CLOEXEC);
  return {Descriptor(master), Descriptor(slave)};
}

std::vector<char*> Pointers(const std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (const std::string& s : strings) pointers.push_back(const_cast<char*>(s.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> Environment(const std::vector<std::string>& variables) {
  std::vector<std::string> environment = variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view inherited = *variable;
    if (!inherited.starts_with("NO_COLOR=") && !inherited.starts_with("TERM=")) {
      environment.emplace_back(inherited);
    }
  }
  return environment;
}

pid_t Spawn(const std::vector<std::string>& arguments, const std::vector<std::string>& variables,
            int in, int out, int err) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  // The program gets SIGPIPE as a shell would hand it on, whatever we do with it.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::vector<std::string> command = {CALQUE_PROGRAM};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const std::vector<std::string> environment = Environment(variables);
  pid_t pid = -1;
  EXPECT_EQ(posix_spawn(&pid, CALQUE_PROGRAM, &actions, &attributes, Pointers(command).data(),
                        Pointers(environment).data()),
            0)
      << CALQUE_PROGRAM;
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return pid;
}

// Serves the three streams of a running program until it has closed both outputs.
class Exchange {
 public:
  Exchange(Descriptor in, Descriptor out, Descriptor err, std::string_view input)
      : in_(std::move(in)), out_(std::move(out)), err_(std::move(err)), input_(input) {
    fcntl(in_.get(), F_SETFL, O_NONBLOCK);
    if (input_.empty()) in_.Close();
  }

  // False when the time is up first.
  bool Serve(bool close_after_line, Outcome* outcome) {
    const auto deadline = std::chrono::steady_clock::now() + kSafetyNet;
    while (out_.open() || err_.open()) {
      std::array<pollfd, 3> polled = {pollfd{in_.get(), POLLOUT, 0}, pollfd{out_.get(), POLLIN, 0},
                                      pollfd{err_.get(), POLLIN, 0}};
      poll(polled.data(), polled.size(), 1000);
      if (polled[0].revents != 0) Feed();
      if (polled[1].revents != 0) Drain(&out_, &outcome->out);
      if (polled[2].revents != 0) Drain(&err_, &outcome->err);
      if (close_after_line && outcome->out.find('\n') != std::string::npos) out_.Close();
      if (std::chrono::steady_clock::now() > deadline) return false;
    }
    return true;
  }

 private:
  void Feed() {
    const ssize_t n = write(in_.get(), input_.data(), input_.size());
    if (n >= 0) input_.remove_prefix(static_cast<std::size_t>(n));
    if (input_.empty() || (n < 0 && errno != EAGAIN && errno != EINTR)) in_.Close();
  }

  // A terminal whose other end was closed reads as EIO.
  static void Drain(Descriptor* from, std::string* to) {
    std::array<char, 65536> block;
    const ssize_t n = read(from->get(), block.data(), block.size());
    if (n > 0) to->append(block.data(), static_cast<std::size_t>(n));
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) from->Close();
  }

  Descriptor in_;
  Descriptor out_;
  Descriptor err_;
  std::string_view input_;
};

}  // namespace

Program& Program::Input(std::string bytes) {
  input_ = std::move(bytes);
  return *this;
}

Program& Program::Variable(const std::string& name, const std::string& value) {
  variables_.push_back(name + "=" + value);
  return *this;
}

Program& Program::OutputTo(const std::string& path) {
  output_path_ = path;
  return *this;
}

Program& Program::Output(Stream stream) {
  output_ = stream;
  return *this;
}

Program& Program::Errors(Stream stream) {
  errors_ = stream;
  return *this;
}

Program& Program::SignalAfter(std::chrono::microseconds time, int signal) {
  signal_after_ = time;
  signal_ = signal;
  return *this;
}

Program& Program::CloseOutputAfterLine() {
  close_after_line_ = true;
  return *this;
}

Outcome Program::Run() const {
  std::signal(SIGPIPE, SIG_IGN);  // a program that does not read its input must not end us
  Ends in = MakePipe(/*we_read=*/false);
  Ends out = output_ == Stream::kTerminal ? MakeTerminal() : MakePipe(/*we_read=*/true);
  Ends err = errors_ == Stream::kTerminal ? MakeTerminal() : MakePipe(/*we_read=*/true);
  if (!output_path_.empty()) {
    out.theirs = Descriptor(open(output_path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
    EXPECT_TRUE(out.theirs.open()) << output_path_;
  }
  const pid_t pid =
      Spawn(arguments_, variables_, in.theirs.get(), out.theirs.get(), err.theirs.get());
  Outcome outcome;
  if (pid < 0) return outcome;
  in.theirs.Close();
  out.theirs.Close();
  err.theirs.Close();
  // Joined before the process is waited for, so its id cannot be that of another.
  std::thread killer;
  if (signal_ != 0) {
    killer = std::thread([this, pid] {
      std::this_thread::sleep_for(signal_after_);
      kill(pid, signal_);
    });
  }
  Exchange exchange(std::move(in.ours), std::move(out.ours), std::move(err.ours), input_);
  if (!exchange.Serve(close_after_line_, &outcome)) {
    kill(pid, SIGKILL);
    ADD_FAILURE() << "the program did not end: " << testing::PrintToString(arguments_);
  }
  if (killer.joinable()) killer.join();
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

Outcome Calque(std::vector<std::string> arguments) { return Program(std::move(arguments)).Run(); }

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool Exists(const std::string& path) { return std::filesystem::exists(path); }

std::vector<std::string> NamesIn(const std::string& directory) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string SourcePath(std::string_view relative) {
  return std::string(CALQUE_SOURCE_DIR) + "/" + std::string(relative);
}

std::string Sample(std::string_view name) {
  return ReadFile(SourcePath("corpora/samples/" + std::string(name) + ".txt"));
}

}  // namespace calque::cli
