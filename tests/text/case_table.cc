// Reading the case tables; see case_table.h.
#include "tests/text/case_table.h"

#include <fstream>

#ifndef CALQUE_SOURCE_DIR
#error "Define CALQUE_SOURCE_DIR as the top folder of the sources, a string literal."
#endif

namespace calque::text {
namespace {

std::vector<std::string> SplitAt(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

}  // namespace

std::vector<CaseRow> ReadCaseTable(const std::string& name, std::size_t columns) {
  std::ifstream file(std::string(CALQUE_SOURCE_DIR) + "/tests/data/" + name, std::ios::binary);
  std::vector<CaseRow> rows;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (number == 1 || line.empty() || line.starts_with("# ")) continue;
    CaseRow row{name + ":" + std::to_string(number), SplitAt(line, "\t")};
    if (row.cells.size() != columns) row.cells.clear();
    rows.push_back(row);
  }
  return rows;
}

std::string Unescape(std::string_view cell) {
  std::string out;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] != '\\' || i + 1 == cell.size()) {
      out += cell[i];
      continue;
    }
    const char kind = cell[++i];
    if (kind == 'x') {
      out += static_cast<char>(std::stoi(std::string(cell.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind == 't' ? '\t' : kind;
    }
  }
  return out;
}

std::vector<std::string> SplitItems(std::string_view cell) {
  std::vector<std::string> items = SplitAt(cell, " | ");
  for (std::string& item : items) item = Unescape(item);
  return items;
}

}  // namespace calque::text
