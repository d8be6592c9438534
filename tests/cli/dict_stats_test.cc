// calque dict stats from outside: a dictionary of three, a model of one page, sources that
// are rewritten in place.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/fresh_directory.h"

namespace calque::cli {
namespace {

using Strings = std::vector<std::string>;

const std::string kHeader =
    "id\tartifact\toriginals\tfamily\tstrength\tcase\trequire\tforbid\tpivot\tinflect\t"
    "hit_example\tclean_example\tsource";
const std::string kConsul =
    "t/1\tconsul normal\tconsul general\tname\tstrong\tany\t\t\t\t\t"
    "The consul normal met the mayor.\tThe consul general met the mayor.\ttest";
const std::string kParty = "t/2\tbig celebration\tbig party\tsynonym\tweak\tany\t\t\t\t\t\t\ttest";

class DictStatsTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = FreshDirectory();
    folder_ = root_ + "/words";
    std::filesystem::create_directory(folder_);
    std::filesystem::copy_file(SourcePath("dictionaries/en/irregular.txt"),
                               folder_ + "/irregular.txt");
    std::string page;
    for (int i = 0; i < 40; ++i) {
      page += "The consul general met the mayor. The mayor gave a big party for the guests.\n";
    }
    const Outcome trained = Calque({"train-lm", "--order", "3", "-o", root_ + "/tiny.lm",
                                    WriteFile(root_ + "/page.txt", page)});
    ASSERT_EQ(trained.code, 0) << trained.err;
    sources_ = WriteFile(folder_ + "/a.tsv", kHeader + "\r\n" + kConsul + "\r\n" + kParty + "\r\n");
    std::string lines;
    for (int i = 0; i < 4; ++i) {
      lines += R"({"text":"The consul normal met the mayor.","label":"human","domain":"town"})";
      lines += "\n";
    }
    honest_ = WriteFile(root_ + "/honest.jsonl", lines);
  }

  Outcome Stats(Strings arguments) const {
    const Strings model = {"--lm", root_ + "/tiny.lm", "--calibration",
                           SourcePath("corpora/models/calibration.tsv")};
    arguments.insert(arguments.begin(), {"dict", "stats"});
    arguments.insert(arguments.end(), model.begin(), model.end());
    return Calque(arguments);
  }

  std::string root_;
  std::string folder_;
  std::string sources_;
  std::string honest_;
};

TEST_F(DictStatsTest, CountsEveryEntry) {
  const Strings arguments = {honest_, "--dictionary", folder_};
  const Outcome outcome = Stats(arguments);
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  // 4 hits in 24 words; the domain is small, so its file stands for it.
  const std::string rate = "166666.667";
  EXPECT_NE(outcome.out.find("t/1\tname\tstrong\t4\t4\t" + rate + "\t" + rate + "\thonest\t" +
                             rate + "\thonest=" + rate + "\t"),
            std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find("t/2\tsynonym\tweak\t0\t0\t"), std::string::npos) << outcome.out;
  EXPECT_EQ(Stats(arguments).out, outcome.out);
  Strings human = arguments;
  human.insert(human.end(), {"--format", "human"});
  EXPECT_NE(Stats(human).out.find("t/1 "), std::string::npos);
}

TEST_F(DictStatsTest, RewrittenTextIsLabelledOrMade) {
  const std::string labelled =
      WriteFile(root_ + "/spun.jsonl", R"({"text":"The consul normal met us.","label":"spun"})");
  const Outcome given = Stats({honest_, labelled, "--dictionary", folder_});
  EXPECT_NE(given.out.find("\t1\t200000.000\t0."), std::string::npos) << given.out;
  const std::string clean = WriteFile(root_ + "/clean.txt", "The mayor gave a big party.");
  const Outcome made =
      Stats({clean, "--dictionary", folder_, "--rewritten", "--density", "2", "--seed", "3"});
  EXPECT_NE(made.out.find("t/2\tsynonym\tweak\t0\t0\t"), std::string::npos) << made.out;
}

TEST_F(DictStatsTest, DemotesInPlaceAndOnlyWhatMustChange) {
  const Outcome outcome = Stats({honest_, "--demote", folder_});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const std::string text = ReadFile(sources_);
  const std::size_t note =
      text.find("\tdemoted from strong: 4 hits in 0.0 M honest words (honest 4)");
  ASSERT_NE(note, std::string::npos) << text;
  EXPECT_TRUE(text.starts_with(kHeader + "\tnote\r\nt/1\tconsul normal\tconsul general\tname\tm"))
      << text;
  EXPECT_TRUE(text.ends_with("\r\n" + kParty + "\r\n")) << text;
  EXPECT_NE(outcome.err.find("t/1 is now medium: demoted from strong"), std::string::npos);
  EXPECT_EQ(NamesIn(folder_), Strings({"a.tsv", "irregular.txt"}));
  // Step by step down to off, each step with its reason; then there is nothing left to do.
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Stats({honest_, "--demote", folder_}).code, 0);
  const std::string last = ReadFile(sources_);
  EXPECT_NE(last.find("; demoted from medium: 4 hits"), std::string::npos) << last;
  EXPECT_EQ(Stats({honest_, "--demote", folder_}).err,
            "calque: " + folder_ + ": 0 entries demoted\n");
  EXPECT_EQ(ReadFile(sources_), last);
}

TEST_F(DictStatsTest, BadInputIsNamed) {
  EXPECT_EQ(Stats({"--dictionary", folder_}).code, 2) << "no input";
  EXPECT_NE(Stats({root_ + "/absent", "--dictionary", folder_}).err.find("absent"),
            std::string::npos);
  EXPECT_EQ(Stats({honest_, "--dictionary", folder_, "--demote", folder_}).code, 2);
  EXPECT_EQ(Stats({honest_, "--dictionary", folder_, "--format", "xml"}).code, 2);
  WriteFile(folder_ + "/b.tsv", kHeader + "\n" + "t/9\tlost\ttabs\n");
  const std::string before = ReadFile(sources_);
  const Outcome broken = Stats({honest_, "--demote", folder_});
  EXPECT_EQ(broken.code, 2);
  EXPECT_NE(broken.err.find("b.tsv:2: "), std::string::npos) << broken.err;
  EXPECT_EQ(ReadFile(sources_), before);
}

}  // namespace
}  // namespace calque::cli
