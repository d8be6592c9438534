// calque eval --fit: honest texts to a calibration.
#ifndef CALQUE_DETECTOR_CLI_CALIBRATION_FIT_H_
#define CALQUE_DETECTOR_CLI_CALIBRATION_FIT_H_

#include <string>
#include <vector>

#include "detector/analyzer.h"

namespace calque::cli {

struct FitFlags {
  std::string output;
  std::string dictionary = "dictionaries/en";
  std::string hunspell = "/usr/share/hunspell/en_US";
  std::vector<double> densities = {8, 20, 50};  // one artifact in so many words, in turn
};

// Takes the texts of `paths` as honest ones, rewrites each with the dictionary, fits
// the calibration and writes it. Returns the exit code.
int FitCalibration(const Analyzer& analyzer, const std::vector<std::string>& paths,
                   const FitFlags& flags);

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_CALIBRATION_FIT_H_
