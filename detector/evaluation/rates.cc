// Counts are kept, not shares: their intervals can be computed when they are shown.
#include "detector/evaluation/rates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace calque::evaluation {
namespace {

constexpr std::string_view kHeader = "kind\tmode\tgroup\ttexts\tartifact\tsuspect";
constexpr std::size_t kMinTexts = 100;
constexpr std::size_t kFields = 6;

// A group's name must not break the line.
std::string OneField(std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
  return name;
}

void AppendRow(const Study& study, const char* kind, Mode mode, const std::string& group,
               const std::vector<std::size_t>& judged, std::string* out) {
  *out += std::string(kind) + "\t" + ModeName(mode) + "\t" + OneField(group) + "\t" +
          std::to_string(judged.size()) + "\t" +
          std::to_string(study.CountOf(judged, mode, Verdict::kArtifact)) + "\t" +
          std::to_string(study.CountOf(judged, mode, Verdict::kSuspect)) + "\n";
}

// Share of artifacts, share of suspects.
std::pair<double, double> Alarms(const Study& study, Mode mode,
                                 const std::vector<std::size_t>& judged) {
  const auto texts = static_cast<double>(judged.size());
  return {static_cast<double>(study.CountOf(judged, mode, Verdict::kArtifact)) / texts,
          static_cast<double>(study.CountOf(judged, mode, Verdict::kSuspect)) / texts};
}

void AppendWorst(const Study& study, Mode mode, std::string* out) {
  const Group* worst = nullptr;
  std::pair<double, double> most{-1, -1};
  for (const Group& group : study.honest) {
    const std::vector<std::size_t> judged = study.JudgedOf(group.members);
    if (judged.size() < kMinTexts) continue;
    const auto alarms = Alarms(study, mode, judged);
    if (alarms <= most) continue;
    most = alarms;
    worst = &group;
  }
  if (worst == nullptr) return;
  AppendRow(study, "honest", mode, "worst: " + worst->name, study.JudgedOf(worst->members), out);
}

// The fields of a line; nothing when there are not as many as there must be.
std::optional<std::array<std::string_view, kFields>> Split(std::string_view line) {
  std::array<std::string_view, kFields> fields;
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::size_t tab = line.find('\t');
    if ((tab == std::string_view::npos) != (i + 1 == kFields)) return std::nullopt;
    fields[i] = line.substr(0, tab);
    if (i + 1 < kFields) line.remove_prefix(tab + 1);
  }
  return fields;
}

std::optional<std::size_t> Count(std::string_view field) {
  std::size_t value = 0;
  const auto [end, failure] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (failure != std::errc() || end != field.data() + field.size()) return std::nullopt;
  return value;
}

std::optional<std::vector<Cell>> RowOf(std::string_view line) {
  const auto fields = Split(line);
  if (!fields) return std::nullopt;
  const auto texts = Count((*fields)[3]);
  const auto artifact = Count((*fields)[4]);
  const auto suspect = Count((*fields)[5]);
  if (!texts || !artifact || !suspect || *artifact + *suspect > *texts) return std::nullopt;
  std::vector<Cell> row;
  for (std::size_t i = 0; i < 3; ++i) row.emplace_back(std::string((*fields)[i]));
  row.emplace_back(std::uint64_t{*texts});
  row.emplace_back(Share{*artifact, *texts});
  row.emplace_back(Share{*suspect, *texts});
  return row;
}

}  // namespace

std::string FormatRates(const Study& study) {
  std::string out = std::string(kHeader) + "\n";
  const std::vector<std::size_t> honest = study.JudgedHonest();
  for (const Mode mode : {Mode::kStrict, Mode::kBalanced, Mode::kSensitive}) {
    if (!honest.empty()) AppendRow(study, "honest", mode, "all", honest, &out);
    AppendWorst(study, mode, &out);
    for (const auto& [file, members] : ByFile(study.machine)) {
      const std::vector<std::size_t> judged = study.JudgedOf(members);
      if (judged.empty()) continue;
      AppendRow(study, "machine", mode, file.empty() ? "all" : file, judged, &out);
    }
  }
  return out;
}

Result<Table> ParseRates(std::string_view text) {
  Table table{"rates",
              "Measured rates",
              "Of the texts, how many are called artifact and how many suspect; in brackets the "
              "95 % interval of the share, in percent (Wilson).",
              {{"kind", "texts of"},
               {"mode", "mode"},
               {"group", "group"},
               {"texts", "texts"},
               {"artifact", "artifact"},
               {"suspect", "suspect"}},
              {}};
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t newline = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, newline);
    text.remove_prefix(std::min(newline + 1, text.size()));
    if (number == 1 && line == kHeader) continue;
    auto row = number > 1 ? RowOf(line) : std::nullopt;
    if (!row) {
      return Error{ErrorCode::kDataLoss, "rates, line " + std::to_string(number) +
                                             ": not a line of kind, mode, group and three counts"};
    }
    table.rows.push_back(std::move(*row));
  }
  return table;
}

}  // namespace calque::evaluation
