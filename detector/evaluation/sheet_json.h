// The results for programs, one JSON object:
//
//   {"schema":1,"calque":"0.1.0","pack":"en 2026.11","texts":{"honest":1,"machine":1},
//    "notes":[...],
//    "tables":{"honest":{"title":...,"note":...,"rows":[{"domain":...,"texts":1, ...}]},
//              ...},
//    "curves":[{"title":...,"series":[{"name":...,"points":[[x,y],...]}]}]}
//
// A row has a value for every column: a string, a number, null, an estimate
// {"value","low","high"}, or a share {"count","of","low","high"}, intervals of 95 %.
// Tables with nothing to say are not there.
#ifndef CALQUE_DETECTOR_EVALUATION_SHEET_JSON_H_
#define CALQUE_DETECTOR_EVALUATION_SHEET_JSON_H_

#include <string>

#include "detector/evaluation/sheet.h"

namespace calque::evaluation {

// Ends with a newline.
std::string SheetJson(const Sheet& sheet);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_SHEET_JSON_H_
