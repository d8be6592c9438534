// A WARC file by another hand: wget crawls a small site that python3 serves, and
// what is read from its file must be what was served. Skipped without the two.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "detector/documents/html_extractor.h"
#include "detector/documents/warc_reader.h"
#include "tests/documents/input_fixture.h"

extern char** environ;

namespace calque::documents {
namespace {

// Starts `arguments` in `folder`; what it prints goes into *output, if that is not null.
pid_t Start(std::vector<std::string> arguments, const std::string& folder, int* output) {
  std::array<int, 2> ends = {-1, -1};
  if (output != nullptr && pipe(ends.data()) != 0) return -1;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  if (output == nullptr) {
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  } else {
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
  }
  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  pid_t child = -1;
  if (posix_spawnp(&child, words[0], &actions, nullptr, words.data(), environ) != 0) child = -1;
  posix_spawn_file_actions_destroy(&actions);
  if (output != nullptr) {
    close(ends[1]);
    *output = ends[0];
  }
  return child;
}

// The exit code; -1 when it could not be started or was killed.
int Finish(pid_t child) {
  int status = -1;
  if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

// A web server on a free port, as long as this lives.
class Server {
 public:
  explicit Server(const std::string& folder) {
    int output = -1;
    child_ =
        Start({"python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"}, folder, &output);
    // "Serving HTTP on 127.0.0.1 port 40113 (...) ..."
    std::string line;
    for (char c = 0; child_ > 0 && read(output, &c, 1) == 1 && c != '\n';) line += c;
    close(output);
    const std::size_t at = line.find(" port ");
    if (at != std::string::npos) port_ = std::to_string(std::atoi(line.c_str() + at + 6));
  }
  ~Server() {
    if (child_ <= 0) return;
    kill(child_, SIGTERM);
    waitpid(child_, nullptr, 0);
  }
  // Empty when there is no server.
  const std::string& port() const { return port_; }

 private:
  pid_t child_ = -1;
  std::string port_;
};

// Pages that link to one another, an image, and a link to nowhere.
std::map<std::string, std::string> WriteSite(const std::string& folder) {
  std::filesystem::create_directories(folder);
  std::map<std::string, std::string> pages;
  std::string index = "<!DOCTYPE html><title>Index</title><p>Caf\xC3\xA9 &amp; more<ul>";
  for (int i = 0; i < 20; ++i) {
    const std::string name = "page" + std::to_string(i) + ".html";
    pages[name] = "<html><head><title>Page " + std::to_string(i) +
                  "</title></head><body><nav>no</nav><p>A page.</p>" +
                  std::string(static_cast<std::size_t>(i) * 1000, 'x') + "</body></html>";
    index.append("<li><a href=\"").append(name).append("\">a page</a>");
  }
  index += "<li><a href=\"absent.html\">absent</a><li><img src=\"image.png\"></ul>";
  pages[""] = index;
  for (const auto& [name, page] : pages) {
    WriteFile(folder + "/" + (name.empty() ? "index.html" : name), page);
  }
  WriteFile(folder + "/image.png", "\x89PNG\r\n\x1A\n" + Noise(2000, 1));
  return pages;
}

TEST(ThirdPartyWarcTest, WhatWgetKeepsIsWhatWasServed) {
  if (Finish(Start({"wget", "--version"}, "/", nullptr)) != 0) GTEST_SKIP() << "there is no wget";
  const std::string folder = FreshDirectory();
  const std::map<std::string, std::string> pages = WriteSite(folder + "/site");
  const Server server(folder + "/site");
  if (server.port().empty()) GTEST_SKIP() << "there is no python3 with http.server";
  const std::string root = "http://127.0.0.1:" + server.port() + "/";
  for (const std::string compression : {"", "--no-warc-compression"}) {
    std::vector<std::string> arguments = {
        "wget",        "--no-config",       "--quiet",
        "--recursive", "--page-requisites", "--warc-file=" + folder + "/crawl",
        root};
    if (!compression.empty()) arguments.insert(arguments.begin() + 1, compression);
    Finish(Start(arguments, folder, nullptr));  // not 0: one link leads nowhere
    const std::string path = folder + "/crawl.warc" + (compression.empty() ? ".gz" : "");
    auto reader = OpenDocuments(path, InputFormat::kAuto, {});
    ASSERT_TRUE(reader.ok()) << reader.error().message;
    std::map<std::string, std::string> found;
    for (const Document& document : All(reader->get())) {
      EXPECT_FALSE(document.error) << document.error->message;
      EXPECT_TRUE(document.id.starts_with("urn:uuid:")) << document.id;
      ASSERT_TRUE(document.url.starts_with(root)) << document.url;
      EXPECT_TRUE(found.emplace(document.url.substr(root.size()), document.text).second);
    }
    ASSERT_EQ(found.size(), pages.size());
    for (const auto& [name, page] : pages) {
      EXPECT_EQ(found[name], ExtractHtml(page, "")->text) << name;
    }
    // At the least the warcinfo, the requests, the image and the page that is not there.
    EXPECT_GE((*reader)->skipped(), pages.size() + 3);
  }
}

}  // namespace
}  // namespace calque::documents
