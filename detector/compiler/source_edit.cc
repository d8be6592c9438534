// Cuts a line at its tabs, replaces two cells, joins it again.
#include "detector/compiler/source_edit.h"

#include <vector>

#include "detector/storage/pack.h"
#include "detector/storage/pack_writer.h"

namespace calque::compiler {
namespace {

constexpr std::size_t kStrengthCell = 4;
constexpr std::size_t kNoteCell = 13;

// The cells of a line, at its tabs.
std::vector<std::string_view> Cells(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

std::string EditLine(std::string_view line, const SourceEdit& edit) {
  std::vector<std::string_view> cells = Cells(line);
  cells.resize(kNoteCell + 1);
  cells[kStrengthCell] = edit.strength;
  cells[kNoteCell] = edit.note;
  std::string out(cells[0]);
  for (std::size_t i = 1; i < cells.size(); ++i) out.append("\t").append(cells[i]);
  return out;
}

}  // namespace

std::string EditSource(std::string_view text, const SourceEdits& edits) {
  std::string out;
  if (edits.empty()) return std::string(text);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    const bool ended = newline != std::string_view::npos;
    text.remove_prefix(ended ? newline + 1 : text.size());
    const bool carriage = line.ends_with('\r');
    if (carriage) line.remove_suffix(1);
    const auto edit = edits.find(number);
    if (edit != edits.end()) {
      out += EditLine(line, edit->second);
    } else {
      out += line;
      if (number == 1 && Cells(line).size() == kNoteCell) out += "\tnote";
    }
    if (carriage) out += '\r';
    if (ended) out += '\n';
  }
  return out;
}

Status EditSourceFile(const std::string& path, const SourceEdits& edits) {
  const auto file = storage::MappedFile::Open(path);
  if (!file.ok()) return file.error();
  const auto* bytes = reinterpret_cast<const char*>(file->bytes().data());
  return storage::WriteFileAtomically(path, EditSource({bytes, file->bytes().size()}, edits));
}

}  // namespace calque::compiler
