// Lines of tab-separated fields, like the statistics they hold.
#include "detector/batch/done_marker.h"

#include <cstddef>
#include <vector>

namespace calque::batch {
namespace {

constexpr std::string_view kTitle = "calque done\t1";
constexpr std::string_view kEnd = "end";

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (!text.empty()) lines.push_back(text);
  return lines;
}

bool TakeIdentity(std::string_view key, std::string_view line, FileIdentity* identity) {
  std::string_view value;
  if (!TakeField(key, line, &value)) return false;
  std::optional<FileIdentity> parsed = ParseIdentity(value);
  if (parsed) *identity = *std::move(parsed);
  return parsed.has_value();
}

bool TakeText(std::string_view key, std::string_view line, std::string* text) {
  std::string_view value;
  if (!TakeField(key, line, &value)) return false;
  text->assign(value);
  return true;
}

}  // namespace

std::string DoneMarkerText(const DoneMarker& marker) {
  std::string text(kTitle);
  text.append("\ninput\t").append(marker.input);
  text.append("\nread\t").append(IdentityText(marker.read));
  text.append("\nwritten\t").append(IdentityText(marker.written));
  text.append("\nrun\t").append(marker.run).append("\n");
  AppendStatistics(marker.counts, &text);
  return text.append(kEnd).append("\n");
}

std::optional<DoneMarker> ParseDoneMarker(std::string_view text) {
  constexpr std::size_t kHead = 5;
  const std::vector<std::string_view> lines = Lines(text);
  if (lines.size() <= kHead || lines.front() != kTitle || lines.back() != kEnd ||
      !text.ends_with('\n')) {
    return std::nullopt;
  }
  DoneMarker marker;
  if (!TakeText("input", lines[1], &marker.input) ||
      !TakeIdentity("read", lines[2], &marker.read) ||
      !TakeIdentity("written", lines[3], &marker.written) ||
      !TakeText("run", lines[4], &marker.run)) {
    return std::nullopt;
  }
  for (std::size_t i = kHead; i + 1 < lines.size(); ++i) {
    if (!ParseStatisticsLine(lines[i], &marker.counts)) return std::nullopt;
  }
  return marker;
}

}  // namespace calque::batch
