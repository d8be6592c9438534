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
constexpr double kLineSeconds = 30;
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

void AppendAmount(double amount, std::string_view unit, std::string* line) {
  AppendFixed(amount, 1, line);
  line->append(unit);
}

}  // namespace

std::string ProgressLine(const Progress& progress, double elapsed_seconds,
                         std::optional<std::uint64_t> total_read) {
  std::string line;
  const auto per_second = [&](double amount) {
    return elapsed_seconds > 0 ? amount / elapsed_seconds : 0;
  };
  const auto documents = static_cast<double>(progress.documents);
  const auto bytes = static_cast<double>(progress.bytes);
  const auto read = static_cast<double>(progress.read);
  const double total = static_cast<double>(total_read.value_or(0));
  if (total > 0) AppendBar(std::min(read / total, 1.0), &line);
  AppendCounted(progress.documents, progress.documents == 1 ? "document" : "documents", &line);
  AppendGrouped(static_cast<std::uint64_t>(std::llround(per_second(documents))), &line);
  line.append("/s  ");
  AppendAmount(bytes / 1e6, " MB  ", &line);
  AppendAmount(per_second(bytes) / 1e6, " MB/s  ", &line);
  AppendAmount(documents > 0 ? 100 * static_cast<double>(progress.flagged) / documents : 0,
               "% flagged  ", &line);
  AppendCounted(progress.errors, progress.errors == 1 ? "error" : "errors", &line);
  if (total > 0 && read > 0 && elapsed_seconds > 0) {
    AppendDuration(std::max(total - read, 0.0) / per_second(read), &line);
    line.append(" left");
  } else {
    line.resize(line.size() - 2);
  }
  return line;
}

void ProgressBar::Update(const Progress& progress, double elapsed_seconds) {
  if (layout_.style == ProgressStyle::kNone) return;
  const bool bar = layout_.style == ProgressStyle::kBar;
  const bool fresh = bar && !drawn_;
  if (!fresh && elapsed_seconds - drawn_at_ < (bar ? kRedrawSeconds : kLineSeconds)) return;
  std::string line = ProgressLine(progress, elapsed_seconds, layout_.total_read);
  drawn_at_ = elapsed_seconds;
  if (!bar) {
    *out_ << "calque: " + line + "\n" << std::flush;
    return;
  }
  line.resize(std::min(line.size(), static_cast<std::size_t>(std::max(layout_.width - 1, 1))));
  *out_ << '\r' + line + std::string(kEraseRest) << std::flush;
  drawn_ = true;
}

void ProgressBar::Finish() {
  if (drawn_) *out_ << '\r' << kEraseRest << std::flush;
  drawn_ = false;
}

}  // namespace calque::reports
