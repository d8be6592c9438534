// Attributes as dolma (allenai/dolma, Apache-2.0) keeps them beside its documents: one
// line for each document, in the same order, with spans of code points and a score.
//
//   {"id":"...","attributes":{
//     "calque__document__probability":[[0,2310,0.99910]],
//     "calque__document__artifact":[[0,2310,1.00000]],    1 or 0; likewise
//     "calque__document__suspect", "calque__document__insufficient",
//     "calque__document__words":[[0,2310,1494.00000]],
//     "calque__document__hits_per_1000":[[0,2310,134.50000]],
//     "calque__hit__synonym":[[24,37,5.20000]], ...       one for each family: the gain
//     "calque__sentence__probability":[[0,291,0.99800],...]}}
//
// Every line has every key, so a mixer's filter need not ask whether it is there. A
// document that could not be read has only "calque__document__error":[[0,0,1.00000]].
// Document spans cover the whole text; scores have five digits, as dolma writes them.
#ifndef CALQUE_DETECTOR_REPORTS_DOLMA_WRITER_H_
#define CALQUE_DETECTOR_REPORTS_DOLMA_WRITER_H_

#include <string>
#include <string_view>

#include "calque/report.h"
#include "detector/reports/record.h"

namespace calque::reports {

void AppendDolmaAttributes(const Report& report, std::string_view text, const RecordSource& source,
                           std::string* out);
void AppendDolmaError(const RecordSource& source, std::string* out);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_DOLMA_WRITER_H_
