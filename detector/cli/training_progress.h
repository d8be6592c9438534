// How far a long command of stages is, on standard error: one line that is redrawn
// on a terminal, elsewhere one line a stage and no more.
//
//   [#########-----------]  45%  counting n-grams  1,204,000 words  0.9 M/s  0:20 left
#ifndef CALQUE_DETECTOR_CLI_TRAINING_PROGRESS_H_
#define CALQUE_DETECTOR_CLI_TRAINING_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace calque::cli {

struct StageProgress {
  std::string stage;            // "counting n-grams"
  std::uint64_t words = 0;      // 0: not said
  std::optional<double> share;  // of the stage, 0 to 1
};

// The line of the bar. `seconds` have passed since the stage began.
std::string StageLine(const StageProgress& progress, double seconds);

class TrainingProgress {
 public:
  // Draws only when `bar` is true and standard error is a terminal.
  explicit TrainingProgress(bool bar);
  TrainingProgress(const TrainingProgress&) = delete;
  TrainingProgress& operator=(const TrainingProgress&) = delete;
  ~TrainingProgress() { Clear(); }

  // Another stage than before begins a new line.
  void Update(const StageProgress& progress);
  // Takes the bar off the screen, before something else is printed.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool terminal_;
  int width_ = 80;
  bool drawn_ = false;
  std::string stage_;
  Clock::time_point began_;
  Clock::time_point drawn_at_;
};

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_TRAINING_PROGRESS_H_
