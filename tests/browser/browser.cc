// posix_spawn with two pipes; every call waits for its answer and notes the events that
// come before it.
#include "tests/browser/browser.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <system_error>

extern char** environ;

namespace calque::browser {
namespace {

using nlohmann::json;

constexpr int kSafetyNetMilliseconds = 120'000;
constexpr int kBrowserReads = 3;  // as --remote-debugging-pipe has it
constexpr int kBrowserWrites = 4;

struct Pipe {
  int read = -1;
  int write = -1;
};

// Descriptors well above 3 and 4, so that handing them over cannot overwrite one.
Pipe MakePipe() {
  std::array<int, 2> low{};
  EXPECT_EQ(pipe2(low.data(), O_CLOEXEC), 0);
  const Pipe high = {fcntl(low[0], F_DUPFD_CLOEXEC, 10), fcntl(low[1], F_DUPFD_CLOEXEC, 10)};
  close(low[0]);
  close(low[1]);
  return high;
}

std::vector<std::string> Arguments(const std::string& profile) {
  std::vector<std::string> arguments = {FindChromium(),
                                        "--headless",
                                        "--remote-debugging-pipe",
                                        "--user-data-dir=" + profile,
                                        "--disable-gpu",
                                        "--disable-dev-shm-usage",
                                        "--disable-extensions",
                                        "--no-first-run",
                                        "about:blank"};
  if (geteuid() == 0) arguments.emplace_back("--no-sandbox");  // it refuses root otherwise
  return arguments;
}

pid_t Spawn(std::vector<std::string> arguments, int reads, int writes, const std::string& log) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, reads, kBrowserReads);
  posix_spawn_file_actions_adddup2(&actions, writes, kBrowserWrites);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_t pid = -1;
  EXPECT_EQ(posix_spawn(&pid, pointers[0], &actions, nullptr, pointers.data(), environ), 0)
      << pointers[0];
  posix_spawn_file_actions_destroy(&actions);
  return pid;
}

json KeyEvent(const char* type, const std::string& key) {
  json event = {{"type", type}, {"key", key}};
  const bool printable = key.size() == 1;
  if (printable && std::string(type) == "keyDown") event["text"] = key;
  if (key == "Enter") event["windowsVirtualKeyCode"] = 13;
  if (key == "Escape") event["windowsVirtualKeyCode"] = 27;
  if (key == "Tab") event["windowsVirtualKeyCode"] = 9;
  if (key == "Enter" && std::string(type) == "keyDown") event["text"] = "\r";
  return event;
}

}  // namespace

std::string FindChromium() {
  if (const char* named = std::getenv("CALQUE_CHROMIUM")) return named;
  const char* path = std::getenv("PATH");
  for (const char* name :
       {"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"}) {
    std::istringstream folders(path == nullptr ? "" : path);
    for (std::string folder; std::getline(folders, folder, ':');) {
      const std::string program = folder + "/" + name;
      if (access(program.c_str(), X_OK) == 0) return program;
    }
  }
  return "";
}

Browser::Browser() {
  signal(SIGPIPE, SIG_IGN);
  directory_ = testing::TempDir() + "calque-browser-" + std::to_string(getpid());
  std::filesystem::create_directories(directory_);
  const Pipe commands = MakePipe();
  const Pipe answers = MakePipe();
  pid_ = Spawn(Arguments(directory_ + "/profile"), commands.read, answers.write,
               directory_ + "/log.txt");
  close(commands.read);
  close(answers.write);
  to_ = commands.write;
  from_ = answers.read;
  const json tab = Call("Target.createTarget", {{"url", "about:blank"}});
  session_ = Call("Target.attachToTarget", {{"targetId", tab.at("targetId")}, {"flatten", true}})
                 .at("sessionId");
  for (const char* domain : {"Page", "Runtime", "Log", "Network"}) {
    Call(std::string(domain) + ".enable", json::object());
  }
}

Browser::~Browser() {
  close(to_);
  close(from_);
  if (pid_ <= 0) return;
  kill(pid_, SIGTERM);  // its children end with it
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
  std::error_code error;  // of no interest: a late child may still write there
  std::filesystem::remove_all(directory_, error);
}

void Browser::Open(const std::string& path) {
  loaded_ = false;
  Call("Page.navigate", {{"url", "file://" + path}});
  while (!loaded_) Note(NextMessage());
}

json Browser::Evaluate(const std::string& expression) {
  const json answer =
      Call("Runtime.evaluate",
           {{"expression", expression}, {"returnByValue", true}, {"awaitPromise", true}});
  if (answer.contains("exceptionDetails")) {
    ADD_FAILURE() << expression << "\n" << answer["exceptionDetails"].dump(1);
  }
  return answer.at("result").value("value", json());
}

void Browser::Type(const std::string& text) { Call("Input.insertText", {{"text", text}}); }

void Browser::Press(const std::string& key) {
  Call("Input.dispatchKeyEvent", KeyEvent("keyDown", key));
  Call("Input.dispatchKeyEvent", KeyEvent("keyUp", key));
}

void Browser::ResizeTo(int width, int height) {
  Call("Emulation.setDeviceMetricsOverride",
       {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}});
}

json Browser::Call(const std::string& method, const json& parameters) {
  const int id = ++last_id_;
  json message = {{"id", id}, {"method", method}, {"params", parameters}};
  if (!session_.empty()) message["sessionId"] = session_;
  const std::string text = message.dump();
  for (std::size_t sent = 0; sent <= text.size();) {  // with the NUL
    const ssize_t n = write(to_, text.c_str() + sent, text.size() + 1 - sent);
    if (n < 0) throw std::runtime_error("The browser has gone.");
    sent += static_cast<std::size_t>(n);
  }
  for (;;) {
    const json answer = NextMessage();
    if (answer.value("id", 0) != id) {
      Note(answer);
      continue;
    }
    if (answer.contains("error")) throw std::runtime_error(method + ": " + answer.dump());
    return answer.at("result");
  }
}

json Browser::NextMessage() {
  for (;;) {
    const std::size_t end = received_.find('\0');
    if (end != std::string::npos) {
      json message = json::parse(received_.substr(0, end));
      received_.erase(0, end + 1);
      return message;
    }
    pollfd polled = {from_, POLLIN, 0};
    if (poll(&polled, 1, kSafetyNetMilliseconds) == 0) {
      throw std::runtime_error("The browser does not answer.");
    }
    std::array<char, 65536> block;
    const ssize_t n = read(from_, block.data(), block.size());
    if (n <= 0) throw std::runtime_error("The browser has ended.");
    received_.append(block.data(), static_cast<std::size_t>(n));
  }
}

void Browser::Note(const json& event) {
  const std::string method = event.value("method", "");
  if (method == "Page.loadEventFired") loaded_ = true;
  if (method == "Network.requestWillBeSent") {
    requests_.push_back(event["params"]["request"]["url"]);
  }
  const bool console = method == "Runtime.consoleAPICalled";
  const bool harmless =
      console && event["params"]["type"] != "error" && event["params"]["type"] != "warning";
  if ((console && !harmless) || method == "Runtime.exceptionThrown" || method == "Log.entryAdded") {
    complaints_.push_back(event["params"].dump(1));
  }
}

}  // namespace calque::browser
