// How far a run is, on standard error: one line that is redrawn on a terminal, and
// elsewhere (a log) a new line every half minute.
//
//   [#########-----------]  45%  1,204 documents  120/s  56.7 MB  3.4 MB/s  1.2% flagged
//   0 errors  0:20 left                                          (all on one line)
//
// It holds no clock: the caller says how many seconds have passed, so a test can say
// so too. Not thread-safe; one thread owns it.
#ifndef CALQUE_DETECTOR_REPORTS_PROGRESS_BAR_H_
#define CALQUE_DETECTOR_REPORTS_PROGRESS_BAR_H_

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

namespace calque::reports {

// Totals since the start of the run.
struct Progress {
  std::uint64_t documents = 0;
  std::uint64_t bytes = 0;    // of text
  std::uint64_t read = 0;     // of the input files
  std::uint64_t flagged = 0;  // suspect or artifact
  std::uint64_t errors = 0;
};

enum class ProgressStyle { kNone, kBar, kLines };

struct ProgressLayout {
  ProgressStyle style = ProgressStyle::kNone;
  int width = 80;                           // columns of the terminal; longer bars are cut
  std::optional<std::uint64_t> total_read;  // bytes of all input files, when known
};

class ProgressBar {
 public:
  // `out` must outlive the bar.
  ProgressBar(const ProgressLayout& layout, std::ostream* out) : layout_(layout), out_(out) {}
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar() { Finish(); }

  // Redraws a bar, unless it was redrawn less than a tenth of a second ago; writes a line
  // when the last one, or the start, is 30 seconds ago.
  void Update(const Progress& progress, double elapsed_seconds);

  // Clears the bar, so that nothing of the bar stays on the screen.
  void Finish();

 private:
  ProgressLayout layout_;
  std::ostream* out_;
  bool drawn_ = false;  // a bar stands on the screen
  double drawn_at_ = 0;
};

// The line of the bar, uncut and without control sequences.
std::string ProgressLine(const Progress& progress, double elapsed_seconds,
                         std::optional<std::uint64_t> total_read);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_PROGRESS_BAR_H_
