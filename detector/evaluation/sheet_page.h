// The results as one self-contained page: no script, nothing from the network, the
// strictest policy that still allows its own style sheet (Content Security Policy
// Level 3), light and dark by the reader's setting. Well-formed as XML too.
#ifndef CALQUE_DETECTOR_EVALUATION_SHEET_PAGE_H_
#define CALQUE_DETECTOR_EVALUATION_SHEET_PAGE_H_

#include <string>

#include "detector/evaluation/sheet.h"

namespace calque::evaluation {

std::string SheetPage(const Sheet& sheet);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_SHEET_PAGE_H_
