// Runs that are killed. Whatever the moment, what lies under its name is whole, and the
// run that goes on ends with the bytes of one that was never disturbed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/documents/input_fixture.h"

namespace calque::cli {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using Strings = std::vector<std::string>;

constexpr int kKills = 50;

// Inputs of very different sizes, plain and compressed.
std::string MakeInputs(const std::string& root, std::mt19937_64* random) {
  const std::string folder = root + "/in";
  fs::create_directories(folder + "/sub");
  const Strings samples = {Sample("rewritten-court"), Sample("honest-court"), Sample("light-sport"),
                           Sample("honest-sport")};
  for (int i = 0; i < 24; ++i) {
    std::string lines;
    for (std::size_t n = (*random)() % 60; n > 0; --n) {
      lines += nlohmann::json{{"text", samples[(*random)() % samples.size()]}}.dump() + "\n";
    }
    const bool compressed = i % 3 == 0;
    WriteFile(folder + (i % 2 == 0 ? "/" : "/sub/") + std::to_string(i) + ".jsonl" +
                  (compressed ? ".gz" : ""),
              compressed ? documents::Gzip(lines) : lines);
  }
  return folder;
}

// Bytes by name, but for the markers, which hold times.
std::map<std::string, std::string> FilesBelow(const std::string& folder) {
  std::map<std::string, std::string> files;
  if (!Exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = fs::relative(entry.path(), folder).string();
    if (entry.is_regular_file() && !name.starts_with(".calque/")) {
      files[name] = ReadFile(entry.path().string());
    }
  }
  return files;
}

bool IsTemporary(const std::string& name) { return name.find(".tmp-") != std::string::npos; }

// How long a run takes decides only where it is hit, never what must come out: a kill
// that comes too late is not counted, and the folder is begun anew.
TEST(InterruptionTest, KilledFiftyTimesTheBytesAreTheSame) {
  std::mt19937_64 random(20276);
  const std::string root = FreshDirectory();
  const std::string in = MakeInputs(root, &random);
  const Strings undisturbed = {"scan", in, "--output-dir", root + "/whole", "--compress", "zst"};
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(Calque(undisturbed).code, 0);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  const std::map<std::string, std::string> expected = FilesBelow(root + "/whole");
  ASSERT_EQ(expected.size(), 25U);

  const std::string out = root + "/out";
  int kills = 0;
  int orderly = 0;  // ends that the program had a say in
  for (int attempt = 0; kills < kKills && attempt < 20 * kKills; ++attempt) {
    const int signal = random() % 2 == 0 ? SIGKILL : SIGTERM;
    const std::chrono::microseconds after(random() % static_cast<std::uint64_t>(took.count() + 1));
    Strings arguments = {"scan", in,         "--output-dir",
                         out,    "--resume", "--compress",
                         "zst",  "-j",       std::to_string(1 + random() % 3)};
    const Outcome run = Program(arguments).SignalAfter(after, signal).Run();
    ASSERT_THAT(run.code, AnyOf(0, 128 + signal)) << run.err;
    const std::map<std::string, std::string> files = FilesBelow(out);
    for (const auto& [name, bytes] : files) {
      if (IsTemporary(name)) continue;
      ASSERT_TRUE(expected.contains(name)) << name;
      EXPECT_TRUE(bytes == expected.at(name)) << name << " is not whole after kill " << kills;
    }
    if (run.code != 0) {
      ++kills;
      const bool told = run.err.find("ended by SIGTERM with ") != std::string::npos;
      EXPECT_TRUE(!told || signal == SIGTERM);
      orderly += told ? 1 : 0;
      continue;
    }
    EXPECT_TRUE(files == expected);
    fs::remove_all(out);
  }
  EXPECT_EQ(kills, kKills);
  const Outcome last =
      Calque({"scan", in, "--output-dir", out, "--resume", "--compress", "zst", "-j", "2"});
  EXPECT_EQ(last.code, 0) << last.err;
  EXPECT_TRUE(FilesBelow(out) == expected);
  EXPECT_GT(orderly, 0);
}

// Outputs that are there already are replaced by way of a name: none may stay behind.
TEST(InterruptionTest, KilledWhileReplacingNothingStaysBehind) {
  std::mt19937_64 random(20277);
  const std::string root = FreshDirectory();
  const std::string in = MakeInputs(root, &random);
  const std::string out = root + "/out";
  const Strings strict = {"scan", in, "--output-dir", out};
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(Calque(strict).code, 0);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  const std::map<std::string, std::string> expected = FilesBelow(out);
  for (int round = 0; round < 10; ++round) {
    const std::chrono::microseconds after(random() % static_cast<std::uint64_t>(took.count() + 1));
    Program({"scan", in, "--output-dir", out, "--mode", "balanced"})
        .SignalAfter(after, SIGKILL)
        .Run();
  }
  EXPECT_EQ(Calque({"scan", in, "--output-dir", out, "--resume"}).code, 0);
  EXPECT_TRUE(FilesBelow(out) == expected);
}

}  // namespace
}  // namespace calque::cli
