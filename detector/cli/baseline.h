// The findings of a run as an ignore file: what is known today is silent tomorrow, and
// only what is new is shown.
#ifndef CALQUE_DETECTOR_CLI_BASELINE_H_
#define CALQUE_DETECTOR_CLI_BASELINE_H_

#include <map>
#include <mutex>
#include <string>

#include "calque/result.h"
#include "detector/batch/scanner.h"

namespace calque::cli {

class Baseline {
 public:
  // `render`, keeping the findings of every report that passes through. The result is
  // called on several threads; the Baseline must outlive it.
  batch::Render Collecting(batch::Render render);

  // One line a finding, ordered by id: `finding:ID  # "words" entry`. The file appears
  // complete or not at all.
  Status Write(const std::string& path) const;

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> comments_;  // by finding; guarded by mutex_
};

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_BASELINE_H_
