// Labelled files to observations, on several threads.
//
// The calling thread reads a batch of a few megabytes, the threads analyse it, the
// observations are kept in the order of the files: results do not depend on the
// number of threads.
#ifndef CALQUE_DETECTOR_EVALUATION_LABELLED_TEXTS_H_
#define CALQUE_DETECTOR_EVALUATION_LABELLED_TEXTS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "calque/result.h"
#include "detector/evaluation/observation.h"

namespace calque::evaluation {

struct ReadingProgress {
  std::uint64_t words = 0;
  std::optional<double> share;  // of the files' bytes, when known
};

struct ReadingOptions {
  ObservationOptions observation;
  int threads = 1;  // 0: one for each hardware thread
  // Both are called on the calling thread only.
  std::function<void(const Error&)> on_error;  // a document that was passed over
  std::function<void(const ReadingProgress&)> on_progress;
};

// JSON Lines with "text" and "label" ("human" or a machine's), and if known "domain",
// "group", "system", "pair" and "spans". A document without text or label is an
// error that names file and line.
std::vector<Observation> ObserveFiles(const Analyzer& analyzer,
                                      const std::vector<std::string>& paths,
                                      const ReadingOptions& options);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_LABELLED_TEXTS_H_
