// What a user adds to a scan: dictionaries, ignore files, baselines; and the names, quotations and
// comparisons that need no such help.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/records.h"
#include "tests/fresh_directory.h"

namespace calque::cli {
namespace {

using Strings = std::vector<std::string>;

constexpr char kHeader[] =
    "id\tartifact\toriginals\tfamily\tstrength\tcase\trequire\tforbid\tpivot\tinflect\t"
    "hit_example\tclean_example\tsource\n";

struct Entry {
  std::string id;
  std::string artifact;
  std::string originals;
  std::string strength = "strong";
  std::string forbid = {};
  std::string inflect = {};
};

std::string Table(const std::vector<Entry>& entries) {
  std::string table = kHeader;
  for (const Entry& e : entries) {
    table += e.id + '\t' + e.artifact + '\t' + e.originals + "\tidiom\t" + e.strength +
             "\tany\t\t" + e.forbid + "\t\t" + e.inflect + "\t\t\tuser\n";
  }
  return table;
}

// The hits as "words -> original (entry)".
Strings Hits(const nlohmann::json& record) {
  Strings hits;
  for (const auto& hit : record["hits"]) {
    hits.push_back(hit["text"].get<std::string>() + " -> " +
                   hit["originals"][0].get<std::string>() + " (" + hit["entry"].get<std::string>() +
                   ")");
  }
  return hits;
}

nlohmann::json Scan(const std::string& text, Strings options = {}) {
  options.insert(options.begin(), "scan");
  const Outcome outcome = Program(options).Input(text).Run();
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  return OnlyRecord(outcome.out);
}

constexpr char kDanger[] = "He grew to become conscious of the danger last year.";

TEST(UserDictionaryTest, AddsAndOverrides) {
  const std::string root = FreshDirectory();
  EXPECT_EQ(Hits(Scan(kDanger)),
            Strings({"grew to become conscious -> became aware (en/idioms/0859)"}));
  const std::string mine =
      WriteFile(root + "/mine.tsv", Table({{"u/1", "Grew To Become Conscious", "became aware"},
                                           {"u/2", "of the hazard", "of the danger", "weak"}}));
  EXPECT_EQ(Hits(Scan(kDanger, {"--dictionary", mine})),
            Strings({"grew to become conscious -> became aware (u/1)"}));
  const std::string other =
      WriteFile(root + "/other.tsv", Table({{"u/3", "grew to become conscious", "knew"}}));
  EXPECT_EQ(Hits(Scan(kDanger, {"--dictionary", mine, "--dictionary", other})),
            Strings({"grew to become conscious -> knew (u/3)"}));
  // The entry of the pack moves to other words.
  const std::string same_id =
      WriteFile(root + "/same.tsv", Table({{"en/idioms/0859", "zzz", "became aware"}}));
  for (const std::string& hit : Hits(Scan(kDanger, {"--dictionary", same_id}))) {
    EXPECT_EQ(hit.find("0859"), std::string::npos) << hit;
  }
}

TEST(UserDictionaryTest, ErrorsNameFileAndLineAndNothingIsScanned) {
  const std::string root = FreshDirectory();
  const std::string bad = WriteFile(
      root + "/bad.tsv", Table({{"u/1", "one", "two", "huge"}, {"u/2", "three", "three"}}));
  const Outcome outcome = Program({"scan", "--dictionary", bad}).Input(kDanger).Run();
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find(bad + ":2: strength is \"huge\""), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find(bad + ":3: the artifact \"three\" equals"), std::string::npos);
  EXPECT_NE(outcome.err.find(bad + ": 2 errors; nothing was scanned"), std::string::npos);
  EXPECT_EQ(Calque({"scan", "--dictionary", root + "/none.tsv"}).code, 2);
}

TEST(UserDictionaryTest, MissingHunspellIsAWarning) {
  const std::string mine =
      WriteFile(FreshDirectory() + "/mine.tsv",
                Table({{"u/1", "grew to become conscious", "became aware", "strong", "", "verb"}}));
  const Outcome outcome =
      Program({"scan", "--dictionary", mine, "--hunspell", "/none/en_US"}).Input(kDanger).Run();
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(outcome.err.find("1 entries match only as written: /none/en_US.aff"), std::string::npos)
      << outcome.err;
  EXPECT_EQ(Hits(OnlyRecord(outcome.out)).size(), 1u);
}

TEST(UserDictionaryTest, IsCompiledForTheLibrary) {
  const std::string root = FreshDirectory();
  const std::string mine = WriteFile(root + "/mine.tsv", Table({{"u/1", "celebration", "party"}}));
  const Outcome outcome = Calque({"dict", "compile", mine, "-o", root + "/mine.dict"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_TRUE(Exists(root + "/mine.dict"));
  EXPECT_NE(outcome.err.find("1 entries, 1 phrases"), std::string::npos) << outcome.err;
  WriteFile(root + "/bad.tsv", "no header\n");
  EXPECT_EQ(Calque({"dict", "compile", root + "/bad.tsv", "-o", root + "/bad.dict"}).code, 2);
  EXPECT_FALSE(Exists(root + "/bad.dict"));
}

// An entry that a guard of the whole text forbids does not take the words from its rival, also
// when what forbids it comes long after.
TEST(UserDictionaryTest, WhatTheDocumentForbidsDoesNotCompete) {
  const std::string mine = WriteFile(
      FreshDirectory() + "/mine.tsv",
      Table({{"u/1", "grew to become conscious", "became aware", "strong", "document:thesaurus"},
             {"u/2", "grew to become", "became"}}));
  std::string between;
  for (int i = 0; i < 30; ++i) between += Sample("honest-court") + "\n\n";
  const std::string opening = std::string(kDanger) + "\n\n";
  const Strings options = {"--dictionary", mine};
  const auto first_hit = [&](const std::string& text) {
    const Strings hits = Hits(Scan(text, options));
    return hits.empty() ? "" : hits[0];
  };
  const std::string allowed = "grew to become conscious -> became aware (u/1)";
  const std::string rival = "grew to become -> became (u/2)";
  EXPECT_EQ(first_hit(kDanger), allowed);
  EXPECT_EQ(first_hit(opening + "A thesaurus lay there."), rival);
  EXPECT_EQ(first_hit(opening + between), allowed);
  EXPECT_EQ(first_hit(opening + between + "A thesaurus lay there."), rival);
  EXPECT_EQ(first_hit("A thesaurus lay there. " + opening + between), rival);
}

TEST(IgnoreTest, SilencesEntriesFamiliesAndPhrases) {
  const std::string root = FreshDirectory();
  const std::string text = Sample("rewritten-court");
  const nlohmann::json all = Scan(text);
  ASSERT_GT(all["hits"].size(), 10u);
  const std::string entry = all["hits"][0]["entry"];
  const std::string family = all["hits"][0]["family"];
  const std::string words = all["hits"][0]["text"];
  const std::string file = root + "/my.ignore";

  for (const auto& hit : Scan(text, {"--ignore", WriteFile(file, entry)})["hits"]) {
    EXPECT_NE(hit["entry"], entry);
  }
  const auto without = Scan(text, {"--ignore", WriteFile(file, "family:" + family)});
  EXPECT_LT(without["hits"].size(), all["hits"].size());
  for (const auto& hit : without["hits"]) EXPECT_NE(hit["family"], family);
  for (const auto& hit : Scan(text, {"--ignore", WriteFile(file, "phrase:" + words)})["hits"]) {
    EXPECT_NE(hit["text"], words);
  }
}

TEST(IgnoreTest, WhatIsSilentIsNoEvidence) {
  std::string families;
  for (const std::string family :
       {"synonym", "name", "idiom", "calque", "tortured", "furniture", "pivot-leak", "structure"}) {
    families += "family:" + family + "\n";
  }
  const auto record = Scan(Sample("rewritten-court"),
                           {"--ignore", WriteFile(FreshDirectory() + "/my.ignore", families)});
  EXPECT_EQ(record["verdict"], "clean");
  EXPECT_EQ(record["evidence"]["hits"], 0);
}

TEST(IgnoreTest, BadLinesAreErrors) {
  const std::string file =
      WriteFile(FreshDirectory() + "/my.ignore", "# fine\nfamily:name\nen/names/99999\n");
  const Outcome outcome = Program({"scan", "--ignore", file}).Input(kDanger).Run();
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find(file + ":3: there is no entry \"en/names/99999\""), std::string::npos)
      << outcome.err;
  EXPECT_EQ(Calque({"scan", "--ignore", "/no such file"}).code, 2);
}

TEST(IgnoreTest, KnowsTheEntriesOfTheUser) {
  const std::string root = FreshDirectory();
  const std::string mine =
      WriteFile(root + "/mine.tsv", Table({{"u/1", "grew to become conscious", "became aware"}}));
  const std::string ignore = WriteFile(root + "/my.ignore", "u/1  # mine\nstructure/article\n");
  EXPECT_EQ(Hits(Scan(kDanger, {"--dictionary", mine, "--ignore", ignore})), Strings());
  EXPECT_EQ(Program({"scan", "--ignore", ignore}).Input(kDanger).Run().code, 2);
}

TEST(IgnoreTest, ABaselineSilencesARunAndOutlivesEdits) {
  const std::string root = FreshDirectory();
  const std::string baseline = root + "/known.ignore";
  const std::string text = Sample("rewritten-court");
  const auto before = Scan(text, {"--write-baseline", baseline});
  ASSERT_GT(before["hits"].size(), 10u);
  const std::string lines = ReadFile(baseline);
  for (const auto& hit : before["hits"]) {
    EXPECT_NE(lines.find("finding:" + hit["finding"].get<std::string>() + "  # \""),
              std::string::npos);
  }
  EXPECT_EQ(Hits(Scan(text, {"--ignore", baseline})), Strings());
  // All of them but one.
  const std::size_t second = lines.find("\nfinding:", lines.find("\nfinding:") + 1);
  const std::string rest = WriteFile(root + "/rest.ignore", lines.substr(second));
  EXPECT_EQ(Scan(text, {"--ignore", rest})["hits"].size(), 1u);
  const std::string edited = "A new first paragraph.\n\n" + text + "\n\n" + kDanger;
  EXPECT_EQ(Hits(Scan(edited, {"--ignore", baseline})),
            Strings({"grew to become conscious -> became aware (en/idioms/0859)"}));
  // The same file, for any number of threads.
  const std::string again = root + "/again.ignore";
  Calque({"scan", "-j", "3", SourcePath("corpora/samples"), "--write-baseline", baseline});
  Calque({"scan", "-j", "1", SourcePath("corpora/samples"), "--write-baseline", again});
  EXPECT_EQ(ReadFile(baseline), ReadFile(again));
}

// Names that look like artifacts, in the prose around which they would stand.
TEST(HonestTest, NamesAreLeftAlone) {
  for (const std::string text : {
           "The Information reported on Tuesday that General Affairs, a London firm, had hired "
           "Mr. Celebration. She reads The Information every day.",
           "They met at Liberty Plaza after a course at Lee College, where Prison Law and Internet "
           "Safety are taught by the Atomic Energy Society.",
           "He praised the novel Plenty of Rain and the film The Latest Days.",
           "The Chinese language school in Leeds opened a Knowledge Sharing Centre last year.",
       }) {
    EXPECT_EQ(Hits(Scan(text)), Strings()) << text;
  }
}

TEST(HonestTest, ComparedAndMarkedWordsAreMentioned) {
  for (const std::string text : {
           "A spinner wrote legal professional normal instead of attorney general, and grew to "
           "become conscious instead of became aware.",
           "The program turned the attorney general into a legal professional normal, and climate "
           "change into local weather change.",
           "Some examples:\n\n- attorney general -> legal professional normal\n- became aware -> "
           "grew to become conscious\n",
           "They write *legal professional normal* or _grew to become conscious_ or `local weather "
           "change` where nobody would.",
       }) {
    EXPECT_EQ(Hits(Scan(text)), Strings()) << text;
  }
  EXPECT_EQ(Hits(Scan("The lawyer said that he grew to become conscious of local weather change as "
                      "a legal professional normal."))
                .size(),
            3u);
}

TEST(HonestTest, AnArticleAboutArtifactsIsNotUnfluent) {
  const auto record = Scan(Sample("about-artifacts"));
  EXPECT_EQ(record["verdict"], "clean");
  EXPECT_LT(record["probability"], 0.3);
}

}  // namespace
}  // namespace calque::cli
