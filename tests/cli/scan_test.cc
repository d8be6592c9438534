// calque scan from outside: which inputs it takes, in which order it answers, what
// its switches change.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/records.h"
#include "tests/documents/input_fixture.h"

namespace calque::cli {
namespace {

using Strings = std::vector<std::string>;

std::string JsonLine(const std::string& id, const std::string& text) {
  return nlohmann::json{{"id", id}, {"text", text}, {"url", "https://example.org/" + id}}.dump() +
         "\n";
}

// The `id` of every record.
Strings Ids(const std::string& lines) {
  Strings ids;
  for (const nlohmann::json& record : Records(lines)) ids.push_back(record["id"]);
  return ids;
}

// What the program says of a text, without the parts that depend on where it came from.
nlohmann::json Finding(const nlohmann::json& record) {
  nlohmann::json finding = record;
  finding.erase("id");
  finding.erase("source");
  return finding;
}

// Many documents of several kinds: dense, light, honest, tiny, broken.
std::string MixedJsonl(int documents) {
  const Strings texts = {Sample("rewritten-court"), Sample("honest-court"), Sample("light-sport"),
                         "Two words.", ""};
  std::string lines;
  for (int i = 0; i < documents; ++i) {
    const auto n = static_cast<std::size_t>(i);
    lines += i % 17 == 16 ? "{\"id\": broken\n"
                          : JsonLine("d" + std::to_string(i), texts[n % texts.size()]);
  }
  return lines;
}

TEST(ScanTest, EveryWayInGivesTheSameFinding) {
  const std::string root = FreshDirectory();
  const std::string text = Sample("rewritten-court");
  const std::string plain = WriteFile(root + "/plain.txt", text);
  const Outcome file = Calque({"scan", plain});
  ASSERT_EQ(file.code, 0) << file.err;
  EXPECT_EQ(file.err, "");
  const nlohmann::json expected = OnlyRecord(file.out);
  EXPECT_EQ(expected["id"], plain);
  EXPECT_EQ(expected["source"]["path"], plain);
  EXPECT_FALSE(expected["hits"].empty());
  ExpectSpansLeadBack(expected, text);

  const std::string line = JsonLine("7", text);
  const struct {
    Strings arguments;
    std::string input;
    std::string id;
  } cases[] = {
      {{"scan"}, text, "-"},
      {{"scan", "-"}, text, "-"},
      {{"scan", WriteFile(root + "/x.gz", documents::Gzip(text))}, "", root + "/x.gz"},
      {{"scan", WriteFile(root + "/x.zst", documents::Zstd(text))}, "", root + "/x.zst"},
      {{"scan", "-"}, documents::Gzip(text), "-"},
      {{"scan", WriteFile(root + "/x.jsonl", line)}, "", "7"},
      {{"scan", WriteFile(root + "/x.jsonl.zst", documents::Zstd(line))}, "", "7"},
      {{"scan", "--input-format", "jsonl"}, line, "7"},
      {{"scan", "--input-format", "text", plain}, "", plain},
      {{"scan", "--text-key", "body", "--id-key", "name"},
       nlohmann::json{{"name", "n"}, {"body", text}, {"text", "other"}}.dump(),
       "n"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(testing::PrintToString(c.arguments));
    const Outcome outcome = Program(c.arguments).Input(c.input).Run();
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const nlohmann::json record = OnlyRecord(outcome.out);
    EXPECT_EQ(Finding(record), Finding(expected));
    EXPECT_EQ(record["id"], c.id);
  }
}

TEST(ScanTest, AnswersInTheOrderOfTheCommandLine) {
  const std::string root = FreshDirectory();
  std::filesystem::create_directory(root + "/folder");
  WriteFile(root + "/folder/b.txt", "b");
  WriteFile(root + "/folder/a.txt", "a");
  WriteFile(root + "/folder/.hidden", "h");
  const std::string z = WriteFile(root + "/z.jsonl", JsonLine("z0", "z") + JsonLine("z1", "z"));
  const std::string y = WriteFile(root + "/y.txt", "y");
  const Outcome outcome = Program({"scan", z, root + "/folder", "-", y, z}).Input("in").Run();
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(Ids(outcome.out), (Strings{"z0", "z1", root + "/folder/a.txt", root + "/folder/b.txt",
                                       "-", y, "z0", "z1"}));
}

TEST(ScanTest, RecordsSayWhereADocumentStands) {
  const std::string root = FreshDirectory();
  const std::string first = JsonLine("one", "First text.");
  const std::string path = WriteFile(root + "/x.jsonl", first + "\n" + JsonLine("two", "Second."));
  const std::vector<nlohmann::json> records = Records(Calque({"scan", path}).out);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[1]["source"], (nlohmann::json{{"path", path},
                                                  {"record", 1},
                                                  {"offset", first.size() + 1},
                                                  {"url", "https://example.org/two"}}));
}

TEST(ScanTest, TheNumberOfThreadsChangesNoByte) {
  const std::string root = FreshDirectory();
  const std::string jsonl = WriteFile(root + "/many.jsonl", MixedJsonl(400));
  const std::string samples = SourcePath("corpora/samples");
  for (const char* format : {"jsonl", "tsv", "human"}) {
    const Strings base = {"scan", "-f", format, "--restore", jsonl, samples, root + "/absent"};
    const Outcome one = Calque(base);
    EXPECT_EQ(one.code, 2);  // one path is not there
    EXPECT_GT(one.out.size(), 10'000U);
    for (const char* threads : {"1", "2", "5", "0"}) {
      Strings arguments = base;
      arguments.insert(arguments.end(), {"-j", threads});
      const Outcome many = Calque(arguments);
      EXPECT_TRUE(many.out == one.out) << format << " with -j " << threads;
      EXPECT_EQ(many.err, one.err);
      EXPECT_EQ(many.code, one.code);
    }
  }
}

TEST(ScanTest, TsvHasAHeaderAndOneRowADocument) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/x\ty.txt", "Short text.");
  const Outcome outcome = Calque({"scan", "--format", "tsv", path, root + "/absent"});
  Strings lines;
  std::string rest = outcome.out;
  while (!rest.empty()) {
    lines.push_back(rest.substr(0, rest.find('\n')));
    rest.erase(0, lines.back().size() + 1);
  }
  ASSERT_EQ(lines.size(), 3U) << outcome.out;
  for (const std::string& line : lines) EXPECT_EQ(std::count(line.begin(), line.end(), '\t'), 12);
  EXPECT_TRUE(lines[0].starts_with("id\tverdict\tprobability\twords\thits\t")) << lines[0];
  EXPECT_NE(lines[1].find("x\\ty.txt\tinsufficient\t"), std::string::npos) << lines[1];
  EXPECT_NE(lines[2].find("\tnot_found: "), std::string::npos) << lines[2];
}

// A looser mode may only raise a verdict, never lower it; the evidence is the same.
TEST(ScanTest, ModesDifferInTheVerdictOnly) {
  std::string lines;
  for (const char* name : {"rewritten-court", "light-sport", "light-science", "honest-sport"}) {
    lines += JsonLine(name, Sample(name));
  }
  const Strings order = {"clean", "suspect", "artifact"};
  const auto rank = [&](const nlohmann::json& record) {
    return std::find(order.begin(), order.end(), OutcomeOf(record)) - order.begin();
  };
  std::vector<nlohmann::json> before;
  for (const char* mode : {"strict", "balanced", "sensitive"}) {
    const Outcome outcome = Program({"scan", "--mode", mode}).Input(lines).Run();
    const std::vector<nlohmann::json> records = Records(outcome.out);
    ASSERT_EQ(records.size(), 4U);
    for (std::size_t i = 0; i < records.size(); ++i) {
      EXPECT_EQ(records[i]["mode"], mode);
      if (before.empty()) continue;
      EXPECT_EQ(records[i]["evidence"], before[i]["evidence"]);
      EXPECT_EQ(records[i]["probability"], before[i]["probability"]);
      EXPECT_GE(rank(records[i]), rank(before[i])) << records[i]["id"] << " in mode " << mode;
    }
    before = records;
  }
  EXPECT_EQ(Records(Program({"scan"}).Input(lines).Run().out)[0]["mode"], "strict");
}

TEST(ScanTest, FailOnDecidesTheExitCode) {
  const std::string root = FreshDirectory();
  const std::string dense = WriteFile(root + "/dense.txt", Sample("rewritten-economy"));
  const std::string honest = WriteFile(root + "/honest.txt", Sample("honest-economy"));
  const struct {
    Strings arguments;
    int code;
  } cases[] = {
      {{dense}, 0},
      {{"--fail-on", "artifact", dense}, 1},
      {{"--fail-on", "suspect", dense}, 1},
      {{"--fail-on", "artifact", honest, dense, honest}, 1},
      {{"--fail-on", "artifact", honest}, 0},
      {{"--fail-on", "suspect", honest}, 0},
      {{"--fail-on", "suspect", "-f", "tsv", "-o", root + "/out.tsv", dense}, 1},
      {{"--fail-on", "suspect", root + "/absent", dense}, 2},
  };
  for (const auto& c : cases) {
    Strings arguments = {"scan"};
    arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
    EXPECT_EQ(Calque(arguments).code, c.code) << testing::PrintToString(arguments);
  }
  EXPECT_TRUE(Exists(root + "/out.tsv"));
}

TEST(ScanTest, WhatMakesNoSenseEndsWithTwo) {
  const std::string root = FreshDirectory();
  const std::string damaged = WriteFile(root + "/damaged.pack", "CALQ, but not a pack");
  const struct {
    Strings arguments;
    std::string complaint;
  } cases[] = {
      {{}, "subcommand"},
      {{"scna"}, ""},
      {{"scan", "--bogus"}, "--bogus"},
      {{"scan", "--format", "xml"}, "xml"},
      {{"scan", "--mode", "lax"}, "lax"},
      {{"scan", "--offsets", "word"}, "word"},
      {{"scan", "-j", "-1"}, "-1"},
      {{"scan", "-j", "many"}, "many"},
      {{"scan", "--fail-on", "clean"}, "clean"},
      {{"scan", "--pack", root + "/absent.pack"}, "absent.pack"},
      {{"scan", "--pack", damaged}, "damaged.pack"},
      {{"scan", "--files-from", root + "/absent.list"}, "absent.list"},
      {{"scan", "-o", root + "/absent/out.jsonl"}, "absent/out.jsonl"},
  };
  for (const auto& c : cases) {
    const Outcome outcome = Program(c.arguments).Input("text").Run();
    EXPECT_EQ(outcome.code, 2) << testing::PrintToString(c.arguments);
    EXPECT_EQ(outcome.out, "") << testing::PrintToString(c.arguments);
    EXPECT_NE(outcome.err.find(c.complaint), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err, "") << testing::PrintToString(c.arguments);
  }
}

TEST(ScanTest, PathsComeFromAFile) {
  const std::string root = FreshDirectory();
  const std::string a = WriteFile(root + "/a.txt", "a");
  const std::string odd = WriteFile(root + "/two\nlines", "b");
  const std::string lines = a + "\r\n\n" + root + "/absent\n";
  const std::string nuls = odd + std::string(1, '\0') + a + std::string(1, '\0');
  const struct {
    Strings arguments;
    std::string input;
    Strings ids;
  } cases[] = {
      {{"--files-from", WriteFile(root + "/list", lines)}, "", {a, root + "/absent"}},
      {{"--files-from", "-"}, lines, {a, root + "/absent"}},
      {{"--files-from", "-"}, nuls, {odd, a}},
      {{"--files-from", "-", odd}, a, {odd, a}},
      {{"--files-from", WriteFile(root + "/empty", "")}, "not read", {}},
  };
  for (const auto& c : cases) {
    Strings arguments = {"scan"};
    arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
    const Outcome outcome = Program(arguments).Input(c.input).Run();
    const bool absent = !c.ids.empty() && c.ids.back() == root + "/absent";
    EXPECT_EQ(outcome.code, absent ? 2 : 0) << outcome.err;
    EXPECT_EQ(Ids(outcome.out), c.ids) << testing::PrintToString(arguments);
  }
}

TEST(ScanTest, MaxErrorsEndsTheRun) {
  const std::string root = FreshDirectory();
  std::string lines;
  for (int i = 0; i < 5000; ++i) lines += i % 10 == 9 ? "broken\n" : JsonLine("x", "Text.");
  const std::string path = WriteFile(root + "/x.jsonl", lines);
  const Outcome stopped = Calque({"scan", "--input-format", "jsonl", "--max-errors", "20", path});
  EXPECT_EQ(stopped.code, 2);
  EXPECT_NE(stopped.err.find("--max-errors"), std::string::npos) << stopped.err;
  const Strings outcomes = OutcomesOf(stopped.out);
  EXPECT_GE(std::count(outcomes.begin(), outcomes.end(), "error:data_loss"), 20);
  EXPECT_LT(outcomes.size(), 1000U);
  for (const char* threads : {"2", "5"}) {
    EXPECT_EQ(
        Calque({"scan", "--input-format", "jsonl", "--max-errors", "20", "-j", threads, path}).out,
        stopped.out);
  }
  const Outcome patient = Calque({"scan", "--input-format", "jsonl", "--max-errors", "501", path});
  EXPECT_EQ(patient.code, 0);
  EXPECT_EQ(OutcomesOf(patient.out).size(), 5000U);
}

TEST(ScanTest, StatsCountWhatTheRecordsSay) {
  const std::string input = MixedJsonl(100);
  const Outcome outcome = Program({"scan", "--stats", "-j", "2"}).Input(input).Run();
  EXPECT_EQ(outcome.code, 0);
  std::size_t words = 0;
  std::size_t hits = 0;
  std::size_t errors = 0;
  const std::vector<nlohmann::json> records = Records(outcome.out);
  for (const nlohmann::json& record : records) {
    words += record.value("words", std::size_t{0});
    hits += record.value("hits", nlohmann::json::array()).size();
    errors += record.contains("error") ? 1 : 0;
  }
  EXPECT_EQ(records.size(), 100U);
  EXPECT_EQ(errors, 5U);
  EXPECT_GT(hits, 0U);
  for (const std::string& part : {std::string("100 documents"), std::to_string(words) + " words",
                                  std::to_string(hits) + " hits", std::string("5 errors")}) {
    EXPECT_NE(outcome.err.find(part), std::string::npos) << part << " is not in\n" << outcome.err;
  }
}

}  // namespace
}  // namespace calque::cli
