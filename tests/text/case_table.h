// The case tables of tests/data, which a linguist can add to without C++: tab-separated columns,
// a header row, lines that begin with "# " or are empty between the cases.
#ifndef CALQUE_TESTS_TEXT_CASE_TABLE_H_
#define CALQUE_TESTS_TEXT_CASE_TABLE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace calque::text {

struct CaseRow {
  std::string place;  // "tokens.tsv:17", for messages
  std::vector<std::string> cells;
};

// The rows of tests/data/<name> that have `columns` cells; a row with another number of cells
// comes with an empty `cells`.
std::vector<CaseRow> ReadCaseTable(const std::string& name, std::size_t columns);

// \n, \r, \t and \xHH to the bytes they stand for.
std::string Unescape(std::string_view cell);

// A list with " | " between its items, each unescaped.
std::vector<std::string> SplitItems(std::string_view cell);

}  // namespace calque::text

#endif  // CALQUE_TESTS_TEXT_CASE_TABLE_H_
