// The bundled articles: every verdict must be the one of corpora/samples/labels.tsv.
#include <gtest/gtest.h>

#include <iterator>
#include <map>
#include <sstream>
#include <string>

#include "tests/cli/program.h"
#include "tests/cli/records.h"

namespace calque::cli {
namespace {

// File name to the verdict it must get.
std::map<std::string, std::string> Labels() {
  std::istringstream table(ReadFile(SourcePath("corpora/samples/labels.tsv")));
  std::map<std::string, std::string> labels;
  std::string line;
  std::getline(table, line);
  EXPECT_EQ(line, "file\tlabel\tnote");
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string file;
    std::getline(fields, file, '\t');
    std::getline(fields, labels[file], '\t');
  }
  return labels;
}

// What a person needs to see to understand a wrong verdict.
std::string Summary(const nlohmann::json& record) {
  std::string summary = OutcomeOf(record) + ", probability " + record["probability"].dump() + ", " +
                        record["words"].dump() + " words, hits:";
  for (const auto& hit : record["hits"]) {
    summary += "\n    " + hit["text"].get<std::string>() + " -> " + hit["originals"].dump() + " (" +
               hit["entry"].get<std::string>() + ", gain " + hit["gain"].dump() + ")";
  }
  return summary;
}

TEST(SamplesTest, VerdictsAreThoseOfTheLabels) {
  const std::map<std::string, std::string> labels = Labels();
  const Outcome outcome = Calque({"scan", SourcePath("corpora/samples")});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  std::size_t seen = 0;
  for (const nlohmann::json& record : Records(outcome.out)) {
    const std::string path = record["source"]["path"];
    const std::string file = path.substr(path.rfind('/') + 1);
    if (!file.ends_with(".txt")) continue;
    ++seen;
    ASSERT_TRUE(labels.contains(file)) << file << " has no label";
    EXPECT_EQ(OutcomeOf(record), labels.at(file)) << file << ": " << Summary(record);
    ExpectSpansLeadBack(record, ReadFile(path));
  }
  EXPECT_EQ(seen, labels.size());
}

TEST(SamplesTest, RestoringTakesTheHitsOut) {
  for (const auto& [file, label] : Labels()) {
    if (label != "artifact") continue;
    const std::string path = SourcePath("corpora/samples/" + file);
    const auto record = OnlyRecord(Calque({"scan", "--restore", path}).out);
    const auto again =
        OnlyRecord(Program({"scan"}).Input(record["restored"].get<std::string>()).Run().out);
    EXPECT_LT(again["hits"].size(), record["hits"].size() / 4 + 1) << file << Summary(again);
    EXPECT_LT(again["probability"], record["probability"]) << file;
  }
}

}  // namespace
}  // namespace calque::cli
