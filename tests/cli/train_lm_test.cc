// calque train-lm and calque arpa as a user meets them: good inputs, bad inputs,
// full disks, and a run that is killed.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "detector/documents/byte_stream.h"
#include "tests/cli/program.h"
#include "tests/documents/input_fixture.h"

namespace calque::cli {
namespace {

using Strings = std::vector<std::string>;

std::string Sentences(std::size_t count, unsigned seed = 1) {
  std::mt19937_64 random(seed);
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::uint64_t k = 3 + random() % 12; k > 0; --k) {
      text += "w" + std::to_string(random() % (1 + random() % 300)) + " ";
    }
    text += ".\n";
  }
  return text;
}

std::string Unpacked(const std::string& path) {
  auto stream = documents::ByteStream::Open(path);
  EXPECT_TRUE(stream.ok()) << path;
  return stream.ok() ? documents::Drain(stream->get(), 65536).bytes : "";
}

std::size_t LinesIn(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// Runs the program under a limit on the size of files, which stands in for a full disk.
Outcome WithFileLimit(const std::string& blocks, Strings arguments) {
  Strings shell = {CALQUE_PROGRAM};
  shell.insert(shell.end(), arguments.begin(), arguments.end());
  std::string command = "ulimit -f " + blocks + "; exec";
  for (const std::string& word : shell) command += " '" + word + "'";
  command += " 2>&1";
  Outcome outcome;
  FILE* pipe = popen(("bash -c \"" + command + "\"").c_str(), "r");
  if (pipe == nullptr) return outcome;
  std::array<char, 4096> block;
  for (std::size_t n; (n = fread(block.data(), 1, block.size(), pipe)) > 0;) {
    outcome.err.append(block.data(), n);
  }
  const int status = pclose(pipe);
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

TEST(TrainLm, EveryFormHoldsTheSameModel) {
  const std::string root = FreshDirectory();
  const std::string input = WriteFile(root + "/in.txt", Sentences(500));
  for (const char* name : {"m.arpa", "m.arpa.gz", "m.arpa.zst", "m.lm"}) {
    const Outcome outcome = Calque({"train-lm", input, "--order", "3", "-o", root + "/" + name});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    // One line a stage, one an order.
    EXPECT_EQ(LinesIn(outcome.err), 7u) << outcome.err;
  }
  const std::string arpa = ReadFile(root + "/m.arpa");
  EXPECT_EQ(arpa.substr(0, 7), "\\data\\\n");
  EXPECT_EQ(Unpacked(root + "/m.arpa.gz"), arpa);
  EXPECT_EQ(Unpacked(root + "/m.arpa.zst"), arpa);
  EXPECT_LT(ReadFile(root + "/m.arpa.zst").size(), arpa.size() / 2);
  for (const char* name : {"m.arpa", "m.arpa.gz", "m.arpa.zst"}) {
    EXPECT_EQ(Calque({"arpa", "pack", root + "/" + name, "-o", root + "/packed.lm"}).code, 0);
    EXPECT_EQ(ReadFile(root + "/packed.lm"), ReadFile(root + "/m.lm")) << name;
  }
  EXPECT_EQ(NamesIn(root),
            Strings({"in.txt", "m.arpa", "m.arpa.gz", "m.arpa.zst", "m.lm", "packed.lm"}));
}

TEST(TrainLm, MaxSizeIsThatOfTheFile) {
  const std::string root = FreshDirectory();
  const std::string input = WriteFile(root + "/in.txt", Sentences(6000));
  const struct {
    const char* name;
    const char* size;
    std::uint64_t bytes;
  } cases[] = {{"m.lm", "60K", 60000},
               {"m.arpa", "0.5M", 0},
               {"m.arpa", "500k", 500000},
               {"m.arpa.gz", "100000", 100000}};
  for (const auto& c : cases) {
    const std::string path = root + "/" + c.name;
    const Strings arguments = {"train-lm", input, "--max-size", c.size, "-o", path};
    const Outcome outcome = Calque(arguments);
    if (c.bytes == 0) {
      EXPECT_EQ(outcome.code, 2);
      continue;
    }
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const std::string bytes = ReadFile(path);
    EXPECT_LE(bytes.size(), c.bytes) << c.name;
    EXPECT_GE(bytes.size(), c.bytes * 9 / 10) << c.name;
    EXPECT_EQ(Calque(arguments).code, 0);
    EXPECT_EQ(ReadFile(path), bytes) << "deterministic";
  }
  const Outcome tiny = Calque({"train-lm", input, "--max-size", "1K", "-o", root + "/tiny.lm"});
  EXPECT_EQ(tiny.code, 2);
  EXPECT_NE(tiny.err.find("unigrams are never left out"), std::string::npos);
  EXPECT_FALSE(Exists(root + "/tiny.lm"));
}

TEST(TrainLm, RefusesWithNothingWritten) {
  const std::string root = FreshDirectory();
  const std::string input = WriteFile(root + "/in.txt", Sentences(20));
  WriteFile(root + "/empty", "");
  WriteFile(root + "/blank", " \n\n \n");
  std::string zeros(5000, '\0');
  WriteFile(root + "/binary",
            "\x7F"
            "ELF" +
                zeros);
  const Strings before = NamesIn(root);
  const struct {
    Strings arguments;
    const char* message;
  } cases[] = {
      {{root + "/empty"}, "holds no words"},
      {{root + "/blank"}, "holds no words"},
      {{root + "/blank", "--pretokenized"}, "holds no words"},
      {{root + "/binary"}, "binary"},
      {{root + "/binary", "--pretokenized"}, "binary':1: there is a NUL byte"},
      {{root + "/absent"}, "absent"},
      {{input, "--temp", root + "/no/folder"}, "/no/folder"},
      {{input, "--prune", "1,1"}, "first count threshold must be 0"},
      {{input, "--prune", "0,2,1"}, "must not decrease"},
      {{input, "--prune", "0,0,0", "--order", "2"}, "3 count thresholds, but the order"},
      {{input, "--prune", "0,x"}, "--prune"},
      {{input, "--prune", "0,-1"}, "--prune"},
      {{input, "--order", "0"}, "--order"},
      {{input, "--order", "7"}, "--order"},
      {{input, "--max-size", "0"}, "--max-size"},
      {{input, "--max-size", "many"}, "--max-size"},
  };
  for (const auto& c : cases) {
    Strings arguments = {"train-lm", "-o", root + "/m.lm"};
    arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
    const Outcome outcome = Calque(arguments);
    EXPECT_EQ(outcome.code, 2) << testing::PrintToString(arguments);
    EXPECT_NE(outcome.err.find(c.message), std::string::npos) << outcome.err;
    EXPECT_EQ(NamesIn(root), before) << testing::PrintToString(arguments);
  }
  for (const char* name : {"/m.txt", "/no/folder/m.lm", "/m"}) {
    const Outcome outcome = Calque({"train-lm", input, "-o", root + name});
    EXPECT_EQ(outcome.code, 2) << name;
    EXPECT_NE(outcome.err.find(root + name), std::string::npos) << outcome.err;
    EXPECT_EQ(NamesIn(root), before);
  }
}

TEST(TrainLm, UnreadableInputsAreNamedAndTheOthersLearnt) {
  const std::string root = FreshDirectory();
  const std::string good = WriteFile(root + "/a.txt", Sentences(200, 1));
  const std::string also = WriteFile(root + "/c.txt", Sentences(200, 2));
  const std::string broken =
      WriteFile(root + "/b.gz", documents::Gzip(documents::Noise(20000, 5)).substr(0, 9000));
  const Outcome alone = Calque({"train-lm", good, also, "-o", root + "/alone.lm"});
  EXPECT_EQ(alone.code, 0);
  const Outcome mixed =
      Calque({"train-lm", good, broken, root + "/absent", also, "-o", root + "/mixed.lm"});
  EXPECT_EQ(mixed.code, 2);
  EXPECT_NE(mixed.err.find("b.gz"), std::string::npos);
  EXPECT_NE(mixed.err.find("absent"), std::string::npos);
  EXPECT_NE(mixed.err.find("was written, but 2 inputs"), std::string::npos);
  EXPECT_EQ(ReadFile(root + "/mixed.lm"), ReadFile(root + "/alone.lm"));
}

TEST(TrainLm, SmallAndStrangeCorpora) {
  const std::string root = FreshDirectory();
  std::string thousand;
  for (int i = 0; i < 1000; ++i) thousand += "The house is red.\n";
  const struct {
    const char* name;
    std::string text;
  } cases[] = {{"one", "word"},
               {"thousand", thousand},
               {"long-line", Sentences(1)},
               {"long-word", std::string(10'000'000, 'x')}};
  for (const auto& c : cases) {
    std::string text = c.text;
    if (std::string_view(c.name) == "long-line") {
      text = Sentences(150'000);
      std::replace(text.begin(), text.end(), '\n', ' ');
      EXPECT_GT(text.size(), 5'000'000u);
    }
    const std::string input = WriteFile(root + "/" + c.name, text);
    for (const bool pretokenized : {false, true}) {
      Strings arguments = {"train-lm", input, "--order", "3", "-o", root + "/m.lm"};
      if (pretokenized) arguments.push_back("--pretokenized");
      const Outcome outcome = Calque(arguments);
      EXPECT_EQ(outcome.code, 0) << c.name << outcome.err;
    }
  }
}

TEST(TrainLm, PretokenizedTakesTokensAsTheyStand) {
  const std::string root = FreshDirectory();
  const std::string input = WriteFile(root + "/in", "The  house\tis-red .\r\nDon't\n");
  EXPECT_EQ(Calque({"train-lm", "--pretokenized", input, "-o", root + "/m.arpa"}).code, 0);
  const std::string arpa = ReadFile(root + "/m.arpa");
  for (const char* word : {"\tThe\t", "\thouse\t", "\tis-red\t", "\t.\t", "\tDon't\t"}) {
    EXPECT_NE(arpa.find(word), std::string::npos) << word;
  }
  EXPECT_NE(arpa.find("ngram 1=8\n"), std::string::npos);
}

TEST(TrainLm, AFullDiskLeavesNothing) {
  const std::string root = FreshDirectory();
  const std::string input = WriteFile(root + "/in.txt", Sentences(3000));
  for (const char* output : {"/m.lm", "/m.arpa", "/m.arpa.gz"}) {
    const Outcome outcome =
        WithFileLimit("8", {"train-lm", input, "--temp", root, "-o", root + output});
    EXPECT_EQ(outcome.code, 2) << outcome.err;
    EXPECT_NE(outcome.err.find(root), std::string::npos) << outcome.err;
    EXPECT_EQ(NamesIn(root), Strings({"in.txt"})) << output;
  }
}

TEST(TrainLm, ShowsABarOnATerminalOnly) {
  const std::string root = FreshDirectory();
  const std::string input = WriteFile(root + "/in.txt", Sentences(20000));
  const Strings arguments = {"train-lm", input, "-o", root + "/m.lm"};
  const Outcome terminal = Program(arguments).Errors(Stream::kTerminal).Run();
  EXPECT_EQ(terminal.code, 0);
  EXPECT_NE(terminal.err.find("%  counting n-grams"), std::string::npos) << terminal.err;
  EXPECT_NE(terminal.err.find("\r\x1b[K"), std::string::npos);
  const Outcome piped = Calque(arguments);
  EXPECT_EQ(piped.err.find_first_of("\r\x1b["), std::string::npos) << piped.err;
}

// Kills the program as soon as it has printed `stage`: no clock is asked.
void KillAt(const std::string& stage, const Strings& arguments) {
  std::array<int, 2> err{};
  ASSERT_EQ(pipe(err.data()), 0);
  const pid_t pid = fork();
  ASSERT_GE(pid, 0);
  if (pid == 0) {
    dup2(err[1], STDERR_FILENO);
    close(err[0]);
    std::vector<char*> pointers = {const_cast<char*>(CALQUE_PROGRAM)};
    for (const std::string& a : arguments) pointers.push_back(const_cast<char*>(a.c_str()));
    pointers.push_back(nullptr);
    execv(CALQUE_PROGRAM, pointers.data());
    _exit(127);
  }
  close(err[1]);
  std::string seen;
  char c;
  while (seen.find(stage) == std::string::npos && read(err[0], &c, 1) == 1) seen += c;
  kill(pid, SIGKILL);
  int status = 0;
  waitpid(pid, &status, 0);
  close(err[0]);
  EXPECT_NE(seen.find(stage), std::string::npos) << seen;
}

TEST(TrainLm, AKilledRunLeavesNoHalfFile) {
  const std::string root = FreshDirectory();
  const std::string temp = FreshDirectory() + "/temp";
  std::filesystem::create_directory(temp);
  const std::string input = WriteFile(root + "/in.txt", Sentences(20000));
  const std::string model = root + "/m.arpa";
  const Strings arguments = {"train-lm", input, "--temp", temp, "--memory", "16", "-o", model};
  ASSERT_EQ(Calque(arguments).code, 0);
  const std::string whole = ReadFile(model);
  for (const char* stage : {"counting", "adjusting", "estimating", "writing"}) {
    // Over nothing, then over an older file.
    for (const bool older : {false, true}) {
      std::filesystem::remove(model);
      if (older) WriteFile(model, "old");
      KillAt(stage, arguments);
      if (Exists(model)) {
        const std::string bytes = ReadFile(model);
        EXPECT_TRUE(bytes == whole || (older && bytes == "old")) << stage;
      }
      EXPECT_EQ(NamesIn(temp), Strings()) << stage;
    }
  }
  EXPECT_EQ(Calque(arguments).code, 0) << "nothing is in the way of the next run";
  EXPECT_EQ(ReadFile(model), whole);
}

TEST(ArpaPack, RefusesMalformedModelsWithTheirLine) {
  const std::string root = FreshDirectory();
  const std::string bad =
      WriteFile(root + "/bad.arpa", "\\data\\\nngram 1=1\n\n\\1-grams:\nhalf\tthe\n");
  const Outcome outcome = Calque({"arpa", "pack", bad, "-o", root + "/m.lm"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("bad.arpa:5: "), std::string::npos) << outcome.err;
  const Outcome absent = Calque({"arpa", "pack", root + "/absent", "-o", root + "/m.lm"});
  EXPECT_EQ(absent.code, 2);
  EXPECT_NE(absent.err.find("absent"), std::string::npos);
  EXPECT_EQ(Calque({"arpa", "pack", bad, "-o", root + "/m.arpa"}).code, 2);
  EXPECT_EQ(NamesIn(root), Strings({"bad.arpa"}));
}

TEST(ArpaPack, SaysWhatItPutIn) {
  const std::string root = FreshDirectory();
  const std::string gaps = WriteFile(root + "/gaps.arpa",
                                     "\\data\\\nngram 1=4\nngram 2=0\nngram 3=1\n\n\\1-grams:\n"
                                     "0\t<s>\t-0.5\n-1\t</s>\n-1\ta\t-0.25\n-1\tb\n\n\\2-grams:\n\n"
                                     "\\3-grams:\n-0.125\ta b a\n\n\\end\\\n");
  const Outcome outcome = Calque({"arpa", "pack", gaps, "-o", root + "/m.lm"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("2 n-grams were put in"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("no <unk>"), std::string::npos) << outcome.err;
}

TEST(ArpaPack, HelpShowsAnExampleAndItsOneWayStreet) {
  const Outcome help = Calque({"arpa", "pack", "--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_NE(help.out.find("calque arpa pack news.arpa.gz -o news.lm"), std::string::npos);
  EXPECT_NE(help.out.find("cannot be turned back into text"), std::string::npos);
  EXPECT_NE(Calque({"arpa", "--help"}).out.find("calque arpa pack"), std::string::npos);
}

}  // namespace
}  // namespace calque::cli
