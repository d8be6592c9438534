// valijson checks the schema; tests/reports/slow_decoder.h decodes the text.
#include "tests/cli/records.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "tests/cli/program.h"
#include "tests/reports/slow_decoder.h"

namespace calque::cli {
namespace {

class Schema {
 public:
  Schema() : document_(nlohmann::json::parse(ReadFile(SourcePath(kPath)))) {
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document_), schema_);
  }

  // What is wrong with `record`; empty when nothing is.
  std::string Complaints(const nlohmann::json& record) const {
    valijson::Validator validator;
    valijson::ValidationResults results;
    const valijson::adapters::NlohmannJsonAdapter target(record);
    if (validator.validate(schema_, target, &results)) return "";
    std::string complaints;
    for (const auto& error : results) complaints += error.description + "\n";
    return complaints;
  }

 private:
  static constexpr std::string_view kPath = "detector/reports/record.schema.json";
  nlohmann::json document_;
  valijson::Schema schema_;
};

// The part of a text between two offsets, as code points.
std::u32string Slice(const std::string& text, const reports::SlowText& decoded,
                     const std::string& unit, std::size_t begin, std::size_t end) {
  if (unit == "byte") return reports::SlowDecode(text.substr(begin, end - begin)).chars;
  if (unit == "codepoint") return decoded.chars.substr(begin, end - begin);
  // UTF-16: walk the characters until so many units have passed.
  std::u32string slice;
  std::size_t units = 0;
  for (const char32_t code : decoded.chars) {
    if (units >= begin && units < end) slice.push_back(code);
    units += code >= 0x10000 ? 2 : 1;
  }
  return slice;
}

}  // namespace

std::vector<nlohmann::json> Records(const std::string& lines) {
  static const Schema schema;
  std::vector<nlohmann::json> records;
  EXPECT_TRUE(lines.empty() || lines.ends_with('\n')) << "the last line is cut";
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    const std::string line = lines.substr(begin, end - begin);
    begin = end + 1;
    auto record = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (record.is_discarded()) {
      ADD_FAILURE() << "not JSON: " << line.substr(0, 300);
      continue;
    }
    EXPECT_EQ(schema.Complaints(record), "") << line.substr(0, 300);
    records.push_back(std::move(record));
  }
  return records;
}

nlohmann::json OnlyRecord(const std::string& lines) {
  const std::vector<nlohmann::json> records = Records(lines);
  EXPECT_EQ(records.size(), 1U) << lines.substr(0, 300);
  return records.empty() ? nlohmann::json::object() : records.front();
}

std::string OutcomeOf(const nlohmann::json& record) {
  if (record.contains("error")) return "error:" + record["error"]["code"].get<std::string>();
  return record.value("verdict", "no verdict");
}

std::vector<std::string> OutcomesOf(const std::string& lines) {
  std::vector<std::string> outcomes;
  for (const nlohmann::json& record : Records(lines)) outcomes.push_back(OutcomeOf(record));
  return outcomes;
}

void ExpectSpansLeadBack(const nlohmann::json& record, const std::string& text) {
  const reports::SlowText decoded = reports::SlowDecode(text);
  const std::string unit = record["offset_unit"];
  std::size_t last = 0;
  for (const auto& hit : record["hits"]) {
    const auto begin = hit["begin"].get<std::size_t>();
    const auto end = hit["end"].get<std::size_t>();
    EXPECT_GE(begin, last) << "hits overlap or are out of order: " << hit;
    EXPECT_GT(end, begin) << hit;
    last = end;
    EXPECT_EQ(Slice(text, decoded, unit, begin, end),
              reports::SlowDecode(hit["text"].get<std::string>()).chars)
        << hit;
  }
  last = 0;
  for (const auto& sentence : record["sentences"]) {
    EXPECT_GE(sentence["begin"].get<std::size_t>(), last) << sentence;
    EXPECT_GT(sentence["end"], sentence["begin"]) << sentence;
    last = sentence["end"].get<std::size_t>();
  }
  EXPECT_LE(last, text.size());
}

}  // namespace calque::cli
