// Numbers to the right, names to the left. Names come from files and may hold
// anything, so they pass through the writer for terminals.
#include "detector/evaluation/sheet_text.h"

#include <algorithm>
#include <cstddef>

#include "detector/evaluation/cell_text.h"
#include "detector/reports/number_format.h"
#include "detector/reports/terminal_text.h"

namespace calque::evaluation {
namespace {

constexpr std::size_t kNoteWidth = 100;

std::string Safe(const std::string& text) {
  std::string out;
  reports::AppendTerminalText(text, &out);
  return out;
}

// Columns of a terminal that the text takes, near enough: its code points.
std::size_t Width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

void AppendPadded(const std::string& text, std::size_t width, bool right, std::string* out) {
  const std::string blanks(width - std::min(width, Width(text)), ' ');
  out->append(right ? blanks + text : text + blanks);
}

void AppendWrapped(const std::string& text, std::string* out) {
  std::size_t column = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (column > 0 && column + 1 + end - begin > kNoteWidth) {
      out->push_back('\n');
      column = 0;
    }
    if (column > 0) out->push_back(' ');
    out->append(text, begin, end - begin);
    column += end - begin + 1;
    begin = end + 1;
  }
  out->push_back('\n');
}

void AppendTable(const Table& table, std::string* out) {
  std::vector<std::vector<std::string>> lines(table.rows.size());
  std::vector<std::size_t> widths;
  for (const Column& column : table.columns) widths.push_back(column.heading.size());
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      lines[r].push_back(Safe(CellText(table.rows[r][c])));
      widths[c] = std::max(widths[c], Width(lines[r][c]));
    }
  }
  const auto append_line = [&](const auto& text_of) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (c > 0) out->append("  ");
      AppendPadded(text_of(c), widths[c], IsNumeric(table.rows.front()[c]), out);
    }
    out->erase(out->find_last_not_of(' ') + 1);
    out->push_back('\n');
  };
  append_line([&](std::size_t c) { return table.columns[c].heading; });
  for (const std::vector<std::string>& line : lines) {
    append_line([&](std::size_t c) { return line[c]; });
  }
}

}  // namespace

std::string SheetText(const Sheet& sheet) {
  std::string out = "calque " + sheet.calque + ", pack " + Safe(sheet.pack) + ": ";
  reports::AppendGrouped(sheet.honest, &out);
  out += " honest texts, ";
  reports::AppendGrouped(sheet.machine, &out);
  out += " machine texts\n";
  for (const std::string& note : sheet.notes) AppendWrapped(note, &out);
  for (const Table& table : sheet.tables) {
    out += "\n" + table.title + "\n" + TableText(table);
  }
  return out;
}

std::string TableText(const Table& table) {
  std::string out;
  AppendWrapped(table.note, &out);
  if (!table.rows.empty()) AppendTable(table, &out);
  return out;
}

}  // namespace calque::evaluation
