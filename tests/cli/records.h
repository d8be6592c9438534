// Reads what `calque scan` prints: every record must keep the published schema,
// and every span must lead back to its quote.
#ifndef CALQUE_TESTS_CLI_RECORDS_H_
#define CALQUE_TESTS_CLI_RECORDS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace calque::cli {

// The records of JSON Lines, one a line. A line that is no record of
// detector/reports/record.schema.json fails the test.
std::vector<nlohmann::json> Records(const std::string& lines);

// The same, for output that must hold exactly one record.
nlohmann::json OnlyRecord(const std::string& lines);

// "artifact", "clean" and so on, or "error:" and the code.
std::string OutcomeOf(const nlohmann::json& record);
std::vector<std::string> OutcomesOf(const std::string& lines);

// Slices `text` by begin and end of every hit and sentence, in the unit that the
// record names, with a decoder of its own; what comes out must be the quote.
void ExpectSpansLeadBack(const nlohmann::json& record, const std::string& text);

}  // namespace calque::cli

#endif  // CALQUE_TESTS_CLI_RECORDS_H_
