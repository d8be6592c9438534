// The columns that say how many texts each mode calls artifact and how many suspect.
#ifndef CALQUE_DETECTOR_EVALUATION_VERDICT_COLUMNS_H_
#define CALQUE_DETECTOR_EVALUATION_VERDICT_COLUMNS_H_

#include <cstddef>
#include <vector>

#include "detector/evaluation/sheet.h"
#include "detector/evaluation/study.h"

namespace calque::evaluation {

void AppendVerdictColumns(const Study& study, std::vector<Column>* columns);
void AppendVerdictCells(const Study& study, const std::vector<std::size_t>& judged,
                        std::vector<Cell>* row);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_VERDICT_COLUMNS_H_
