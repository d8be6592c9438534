// The line is written in one piece after a carriage return, and what an older,
// longer line left is erased (ECMA-48 EL). It is kept one column short of the
// width: in the last column some terminals wrap at once.
#include "detector/reports/progress_bar.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

#include "detector/reports/number_format.h"

namespace calque::reports {
namespace {

constexpr double kRedrawSeconds = 0.1;
constexpr std::string_view kEraseRest = "\x1b[K";

void AppendBar(double share, std::string* line) {
  constexpr std::size_t kCells = 20;
  const auto full = static_cast<std::size_t>(share * kCells);
  line->push_back('[');
  line->append(full, '#');
  line->append(kCells - full, '-');
  line->append("] ");
  std::string percent;
  AppendUnsigned(static_cast<std::uint64_t>(share * 100), &percent);
  line->append(3 - std::min<std::size_t>(percent.size(), 3), ' ').append(percent).append("%  ");
}

void AppendTwoDigits(std::uint64_t value, std::string* line) {
  if (value < 10) line->push_back('0');
  AppendUnsigned(value, line);
}

// "0:42", "1:02:03"
void AppendDuration(double seconds, std::string* line) {
  constexpr double kLongest = 1e9;
  const auto whole = static_cast<std::uint64_t>(std::llround(std::min(seconds, kLongest)));
  const std::uint64_t hours = whole / 3600;
  const std::uint64_t minutes = whole / 60 % 60;
  if (hours > 0) {
    AppendUnsigned(hours, line);
    line->push_back(':');
    AppendTwoDigits(minutes, line);
  } else {
    AppendUnsigned(minutes, line);
  }
  line->push_back(':');
  AppendTwoDigits(whole % 60, line);
}

void AppendCounted(std::uint64_t count, std::string_view noun, std::string* line) {
  AppendGrouped(count, line);
  line->append(" ").append(noun).append("  ");
}

}  // namespace

std::string ProgressLine(const Progress& progress, double elapsed_seconds,
                         std::optional<std::uint64_t> total_bytes) {
  std::string line;
  const auto bytes = static_cast<double>(progress.bytes);
  const double rate = elapsed_seconds > 0 ? bytes / elapsed_seconds : 0;
  const double total = static_cast<double>(total_bytes.value_or(0));
  if (total > 0) AppendBar(std::min(bytes / total, 1.0), &line);
  AppendCounted(progress.documents, progress.documents == 1 ? "document" : "documents", &line);
  AppendFixed(bytes / 1e6, 1, &line);
  line.append(" MB  ");
  AppendCounted(progress.flagged, "flagged", &line);
  AppendCounted(progress.errors, progress.errors == 1 ? "error" : "errors", &line);
  AppendFixed(rate / 1e6, 1, &line);
  line.append(" MB/s");
  if (total > 0 && rate > 0) {
    line.append("  ");
    AppendDuration(std::max(total - bytes, 0.0) / rate, &line);
    line.append(" left");
  }
  return line;
}

void ProgressBar::Update(const Progress& progress, double elapsed_seconds) {
  if (!layout_.terminal) return;
  if (drawn_ && elapsed_seconds - drawn_at_ < kRedrawSeconds) return;
  std::string line = ProgressLine(progress, elapsed_seconds, layout_.total_bytes);
  line.resize(std::min(line.size(), static_cast<std::size_t>(std::max(layout_.width - 1, 1))));
  *out_ << '\r' + line + std::string(kEraseRest) << std::flush;
  drawn_ = true;
  drawn_at_ = elapsed_seconds;
}

void ProgressBar::Finish() {
  if (drawn_) *out_ << '\r' << kEraseRest << std::flush;
  drawn_ = false;
}

}  // namespace calque::reports
