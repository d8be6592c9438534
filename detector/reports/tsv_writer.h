// One row of tab-separated values per document, for spreadsheets, cut and awk.
//
// No quoting: in every field a tab is written \t, a line end \n, a carriage
// return \r, a backslash \\ and any other control byte \xNN, so a row is always
// one line and splits at its tabs. Bytes that are no UTF-8 become U+FFFD. A
// field that has no value is empty.
#ifndef CALQUE_DETECTOR_REPORTS_TSV_WRITER_H_
#define CALQUE_DETECTOR_REPORTS_TSV_WRITER_H_

#include <string>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/reports/record.h"

namespace calque::reports {

// id, verdict, probability, words, hits, distinct, hits_per_1000,
// gain_per_1000, fluency, translationese, path, record, error. Numbers have the
// decimals of the JSON record.
void AppendTsvHeader(std::string* out);
void AppendTsvRow(const Report& report, const RecordSource& source, std::string* out);

// The row of a document that could not be read: id, path, record, and "code:
// message" as error.
void AppendTsvErrorRow(const Error& error, const RecordSource& source, std::string* out);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_TSV_WRITER_H_
