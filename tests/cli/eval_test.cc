// calque eval from outside, on the labelled articles of corpora/eval: the printed
// table, the JSON and the page must say the same, for any number of threads.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/fresh_directory.h"

namespace calque::cli {
namespace {

using nlohmann::json;
using Strings = std::vector<std::string>;

std::string Labelled() { return SourcePath("corpora/eval/labelled.jsonl"); }

Outcome Eval(Strings more) {
  Strings arguments = {"eval", Labelled()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Calque(arguments);
}

json EvalJson(Strings more = {}) {
  more.insert(more.end(), {"--format", "json"});
  const Outcome outcome = Eval(more);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  return json::parse(outcome.out);
}

json RowOf(const json& table, const std::string& key, const std::string& name) {
  for (const json& row : table["rows"]) {
    if (row[key] == name) return row;
  }
  ADD_FAILURE() << name << " in " << table;
  return {};
}

std::string Fixed(double value, int decimals) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.*f", decimals, value);
  return text;
}

TEST(EvalTest, FiguresOfTheLabelledArticles) {
  const json result = EvalJson();
  EXPECT_EQ(result["texts"], json({{"honest", 8}, {"machine", 6}}));
  const json& tables = result["tables"];
  for (const char* table : {"honest", "false_alarms", "detection", "verdicts", "sentences", "spans",
                            "reliability", "calibration"}) {
    EXPECT_TRUE(tables.contains(table)) << table;
  }
  const json alarms = RowOf(tables["false_alarms"], "domain", "all");
  for (const char* mode : {"strict", "balanced", "sensitive"}) {
    EXPECT_EQ(alarms[mode + std::string("_artifact")]["count"], 0);
    EXPECT_EQ(alarms[mode + std::string("_artifact")]["of"], 8);
  }
  const json calque = RowOf(tables["detection"], "method", "Calque");
  EXPECT_GE(calque["auc"]["value"], 0.9);
  EXPECT_LE(calque["auc"]["low"], calque["auc"]["value"]);
  EXPECT_EQ(calque["units"], 6);
  EXPECT_EQ(RowOf(tables["spans"], "stratum", "all")["spans"], 56);
  EXPECT_GE(RowOf(tables["spans"], "stratum", "all")["precision"]["value"], 0.8);
  EXPECT_GE(RowOf(tables["sentences"], "stratum", "all")["auc_honest"], 0.6);
}

TEST(EvalTest, TableAndJsonSayTheSame) {
  const std::string table = Eval({}).out;
  const json result = EvalJson();
  for (const json& row : result["tables"]["detection"]["rows"]) {
    const json& auc = row["auc"];
    const std::string cell =
        Fixed(auc["value"], 4) + " (" + Fixed(auc["low"], 4) + "-" + Fixed(auc["high"], 4) + ")";
    const std::regex line(
        row["stratum"].get<std::string>() + " +" +
        std::regex_replace(row["method"].get<std::string>(), std::regex("\\+"), "\\+") +
        " +[0-9]+ +[0-9]+ +" + std::regex_replace(cell, std::regex("[().]"), "\\$&"));
    EXPECT_TRUE(std::regex_search(table, line)) << row << "\n" << table;
  }
}

TEST(EvalTest, ThreadsDoNotMatterAndTheSeedDoes) {
  const std::string one = Eval({"--format", "json", "--without", "hits,structure"}).out;
  EXPECT_EQ(Eval({"-j", "4", "--format", "json", "--without", "hits,structure"}).out, one);
  EXPECT_NE(Eval({"--seed", "2", "--format", "json", "--without", "hits,structure"}).out, one);
}

TEST(EvalTest, WithoutAddsRefittedRows) {
  const std::string plain = Eval({}).out;
  EXPECT_EQ(plain.find("Calque, refitted"), std::string::npos);
  const json tables = EvalJson({"--without", "fluency,hits"})["tables"];
  RowOf(tables["detection"], "method", "Calque, refitted");
  RowOf(tables["detection"], "method", "Calque, refitted without hits");
  RowOf(tables["detection"], "method", "Calque, refitted without fluency");
  EXPECT_EQ(Eval({"--without", "magic"}).code, 2);
}

TEST(EvalTest, ModesCanBeChosen) {
  const json row =
      RowOf(EvalJson({"--mode", "balanced"})["tables"]["false_alarms"], "domain", "all");
  EXPECT_TRUE(row.contains("balanced_suspect"));
  EXPECT_FALSE(row.contains("strict_suspect"));
  EXPECT_EQ(Eval({"--mode", "lax"}).code, 2);
}

TEST(EvalTest, PageStandsAlone) {
  const std::string path = FreshDirectory() + "/page.html";
  const Outcome outcome = Eval({"--format", "html", "-o", path});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  const std::string page = ReadFile(path);
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
  for (const char* foreign : {"<script", "http:", "https:", "src=", "href=", "url(", "@import"}) {
    EXPECT_EQ(page.find(foreign), std::string::npos) << foreign;
  }
  EXPECT_NE(page.find("Content-Security-Policy"), std::string::npos);
  EXPECT_NE(page.find("<svg"), std::string::npos);
  const json row = RowOf(EvalJson()["tables"]["detection"], "method", "perplexity alone");
  EXPECT_NE(page.find(Fixed(row["auc"]["value"], 4)), std::string::npos);
}

TEST(EvalTest, RowsThatCannotBeUsedAreNamed) {
  const std::string path = WriteFile(
      FreshDirectory() + "/set.jsonl",
      "{\"text\":\"An honest text.\",\"label\":\"human\"}\n\n"
      "{\"text\":\"Nobody said whose.\"}\n"
      "{\"text\":\"Short.\",\"label\":\"spun\",\"spans\":[{\"begin_byte\":3,\"end_byte\":9}]}\n"
      "no JSON\n");
  const Outcome outcome = Calque({"eval", path});
  EXPECT_EQ(outcome.code, 2);
  for (const char* place : {"set.jsonl', line 3: \"label\" is missing", "line 4", "line 5"}) {
    EXPECT_NE(outcome.err.find(place), std::string::npos) << place << "\n" << outcome.err;
  }
  EXPECT_NE(outcome.out.find("1 honest texts, 0 machine texts"), std::string::npos) << outcome.out;
  EXPECT_EQ(Calque({"eval", SourcePath("README.md")}).code, 2) << "a text without any label";
  EXPECT_EQ(Calque({"eval", "absent.jsonl"}).code, 2);
}

// Gold spans in code points and in bytes are the same spans.
TEST(EvalTest, SpansInBothUnits) {
  const std::string text = "\xC3\x89t\xC3\xA9: the native police told reporters so on Monday.";
  const auto line = [&](const char* begin, const char* end, std::size_t at) {
    return json{{"text", text},
                {"label", "spun"},
                {"spans", {{{begin, at}, {end, at + 13}, {"original", "local police"}}}}}
               .dump() +
           "\n";
  };
  const std::string root = FreshDirectory();
  Strings outputs;
  for (const bool bytes : {true, false}) {
    const std::string path = WriteFile(
        root + "/set.jsonl", bytes ? line("begin_byte", "end_byte", 11) : line("begin", "end", 9));
    outputs.push_back(Calque({"eval", path, "--format", "json"}).out);
  }
  EXPECT_EQ(outputs[0], outputs[1]);
  EXPECT_EQ(json::parse(outputs[0])["tables"]["spans"]["rows"][0]["spans"], 1);
}

TEST(EvalTest, CharacterModelIsABaseline) {
  const std::string root = FreshDirectory();
  // As `sed 's/[[:blank:]]\{1,\}/_/g; s/./& /g'` does.
  std::string characters;
  for (const char c : Sample("honest-court")) {
    characters += c == ' ' ? "_ " : c == '\n' ? "\n" : std::string{c, ' '};
  }
  const std::string model = root + "/characters.lm";
  const Outcome trained = Calque({"train-lm", "--pretokenized", "--order", "5", "-o", model,
                                  WriteFile(root + "/characters.txt", characters)});
  ASSERT_EQ(trained.code, 0) << trained.err;
  const json tables = EvalJson({"--character-lm", model})["tables"];
  RowOf(tables["detection"], "method", "character language model");
  EXPECT_EQ(Eval({"--character-lm", root + "/absent.lm"}).code, 2);
}

TEST(EvalTest, RatesGoIntoThePack) {
  const std::string root = FreshDirectory();
  const std::string rates = root + "/rates.tsv";
  ASSERT_EQ(Eval({"--rates", rates}).code, 0);
  EXPECT_TRUE(ReadFile(rates).starts_with("kind\tmode\tgroup\ttexts\tartifact\tsuspect\n"));
  std::filesystem::create_directory(root + "/words");
  std::filesystem::copy_file(SourcePath("dictionaries/en/irregular.txt"),
                             root + "/words/irregular.txt");
  WriteFile(root + "/words/a.tsv",
            "id\tartifact\toriginals\tfamily\tstrength\tcase\trequire\tforbid\tpivot\tinflect\t"
            "hit_example\tclean_example\tsource\n");
  ASSERT_EQ(Calque({"train-lm", "--order", "2", "-o", root + "/tiny.lm",
                    SourcePath("corpora/samples/honest-court.txt")})
                .code,
            0);
  const auto compile = [&](const std::string& pack, const Strings& more) {
    Strings arguments = {"dict",
                         "compile",
                         root + "/words",
                         "--lm",
                         root + "/tiny.lm",
                         "--calibration",
                         SourcePath("corpora/models/calibration.tsv"),
                         "--pivots",
                         "",
                         "-o",
                         pack};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Calque(arguments);
  };
  ASSERT_EQ(compile(root + "/with.pack", {"--rates", rates}).code, 0);
  ASSERT_EQ(compile(root + "/without.pack", {}).code, 0);
  EXPECT_EQ(compile(root + "/x.pack", {"--rates", root + "/absent.tsv"}).code, 2);
  const Outcome with = Calque({"version", "--rates", "--pack", root + "/with.pack"});
  EXPECT_EQ(with.code, 0);
  EXPECT_TRUE(std::regex_search(with.out, std::regex("honest +strict +all +8 +0 \\(0.00-32.44\\)")))
      << with.out;
  const Outcome without = Calque({"version", "--rates", "--pack", root + "/without.pack"});
  EXPECT_EQ(without.code, 0);
  EXPECT_NE(without.out.find("were not measured"), std::string::npos) << without.out;
}

}  // namespace
}  // namespace calque::cli
