// Where results go: files that appear whole or not at all, pipes that close, disks
// that are full, terminals with colour and terminals without.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/records.h"
#include "tests/fresh_directory.h"

namespace calque::cli {
namespace {

using Strings = std::vector<std::string>;

constexpr char kEscape = '\x1b';

// More than any pipe or unit of work holds.
std::string BigJsonl() {
  const std::string line = nlohmann::json{{"text", Sample("rewritten-court")}}.dump() + "\n";
  std::string lines;
  while (lines.size() < 4'000'000) lines += line;
  return lines;
}

std::string WithoutReturns(std::string text) {
  std::erase(text, '\r');
  return text;
}

TEST(ScanOutputTest, FileHoldsWhatStandardOutputWould) {
  const std::string root = FreshDirectory();
  const std::string out = root + "/out.jsonl";
  const std::string samples = SourcePath("corpora/samples");
  const Outcome to_file = Calque({"scan", "-j", "2", "-o", out, samples});
  EXPECT_EQ(to_file.code, 0);
  EXPECT_EQ(to_file.out, "");
  EXPECT_EQ(ReadFile(out), Calque({"scan", samples}).out);
  EXPECT_EQ(NamesIn(root), Strings({"out.jsonl"}));
  // An older file is replaced, and may be the input itself.
  WriteFile(out, nlohmann::json{{"id", "old"}, {"text", "Some text."}}.dump());
  EXPECT_EQ(Calque({"scan", "-o", out, out}).code, 0);
  EXPECT_EQ(OnlyRecord(ReadFile(out))["id"], "old");
  EXPECT_EQ(NamesIn(root), Strings({"out.jsonl"}));
}

TEST(ScanOutputTest, NothingIsLeftOfARunThatFails) {
  const std::string root = FreshDirectory();
  std::filesystem::create_directory(root + "/taken");
  std::string broken;
  for (int i = 0; i < 1000; ++i) broken += "no JSON\n";
  const std::string input = WriteFile(root + "/in.jsonl", broken);
  const Strings before = NamesIn(root);
  const Strings failing[] = {
      {"scan", "-o", root + "/taken", input},
      {"scan", "-o", root + "/absent/out", input},
      {"scan", "-o", root + "/out", "--pack", root + "/absent.pack", input},
      {"scan", "-o", root + "/out", "--input-format", "jsonl", "--max-errors", "3", input},
  };
  for (const Strings& arguments : failing) {
    const Outcome outcome = Calque(arguments);
    EXPECT_EQ(outcome.code, 2) << testing::PrintToString(arguments);
    EXPECT_NE(outcome.err, "");
    EXPECT_EQ(NamesIn(root), before) << testing::PrintToString(arguments);
  }
}

TEST(ScanOutputTest, ClosedPipeEndsQuietly) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/big.jsonl", BigJsonl());
  for (const char* threads : {"1", "2", "5"}) {
    for (const char* format : {"jsonl", "human", "tsv"}) {
      const Outcome outcome =
          Program({"scan", "-j", threads, "-f", format, path}).CloseOutputAfterLine().Run();
      EXPECT_EQ(outcome.code, 0) << format << " with -j " << threads;
      EXPECT_EQ(outcome.err, "");
      EXPECT_NE(outcome.out, "");
    }
  }
}

TEST(ScanOutputTest, FullDiskIsAnError) {
  const std::string samples = SourcePath("corpora/samples");
  for (const char* format : {"jsonl", "human", "tsv"}) {
    const Outcome outcome = Program({"scan", "-f", format, samples}).OutputTo("/dev/full").Run();
    EXPECT_EQ(outcome.code, 2) << format;
    EXPECT_NE(outcome.err.find("standard output: cannot be written: "), std::string::npos)
        << outcome.err;
  }
  const Outcome named = Calque({"scan", "-o", "/dev/full", samples});
  EXPECT_EQ(named.code, 2);
  EXPECT_NE(named.err.find("/dev/full: cannot be written: "), std::string::npos) << named.err;
}

// The other commands print little, and must not lose it in silence either.
TEST(ScanOutputTest, FullDiskIsAnErrorForEveryCommand) {
  const std::string root = FreshDirectory();
  const std::string input =
      WriteFile(root + "/x.jsonl", R"({"text":"Some text.","label":"human"})");
  for (const Strings& arguments : {Strings{"version"}, Strings{"eval", input}}) {
    const Outcome outcome = Program(arguments).OutputTo("/dev/full").Run();
    EXPECT_EQ(outcome.code, 2) << arguments[0];
    EXPECT_NE(outcome.err, "") << arguments[0];
  }
}

TEST(ScanOutputTest, PipesAndFilesGetNoColour) {
  const std::string path = SourcePath("corpora/samples/rewritten-court.txt");
  const Outcome piped = Calque({"scan", "-f", "human", path});
  EXPECT_EQ(piped.code, 0);
  EXPECT_EQ(piped.out.find(kEscape), std::string::npos);
  EXPECT_NE(piped.out.find("artifact"), std::string::npos);
  EXPECT_NE(piped.out.find("[["), std::string::npos);
  EXPECT_EQ(piped.err, "");
  // Not even when the file is written from a terminal.
  const std::string out = FreshDirectory() + "/page.txt";
  const Outcome outcome =
      Program({"scan", "-f", "human", "-o", out, path}).Output(Stream::kTerminal).Run();
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(ReadFile(out).find(kEscape), std::string::npos);
}

TEST(ScanOutputTest, TerminalsGetThePageForPeople) {
  const std::string path = SourcePath("corpora/samples/rewritten-court.txt");
  const auto on_terminal = [&](const Strings& more) {
    Strings arguments = {"scan", path};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Program(arguments).Output(Stream::kTerminal);
  };
  const Outcome coloured = on_terminal({}).Variable("TERM", "xterm-256color").Run();
  EXPECT_EQ(coloured.code, 0);
  EXPECT_NE(coloured.out.find("\x1b[1;31m"), std::string::npos) << coloured.out;
  EXPECT_EQ(coloured.out.find("{\"schema\""), std::string::npos);
  const std::string plain = Calque({"scan", "-f", "human", path}).out;
  const struct {
    const char* variable;
    const char* value;
    bool colour;
  } cases[] = {
      {"NO_COLOR", "1", false},
      {"NO_COLOR", "", true},  // no-color.org: only when it is not empty
      {"TERM", "dumb", false},
      {"TERM", "vt100", true},
  };
  for (const auto& c : cases) {
    const Outcome outcome = on_terminal({}).Variable(c.variable, c.value).Run();
    EXPECT_EQ(outcome.out.find(kEscape) != std::string::npos, c.colour)
        << c.variable << "=" << c.value;
    if (!c.colour) {
      EXPECT_NE(outcome.out.find("[["), std::string::npos);
      EXPECT_EQ(outcome.out.substr(0, outcome.out.find('\r')), plain.substr(0, plain.find('\n')));
    }
  }
  // Who asks for records gets records, terminal or not.
  const Outcome jsonl = on_terminal({"-f", "jsonl"}).Run();
  EXPECT_EQ(WithoutReturns(jsonl.out), Calque({"scan", path}).out);
}

TEST(ScanOutputTest, ProgressIsForTerminalsOnly) {
  const std::string samples = SourcePath("corpora/samples");
  const Outcome piped = Calque({"scan", samples});
  EXPECT_EQ(piped.err, "");
  const Outcome bar = Program({"scan", samples}).Errors(Stream::kTerminal).Run();
  EXPECT_EQ(bar.code, 0);
  EXPECT_EQ(bar.out, piped.out);
  const std::string count = std::to_string(Records(piped.out).size()) + " documents";
  EXPECT_NE(bar.err.find(count), std::string::npos) << bar.err;
  EXPECT_TRUE(bar.err.ends_with("\r\x1b[K")) << "the bar stays behind";
  const Outcome none = Program({"scan", "--no-progress", samples}).Errors(Stream::kTerminal).Run();
  EXPECT_EQ(none.err, "");
}

}  // namespace
}  // namespace calque::cli
