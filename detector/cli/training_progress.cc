// The bar of reports/progress_bar.h counts documents; this one counts stages.
#include "detector/cli/training_progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>

#include "detector/reports/number_format.h"

namespace calque::cli {
namespace {

constexpr double kRedrawSeconds = 0.1;
constexpr double kFirstGuessSeconds = 1;  // no guess of what is left before

void AppendBar(double share, std::string* line) {
  constexpr std::size_t kCells = 20;
  share = std::clamp(share, 0.0, 1.0);
  const auto full = static_cast<std::size_t>(share * kCells);
  line->append("[").append(full, '#').append(kCells - full, '-').append("] ");
  std::string percent;
  reports::AppendUnsigned(static_cast<std::uint64_t>(share * 100), &percent);
  line->append(3 - std::min<std::size_t>(percent.size(), 3), ' ').append(percent).append("%  ");
}

void AppendTwoDigits(std::uint64_t value, std::string* line) {
  if (value < 10) line->push_back('0');
  reports::AppendUnsigned(value, line);
}

// "0:42", "1:02:03"
void AppendDuration(double seconds, std::string* line) {
  const auto whole = static_cast<std::uint64_t>(std::llround(std::min(seconds, 1e9)));
  const std::uint64_t minutes = whole / 60;
  if (minutes >= 60) {
    reports::AppendUnsigned(minutes / 60, line);
    line->push_back(':');
    AppendTwoDigits(minutes % 60, line);
  } else {
    reports::AppendUnsigned(minutes, line);
  }
  line->push_back(':');
  AppendTwoDigits(whole % 60, line);
}

double Seconds(std::chrono::steady_clock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

}  // namespace

std::string StageLine(const StageProgress& progress, double seconds) {
  std::string line;
  if (progress.share) AppendBar(*progress.share, &line);
  line += progress.stage;
  if (progress.words > 0) {
    line += "  ";
    reports::AppendGrouped(progress.words, &line);
    line += progress.words == 1 ? " word" : " words";
  }
  if (seconds < kFirstGuessSeconds) return line;
  if (progress.words > 0) {
    line += "  ";
    reports::AppendFixed(static_cast<double>(progress.words) / seconds / 1e6, 2, &line);
    line += " M/s";
  }
  if (progress.share && *progress.share > 0) {
    line += "  ";
    AppendDuration(seconds * std::max(1 / *progress.share - 1, 0.0), &line);
    line += " left";
  }
  return line;
}

TrainingProgress::TrainingProgress(bool bar) : terminal_(bar && isatty(STDERR_FILENO) != 0) {
  winsize size{};
  if (terminal_ && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20) {
    width_ = size.ws_col;
  }
}

void TrainingProgress::Update(const StageProgress& progress) {
  const Clock::time_point now = Clock::now();
  const bool begins = progress.stage != stage_;
  if (begins) {
    stage_ = progress.stage;
    began_ = now;
  }
  if (!terminal_) {
    if (!begins) return;
    const std::string line = StageLine({progress.stage, progress.words, std::nullopt}, 0);
    std::fprintf(stderr, "calque: %s\n", line.c_str());
    return;
  }
  if (!begins && Seconds(now - drawn_at_) < kRedrawSeconds) return;
  std::string line = StageLine(progress, Seconds(now - began_));
  line.resize(std::min(line.size(), static_cast<std::size_t>(width_ - 1)));
  std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
  std::fflush(stderr);
  drawn_ = true;
  drawn_at_ = now;
}

void TrainingProgress::Clear() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace calque::cli
