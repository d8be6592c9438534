// The results for a terminal: every table in columns of fixed width.
#ifndef CALQUE_DETECTOR_EVALUATION_SHEET_TEXT_H_
#define CALQUE_DETECTOR_EVALUATION_SHEET_TEXT_H_

#include <string>

#include "detector/evaluation/sheet.h"

namespace calque::evaluation {

std::string SheetText(const Sheet& sheet);

// One table without its title: the note, the headings, the rows.
std::string TableText(const Table& table);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_SHEET_TEXT_H_
