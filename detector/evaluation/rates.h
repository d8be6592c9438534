// What the operating points were measured to do, in a file small enough to go with
// the pack (section "rates"), so that whoever holds a verdict can ask what it is
// worth. Tab-separated, a header, then a line for each mode and group:
//
//   kind     mode    group                 texts  artifact  suspect
//   honest   strict  all                   12739  0         11
//   honest   strict  worst: reviews/films  977    0         3
//   machine  strict  all                   2475   2301      88
//   machine  strict  rewritten-1-in-8      825    825       0
//
// texts: those long enough to be judged; of them, so many were called artifact and so
// many suspect. "worst" is the domain of at least 100 texts with the largest share of
// artifacts, then of suspects. Machine texts are told apart by their files.
#ifndef CALQUE_DETECTOR_EVALUATION_RATES_H_
#define CALQUE_DETECTOR_EVALUATION_RATES_H_

#include <string>
#include <string_view>

#include "calque/result.h"
#include "detector/evaluation/sheet.h"
#include "detector/evaluation/study.h"

namespace calque::evaluation {

inline constexpr std::string_view kRatesSection = "rates";

// All modes, whatever the study's options say.
std::string FormatRates(const Study& study);

// As a table for people; errors name the line.
Result<Table> ParseRates(std::string_view text);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_RATES_H_
