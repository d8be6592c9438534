// SARIF logs: put together as a run does, and asked for what the standard requires.
#include "detector/reports/sarif_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>

#include "calque/detector.h"
#include "tests/reports/finding_fixture.h"
#include "tests/reports/slow_decoder.h"

namespace calque::reports {
namespace {

using nlohmann::json;

constexpr RecordOptions kOptions{OffsetUnit::kCodepoint, false, "en 2026.11"};

std::string Log(std::string results, const RecordOptions& options = kOptions) {
  std::string log;
  AppendSarifHeader(options, &log);
  if (!results.empty()) results.erase(0, 1);
  log += results;
  AppendSarifFooter(&log);
  return log;
}

// What SARIF 2.1.0 requires of the parts that are used here (sections 3.13 to 3.30).
void ExpectIsSarif(const json& log) {
  EXPECT_EQ(log.at("version"), "2.1.0");
  ASSERT_EQ(log.at("runs").size(), 1U);
  const json& run = log["runs"][0];
  EXPECT_EQ(run.at("tool").at("driver").at("name"), "calque");
  std::set<std::string> rules;
  for (const json& rule : run["tool"]["driver"].at("rules")) {
    EXPECT_TRUE(rules.insert(rule.at("id")).second) << "two rules of one id";
    EXPECT_FALSE(rule.at("shortDescription").at("text").get<std::string>().empty());
  }
  EXPECT_TRUE(run.at("columnKind") == "unicodeCodePoints" ||
              run.at("columnKind") == "utf16CodeUnits");
  const std::set<std::string> levels = {"none", "note", "warning", "error"};
  for (const json& result : run.at("results")) {
    EXPECT_TRUE(rules.contains(result.at("ruleId"))) << result["ruleId"];
    EXPECT_TRUE(levels.contains(result.at("level")));
    EXPECT_TRUE(result.at("message").at("text").is_string());
    ASSERT_EQ(result.at("locations").size(), 1U);
    const json& place = result["locations"][0].at("physicalLocation");
    for (const char c : place.at("artifactLocation").at("uri").get<std::string>()) {
      EXPECT_TRUE(c > 0x20 && c < 0x7F) << "a URI of RFC 3986 has no byte " << +c;
    }
    if (!place.contains("region")) continue;
    for (const auto& [key, number] : place["region"].items()) EXPECT_GE(number, 1) << key;
  }
}

TEST(SarifWriterTest, Golden) {
  std::string results;
  Report report = TwoLineReport();
  report.hits.resize(1);
  AppendSarifResults(report, kTwoLines, Named("/a b/%.txt", "/a b/%.txt"), kOptions, &results);
  AppendSarifResults(report, kTwoLines, {"id", "in.jsonl", "", "", 1, 99, 2}, kOptions, &results);
  AppendSarifError({ErrorCode::kIo, "It cannot be read."}, Named("c:d", "c:d"), &results);
  const std::string log = Log(results);
  ExpectIsSarif(json::parse(log));
  EXPECT_EQ(
      log.substr(log.find("\"results\":")),
      "\"results\":[\n"
      R"({"ruleId":"artifact","level":"warning","message":{"text":"artifact: a machine rewrote )"
      R"(this text with a probability of 99.9%; 1 hit in 6 words"},"locations":)"
      R"([{"physicalLocation":{"artifactLocation":{"uri":"file:///a%20b/%25.txt"}},)"
      R"("logicalLocations":[{"fullyQualifiedName":"/a b/%.txt"}]}]})"
      "\n"
      R"(,{"ruleId":"name","level":"warning","message":{"text":"\"consul normal\": probably )"
      R"(\"consul general\""},"locations":[{"physicalLocation":{"artifactLocation":)"
      R"({"uri":"file:///a%20b/%25.txt"},"region":{"startLine":2,"startColumn":6,"endLine":2,)"
      R"("endColumn":19}},"logicalLocations":[{"fullyQualifiedName":"/a b/%.txt"}]}],)"
      R"("partialFingerprints":{"finding/v1":"1f3a56c09b2d"},)"
      R"("properties":{"entry":"en/names/0042","gain":5.2}})"
      "\n"
      R"(,{"ruleId":"artifact","level":"warning","message":{"text":"artifact: a machine rewrote )"
      R"(this text with a probability of 99.9%; 1 hit in 6 words"},"locations":)"
      R"([{"physicalLocation":{"artifactLocation":{"uri":"in.jsonl"},"region":)"
      R"({"startLine":2}},"logicalLocations":[{"fullyQualifiedName":"id"}]}]})"
      "\n"
      R"(,{"ruleId":"name","level":"warning","message":{"text":"\"consul normal\": probably )"
      R"(\"consul general\""},"locations":[{"physicalLocation":{"artifactLocation":)"
      R"({"uri":"in.jsonl"},"region":{"startLine":2}},)"
      R"("logicalLocations":[{"fullyQualifiedName":"id"}]}],)"
      R"("partialFingerprints":{"finding/v1":"1f3a56c09b2d"},)"
      R"("properties":{"entry":"en/names/0042","gain":5.2}})"
      "\n"
      R"(,{"ruleId":"unreadable","level":"error","message":{"text":"It cannot be read."},)"
      R"("locations":[{"physicalLocation":{"artifactLocation":{"uri":"c%3Ad"}},)"
      R"("logicalLocations":[{"fullyQualifiedName":"c:d"}]}]})"
      "\n]}]}\n");
}

TEST(SarifWriterTest, HeadNamesToolRulesAndPack) {
  const json log = json::parse(Log(""));
  ExpectIsSarif(log);
  const json& run = log["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["version"], Version());
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), kFamilyCount + 3U);
  EXPECT_EQ(run["properties"]["pack"], "en 2026.11");
  EXPECT_TRUE(run["results"].empty());
}

TEST(SarifWriterTest, ColumnsInTheUnitThatIsDeclared) {
  RecordOptions options = kOptions;
  const std::string text = "\xF0\x9F\x98\x80 consul normal";
  Report report = TwoLineReport();
  report.hits.resize(1);
  report.hits[0].span = SpanOf(text, "consul normal");
  for (const auto& [unit, kind, column] :
       {std::tuple(OffsetUnit::kCodepoint, "unicodeCodePoints", 3),
        std::tuple(OffsetUnit::kUtf16, "utf16CodeUnits", 4),
        std::tuple(OffsetUnit::kByte, "unicodeCodePoints", 3)}) {
    options.offsets = unit;
    std::string results;
    AppendSarifResults(report, text, Named("x", "x"), options, &results);
    const json run = json::parse(Log(results, options))["runs"][0];
    EXPECT_EQ(run["columnKind"], kind);
    EXPECT_EQ(run["results"][1]["locations"][0]["physicalLocation"]["region"]["startColumn"],
              column);
  }
}

TEST(SarifWriterTest, HostileTextMakesGoodLogs) {
  std::mt19937_64 random(20275);
  for (int round = 0; round < 100; ++round) {
    const std::string text = HostileText(round, &random);
    const Report report = HostileReport(text, text, &random);
    std::string results;
    for (const std::uint64_t line : {0U, 3U}) {
      AppendSarifResults(report, text, {text, text, text, text, 0, 0, line}, kOptions, &results);
    }
    AppendSarifError({ErrorCode::kIo, text}, Named(text, text), &results);
    const json log = json::parse(Log(results));
    ExpectIsSarif(log);
    EXPECT_EQ(log["runs"][0]["results"].size(), 2 * report.hits.size() + 3);
  }
}

}  // namespace
}  // namespace calque::reports
