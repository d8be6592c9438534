// One line on standard error that says how far a run is.
//
//   [#########-----------]  45%  1,204 documents  56.7 MB  12 flagged  0 errors  3.4 MB/s  0:20
//   left
//
// The bar holds no clock: the caller says how many seconds have passed, so a
// test can say so too. Not thread-safe; one thread owns it.
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
  std::uint64_t bytes = 0;
  std::uint64_t flagged = 0;  // suspect or artifact
  std::uint64_t errors = 0;
};

struct ProgressLayout {
  bool terminal = false;                     // false: the bar writes nothing at all
  int width = 80;                            // columns of the terminal; longer lines are cut
  std::optional<std::uint64_t> total_bytes;  // bytes of the whole run, when known
};

class ProgressBar {
 public:
  // `out` must outlive the bar.
  ProgressBar(const ProgressLayout& layout, std::ostream* out) : layout_(layout), out_(out) {}
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar() { Finish(); }

  // Redraws, unless the last redraw was less than a tenth of a second ago.
  void Update(const Progress& progress, double elapsed_seconds);

  // Clears the line, so that nothing of the bar stays on the screen.
  void Finish();

 private:
  ProgressLayout layout_;
  std::ostream* out_;
  bool drawn_ = false;
  double drawn_at_ = 0;
};

// The line of the bar, uncut and without control sequences.
std::string ProgressLine(const Progress& progress, double elapsed_seconds,
                         std::optional<std::uint64_t> total_bytes);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_PROGRESS_BAR_H_
