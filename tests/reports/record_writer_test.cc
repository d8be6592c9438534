// The record: golden lines, its schema, and offsets that lead back to the quote.
#include "detector/reports/record_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "calque/detector.h"
#include "tests/reports/slow_decoder.h"

#ifndef CALQUE_SOURCE_DIR
#error "Define CALQUE_SOURCE_DIR as the top folder of the sources, a string literal."
#endif

namespace calque::reports {
namespace {

constexpr std::string_view kText = "The \"caf\xC3\xA9\" consul normal left.";

RecordSource Source() {
  return {"7.txt", "articles/7.txt", "https://example.org/7", "windows-1252", 3, 123456};
}

RecordOptions Options() {
  RecordOptions options;
  options.pack = "en 2026.11";
  return options;
}

Report SampleReport() {
  Report report;
  report.verdict = Verdict::kArtifact;
  report.probability = 0.99914;
  report.words = 5;
  report.evidence = {201, 118, 134.54, 385.66, 0.314, 1.8};
  report.explanation = {{"prior", -4.034}, {"strong", 11.089}};
  report.hits.push_back({{12, 25},
                         {"consul general", "consul"},
                         "en/names/0042",
                         Family::kName,
                         Strength::kStrong,
                         5.21,
                         "1f3a56c09b2d"});
  report.sentences.push_back({{0, 31}, 0.222, 0.9984, {}, {}});
  report.pivot = Pivot{"it", 0.4};
  return report;
}

std::string RecordOf(const Report& report, std::string_view text, const RecordOptions& options) {
  std::string out;
  AppendRecord(report, text, Source(), options, &out);
  return out;
}

std::string WithVersion(std::string record) {
  return std::move(record) + R"(,"pack":"en 2026.11","calque":")" + Version() + "\"}\n";
}

// Says what is wrong with `record` under the schema; empty when nothing is.
class RecordSchema {
 public:
  RecordSchema() {
    std::ifstream file(std::string(CALQUE_SOURCE_DIR) + "/detector/reports/record.schema.json");
    document_ = nlohmann::json::parse(file);
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document_), schema_);
  }

  std::string Complaints(const nlohmann::json& record) {
    valijson::Validator validator;
    valijson::ValidationResults results;
    const valijson::adapters::NlohmannJsonAdapter target(record);
    if (validator.validate(schema_, target, &results)) return "";
    std::string complaints = "Invalid: " + record.dump() + "\n";
    for (const auto& error : results) {
      for (const std::string& step : error.context) complaints += step;
      complaints += ": " + error.description + "\n";
    }
    return complaints;
  }

 private:
  nlohmann::json document_;
  valijson::Schema schema_;
};

TEST(RecordWriterTest, Golden) {
  EXPECT_EQ(
      RecordOf(SampleReport(), kText, Options()),
      WithVersion("{\"schema\":1,\"id\":\"7.txt\",\"source\":{\"path\":\"articles/7.txt\","
                  "\"record\":3,\"offset\":123456,\"url\":\"https://example.org/7\","
                  "\"charset\":\"windows-1252\"},\"verdict\":\"artifact\",\"probability\":0.9991,"
                  "\"mode\":\"strict\",\"words\":5,\"evidence\":{\"hits\":201,\"distinct\":118,"
                  "\"hits_per_1000\":134.5,\"gain_per_1000\":385.7,\"fluency\":0.31,"
                  "\"translationese\":1.800},\"explanation\":{\"prior\":-4.03,\"strong\":11.09},"
                  "\"hits\":[{\"begin\":11,\"end\":24,"
                  "\"text\":\"consul normal\",\"originals\":[\"consul general\",\"consul\"],"
                  "\"entry\":\"en/names/0042\",\"family\":\"name\",\"strength\":\"strong\","
                  "\"gain\":5.2,\"finding\":\"1f3a56c09b2d\"}],\"sentences\":[{\"begin\":0,\"end\":"
                  "30,\"fluency\":0.22,"
                  "\"probability\":0.998}],\"pivot\":{\"language\":\"it\",\"probability\":0.400},"
                  "\"offset_unit\":\"codepoint\""));
}

TEST(RecordWriterTest, GoldenWithoutOptionalParts) {
  Report report;
  std::string out = "kept\n";
  AppendRecord(report, "", {"-", "-", "", "utf-8", 0, 0}, Options(), &out);
  EXPECT_EQ(out, WithVersion("kept\n{\"schema\":1,\"id\":\"-\",\"source\":{\"path\":\"-\","
                             "\"record\":0,\"offset\":0},\"verdict\":\"insufficient\","
                             "\"probability\":0.0000,\"mode\":\"strict\",\"words\":0,"
                             "\"evidence\":{\"hits\":0,\"distinct\":0,\"hits_per_1000\":0.0,"
                             "\"gain_per_1000\":0.0,\"fluency\":0.00,\"translationese\":null},"
                             "\"explanation\":{},\"hits\":[],\"sentences\":[],\"pivot\":null,"
                             "\"offset_unit\":\"codepoint\""));
}

TEST(RecordWriterTest, InvalidBytesStandAfterWordsAndRestoredBeforeTheUnit) {
  Report report = SampleReport();
  report.invalid_bytes = 2;
  RecordOptions options = Options();
  options.restore = true;
  options.offsets = OffsetUnit::kByte;
  const std::string record = RecordOf(report, kText, options);
  EXPECT_NE(record.find(R"("words":5,"invalid_bytes":2,"evidence":)"), std::string::npos);
  EXPECT_NE(record.find(R"("begin":12,"end":25,"text":"consul normal")"), std::string::npos);
  EXPECT_NE(record.find("},\"restored\":\"The \\\"caf\xC3\xA9\\\" consul general left.\","
                        "\"offset_unit\":\"byte\",\"pack\""),
            std::string::npos)
      << record;
}

TEST(RecordWriterTest, GoldenError) {
  std::string out;
  AppendErrorRecord({ErrorCode::kDataLoss, "a.gz ends early\tat byte 9."},
                    {"a.gz", "a.gz", "", "", 2, 0}, Options(), &out);
  EXPECT_EQ(out, WithVersion(R"({"schema":1,"id":"a.gz","source":{"path":"a.gz","record":2,)"
                             R"("offset":0},"error":{"code":"data_loss",)"
                             R"("message":"a.gz ends early\tat byte 9."})"));
}

// A report whose spans are whole characters of `text`, ascending.
Report RandomReport(const std::string& text, std::mt19937_64* random) {
  const std::vector<std::size_t> starts = SlowDecode(text).starts;
  Report report = SampleReport();
  report.verdict = static_cast<Verdict>((*random)() % 4);
  report.mode = static_cast<Mode>((*random)() % 3);
  report.invalid_bytes = (*random)() % 3;
  if ((*random)() % 2 == 0) report.pivot.reset();
  if ((*random)() % 2 == 0) report.evidence.translationese.reset();
  report.hits.clear();
  report.sentences.clear();
  std::size_t i = 0;
  while (i + 1 < starts.size()) {
    const std::size_t end = std::min<std::size_t>(i + 1 + (*random)() % 9, starts.size() - 1);
    const Span span{starts[i], starts[end]};
    if ((*random)() % 2 == 0) {
      report.hits.push_back({span,
                             {text.substr(span.begin, 5)},
                             "en/\"x\"/1",
                             static_cast<Family>((*random)() % kFamilyCount),
                             static_cast<Strength>((*random)() % 3),
                             -0.01,
                             "000000000000"});
    }
    report.sentences.push_back({span, 0.5, 1, {}, {}});
    i = end;
  }
  return report;
}

// Each span of the record must lead back to the quote, in the record's own unit.
void ExpectSpansLeadToQuotes(const nlohmann::json& record, const std::string& text,
                             const Report& report) {
  const std::u32string chars = SlowDecode(text).chars;
  const std::u16string units = ToUtf16(chars);
  ASSERT_EQ(record["hits"].size(), report.hits.size());
  for (const auto& hit : record["hits"]) {
    const auto begin = hit["begin"].get<std::size_t>();
    const auto length = hit["end"].get<std::size_t>() - begin;
    const std::u32string quote = SlowDecode(hit["text"].get<std::string>()).chars;
    if (record["offset_unit"] == "codepoint") {
      ASSERT_EQ(chars.substr(begin, length), quote);
    } else if (record["offset_unit"] == "utf16") {
      ASSERT_EQ(units.substr(begin, length), ToUtf16(quote));
    } else {
      ASSERT_EQ(SlowDecode(text.substr(begin, length)).chars, quote);
    }
  }
}

TEST(RecordWriterTest, HostileTextsKeepSchemaOffsetsAndBytes) {
  RecordSchema schema;
  std::mt19937_64 random(20263);
  for (int round = 0; round < 120; ++round) {
    const std::string text = HostileText(round, &random);
    const Report report = RandomReport(text, &random);
    RecordOptions options = Options();
    options.offsets = static_cast<OffsetUnit>(round % 3);
    options.restore = round % 2 == 0;
    const std::string line = RecordOf(report, text, options);
    ASSERT_EQ(line, RecordOf(report, text, options));
    ASSERT_EQ(line.find('\n'), line.size() - 1);
    const auto record = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    ASSERT_EQ(schema.Complaints(record), "");
    ExpectSpansLeadToQuotes(record, text, report);
  }
}

TEST(RecordWriterTest, SchemaHoldsForTheEdges) {
  RecordSchema schema;
  std::string many;
  Report crowded = SampleReport();
  crowded.hits.clear();
  for (std::size_t i = 0; i < 5000; ++i) {
    crowded.hits.push_back(
        {{many.size(), many.size() + 5}, {}, "e", Family::kIdiom, {}, 1, "0123456789ab"});
    many += "\xC3\xA9word ";
  }
  Report strange = SampleReport();
  strange.hits[0].gain = std::numeric_limits<double>::quiet_NaN();
  strange.evidence.translationese = -std::numeric_limits<double>::infinity();
  strange.hits[0].span = {25, 999};
  strange.sentences[0].span = {999, 2};
  const std::pair<Report, std::string> cases[] = {
      {Report(), ""}, {SampleReport(), std::string(kText)}, {crowded, many}, {strange, "short"}};
  for (const auto& [report, text] : cases) {
    const auto record = nlohmann::json::parse(RecordOf(report, text, Options()));
    EXPECT_EQ(schema.Complaints(record), "");
  }
  for (int code = 0; code <= static_cast<int>(ErrorCode::kIo); ++code) {
    std::string line;
    AppendErrorRecord({static_cast<ErrorCode>(code), "\"\xFF\x1b"}, Source(), Options(), &line);
    EXPECT_EQ(schema.Complaints(nlohmann::json::parse(line)), "");
  }
}

TEST(RecordWriterTest, SchemaRefusesWhatIsNoRecord) {
  RecordSchema schema;
  const auto good = nlohmann::json::parse(RecordOf(SampleReport(), kText, Options()));
  const auto damaged = [&](const char* pointer, const nlohmann::json& value) {
    nlohmann::json record = good;
    record[nlohmann::json::json_pointer(pointer)] = value;
    return record;
  };
  const nlohmann::json bad[] = {
      damaged("/schema", 2),           damaged("/extra", 1),
      damaged("/verdict", "guilty"),   damaged("/probability", 1.5),
      damaged("/invalid_bytes", 0),    damaged("/source/charset", ""),
      damaged("/hits/0/begin", -1),    damaged("/hits/0/extra", 1),
      damaged("/pivot", "it"),         damaged("/evidence/fluency", nullptr),
      damaged("/sentences/0/end", ""), damaged("/error", {{"code", "io"}, {"message", "x"}}),
      nlohmann::json::object()};
  EXPECT_EQ(schema.Complaints(good), "");
  for (const nlohmann::json& record : bad) EXPECT_NE(schema.Complaints(record), "") << record;
  for (const auto& item : good.items()) {
    nlohmann::json record = good;
    record.erase(item.key());
    EXPECT_NE(schema.Complaints(record), "") << item.key();
  }
}

TEST(RecordWriterTest, SchemaAndProgramNameTheSameVersion) {
  std::ifstream file(std::string(CALQUE_SOURCE_DIR) + "/detector/reports/record.schema.json");
  const auto document = nlohmann::json::parse(file);
  EXPECT_EQ(document["definitions"]["schema_version"]["const"], kRecordSchemaVersion);
}

}  // namespace
}  // namespace calque::reports
