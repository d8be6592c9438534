// A cell as people read it: "1,204", "0.9812 (0.9700-0.9900)", "3 (0.05-0.70)".
#ifndef CALQUE_DETECTOR_EVALUATION_CELL_TEXT_H_
#define CALQUE_DETECTOR_EVALUATION_CELL_TEXT_H_

#include <string>

#include "detector/evaluation/sheet.h"

namespace calque::evaluation {

// "-" for a cell that says nothing. Counts of shares come first, the interval is that
// of the share in percent.
std::string CellText(const Cell& cell);

// Whether it is a number, to be set to the right.
bool IsNumeric(const Cell& cell);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_CELL_TEXT_H_
