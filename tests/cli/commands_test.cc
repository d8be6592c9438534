// The other commands from outside: dict, train-lm, corrupt, eval, version, and the
// help of each.
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

constexpr std::string_view kHeader =
    "id\tartifact\toriginals\tfamily\tstrength\tcase\trequire\tforbid\tpivot\tinflect\t"
    "hit_example\tclean_example\tsource\n";

std::string Row(const std::string& id, const std::string& artifact, const std::string& original,
                const std::string& strength = "weak") {
  return id + "\t" + artifact + "\t" + original + "\tsynonym\t" + strength +
         "\tany\t\t\t\t\tHe said it.\tShe said it.\ttest\n";
}

// A folder with a small model and the word lists, ready for dictionary sources.
class DictTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = FreshDirectory();
    folder_ = root_ + "/words";
    std::filesystem::create_directory(folder_);
    std::filesystem::copy_file(SourcePath("dictionaries/en/irregular.txt"),
                               folder_ + "/irregular.txt");
    const Outcome trained = Calque({"train-lm", "--order", "3", "-o", root_ + "/tiny.lm",
                                    SourcePath("corpora/samples/honest-court.txt")});
    ASSERT_EQ(trained.code, 0) << trained.err;
  }

  Outcome Dict(const std::string& command, const Strings& more = {}) const {
    Strings arguments = {"dict",
                         command,
                         folder_,
                         "--lm",
                         root_ + "/tiny.lm",
                         "--calibration",
                         SourcePath("corpora/models/calibration.tsv")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Calque(arguments);
  }

  std::string root_;
  std::string folder_;
};

TEST_F(DictTest, ErrorsNameFileAndLineAndNothingIsWritten) {
  const std::string a = WriteFile(
      folder_ + "/a.tsv", std::string(kHeader) + Row("t/1", "consul normal", "consul general") +
                              Row("t/2", "same", "same") + "t/3\tlost\ttabs\n" +
                              Row("t/4", "strength", "of what", "mighty"));
  const std::string b = WriteFile(folder_ + "/b.tsv",
                                  std::string(kHeader) + Row("t/1", "other words", "an id twice"));
  const Strings places = {a + ":3: ", a + ":4: ", a + ":5: ", b + ":2: "};
  const Outcome check = Dict("check");
  const Outcome compile = Dict("compile", {"-o", root_ + "/out.pack"});
  for (const Outcome* outcome : {&check, &compile}) {
    EXPECT_EQ(outcome->code, 2);
    for (const std::string& place : places) {
      EXPECT_NE(outcome->err.find(place), std::string::npos) << place << "\n" << outcome->err;
    }
    EXPECT_EQ(outcome->err.find(a + ":2: "), std::string::npos) << "line 2 is right";
  }
  EXPECT_EQ(NamesIn(root_), Strings({"tiny.lm", "words"}));
}

TEST_F(DictTest, SourcesThatAreNotThereAreNamed) {
  WriteFile(folder_ + "/a.tsv",
            std::string(kHeader) + Row("t/1", "consul normal", "consul general"));
  const std::string out = root_ + "/out.pack";
  const struct {
    Strings more;
    std::string complaint;
  } cases[] = {
      {{"-o", out, "--lm", root_ + "/absent.lm"}, "absent.lm"},
      {{"-o", out, "--calibration", root_ + "/absent.tsv"}, "absent.tsv"},
      {{"-o", out, "--hunspell", root_ + "/absent"}, "absent"},
      {{"-o", root_ + "/absent/out.pack"}, "absent/out.pack"},
      {{}, "--output"},
  };
  for (const auto& c : cases) {
    Strings arguments = {"dict", "compile", folder_};
    const bool given = !c.more.empty() && c.more.size() > 2;
    if (!given || c.more[2] != "--lm")
      arguments.insert(arguments.end(), {"--lm", root_ + "/tiny.lm"});
    if (!given || c.more[2] != "--calibration") {
      arguments.insert(arguments.end(),
                       {"--calibration", SourcePath("corpora/models/calibration.tsv")});
    }
    arguments.insert(arguments.end(), c.more.begin(), c.more.end());
    const Outcome outcome = Calque(arguments);
    EXPECT_EQ(outcome.code, 2) << c.complaint;
    EXPECT_NE(outcome.err.find(c.complaint), std::string::npos) << outcome.err;
    EXPECT_FALSE(Exists(out));
  }
  EXPECT_EQ(Calque({"dict", "check", root_ + "/absent"}).code, 2);
}

TEST_F(DictTest, CompilingTwiceGivesTheSamePackAndItWorks) {
  WriteFile(folder_ + "/a.tsv",
            std::string(kHeader) + Row("t/1", "consul normal", "consul general"));
  const Outcome check = Dict("check");
  EXPECT_EQ(check.code, 0) << check.err;
  EXPECT_NE(check.out.find("1 entries"), std::string::npos) << check.out;
  for (const char* name : {"/one.pack", "/two.pack"}) {
    const Outcome compiled = Dict("compile", {"--name", "xx 1", "-o", root_ + name});
    EXPECT_EQ(compiled.code, 0) << compiled.err;
    EXPECT_EQ(compiled.out, "");
  }
  EXPECT_TRUE(ReadFile(root_ + "/one.pack") == ReadFile(root_ + "/two.pack"));
  const Outcome scan = Program({"scan", "--pack", root_ + "/one.pack"}).Input("Text.").Run();
  EXPECT_EQ(OnlyRecord(scan.out)["pack"], "xx 1");
}

TEST(TrainLmTest, SameTextsGiveTheSameModel) {
  const std::string root = FreshDirectory();
  const Strings texts = {SourcePath("corpora/samples/honest-court.txt"),
                         SourcePath("corpora/samples/honest-sport.txt")};
  for (const char* kind : {".arpa", ".lm"}) {
    Strings models;
    for (const char* memory : {"16", "2048"}) {
      const std::string path = root + "/m" + memory + kind;
      Strings arguments = {"train-lm", "--order", "3", "--memory", memory, "-o", path};
      arguments.insert(arguments.end(), texts.begin(), texts.end());
      const Outcome outcome = Calque(arguments);
      ASSERT_EQ(outcome.code, 0) << outcome.err;
      EXPECT_EQ(outcome.out, "");
      models.push_back(ReadFile(path));
    }
    EXPECT_FALSE(models[0].empty());
    EXPECT_TRUE(models[0] == models[1]) << kind;
  }
  const std::string arpa = ReadFile(root + "/m16.arpa");
  const std::size_t data = arpa.find("\\data\\\nngram 1=");
  EXPECT_NE(data, std::string::npos);
  EXPECT_NE(arpa.find("\\3-grams:\n"), std::string::npos);
  EXPECT_TRUE(arpa.ends_with("\\end\\\n"));
  EXPECT_EQ(NamesIn(root).size(), 4U) << "temporary files stay behind";
}

TEST(TrainLmTest, NothingToLearnFromIsAnError) {
  const std::string root = FreshDirectory();
  const std::string empty = WriteFile(root + "/empty.txt", "");
  for (const std::string& input : {empty, root + "/absent.txt"}) {
    const Outcome outcome = Calque({"train-lm", "-o", root + "/x.lm", input});
    EXPECT_EQ(outcome.code, 2) << input;
    EXPECT_NE(outcome.err, "");
    EXPECT_FALSE(Exists(root + "/x.lm")) << input;
  }
  EXPECT_EQ(Calque({"train-lm", empty}).code, 2) << "without -o";
  EXPECT_EQ(Calque({"train-lm", "--order", "0", "-o", root + "/x.lm", empty}).code, 2);
}

// Putting the originals back at the gold spans must give the clean text again.
TEST(CorruptTest, GoldSpansLeadBackToTheCleanText) {
  const std::string clean = Sample("honest-politics");
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/clean.txt", clean);
  const std::string dictionary = SourcePath("dictionaries/en");
  const Strings arguments = {"corrupt", "--dictionary", dictionary, "--density", "10", path};
  const Outcome outcome = Calque(arguments);
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(Calque(arguments).out, outcome.out);
  const auto record = nlohmann::json::parse(outcome.out);
  const std::string text = record["text"];
  EXPECT_EQ(record["label"], "rewritten");
  EXPECT_GT(record["spans"].size(), 5U);
  std::string restored;
  std::size_t at = 0;
  for (const auto& span : record["spans"]) {
    const auto begin = span["begin_byte"].get<std::size_t>();
    ASSERT_GE(begin, at);
    restored += text.substr(at, begin - at) + span["original"].get<std::string>();
    at = span["end_byte"].get<std::size_t>();
  }
  EXPECT_EQ(restored + text.substr(at), clean);
  Strings other_seed = arguments;
  other_seed.insert(other_seed.end(), {"--seed", "2"});
  EXPECT_NE(Calque(other_seed).out, outcome.out);
}

TEST(EvalCommandTest, TableHasEveryDomainAndStratum) {
  std::string lines;
  const auto add = [&](const std::string& sample, const char* label, const char* domain) {
    lines += nlohmann::json{{"text", Sample(sample)}, {"label", label}, {"domain", domain}}.dump();
    lines += "\n";
  };
  // Domains of a handful of texts are put together by file; these are large enough.
  for (int i = 0; i < 40; ++i) {
    const Strings topics = {"court", "economy", "health", "politics"};
    const std::string& topic = topics[static_cast<std::size_t>(i) % topics.size()];
    add("honest-" + topic, "human", "news");
    add("rewritten-" + topic, "spun", "dense");
  }
  const std::string path = WriteFile(FreshDirectory() + "/set.jsonl", lines);
  const Outcome outcome = Calque({"eval", path});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  for (const char* part : {"set/news", "set/dense", "AUC", " 1.0000 "}) {
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part << "\n" << outcome.out;
  }
}

TEST(VersionTest, NamesProgramAndPack) {
  const Outcome outcome = Calque({"version"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_TRUE(outcome.out.starts_with("calque ")) << outcome.out;
  for (const char* line : {"\npack en ", "\nbuild ", "\ncpu "}) {
    EXPECT_NE(outcome.out.find(line), std::string::npos) << line << "\n" << outcome.out;
  }
  const auto record = OnlyRecord(Program({"scan"}).Input("Text.").Run().out);
  const std::string version = record["calque"];
  EXPECT_EQ(outcome.out.substr(0, outcome.out.find('\n')), "calque " + version);
  EXPECT_EQ(Calque({"--version"}).out, "calque " + version + "\n");
}

TEST(HelpTest, EveryCommandShowsAnExample) {
  const Strings commands[] = {{"scan"},           {"stats"},           {"train-lm"},
                              {"arpa", "pack"},   {"train-weights"},   {"train-thesaurus"},
                              {"dict", "check"},  {"dict", "compile"}, {"dict", "stats"},
                              {"dict", "expand"}, {"corrupt"},         {"eval"},
                              {"version"}};
  for (Strings arguments : commands) {
    std::string name = "calque";
    for (const std::string& word : arguments) name += " " + word;
    arguments.push_back("--help");
    const Outcome outcome = Calque(arguments);
    EXPECT_EQ(outcome.code, 0) << name;
    EXPECT_EQ(outcome.err, "") << name;
    const std::size_t examples = outcome.out.find("\nExample");
    ASSERT_NE(examples, std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("\n  " + name + " ", examples), std::string::npos) << outcome.out;
  }
  const Outcome all = Calque({"--help"});
  EXPECT_EQ(all.code, 0);
  for (const Strings& arguments : commands) {
    EXPECT_NE(all.out.find("  " + arguments[0]), std::string::npos) << arguments[0];
  }
}

}  // namespace
}  // namespace calque::cli
