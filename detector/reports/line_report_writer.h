// One line a finding, as compilers print them, so that editors jump to it:
//
//   crawl/a.txt:12:5: warning: "consul normal": probably "consul general" [name en/names/0042]
//   crawl/a.txt:1:1: warning: artifact: a machine rewrote this text with a probability of ...
//
// The name is that of the input; of an input with a line for each document (JSON Lines)
// the line is that of the document, and place and id follow in the message. Documents
// of other inputs are named by their id. Nothing is printed about a text without
// findings.
#ifndef CALQUE_DETECTOR_REPORTS_LINE_REPORT_WRITER_H_
#define CALQUE_DETECTOR_REPORTS_LINE_REPORT_WRITER_H_

#include <string>
#include <string_view>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/reports/record.h"

namespace calque::reports {

// Columns are counted in `unit`.
void AppendLineReport(const Report& report, std::string_view text, const RecordSource& source,
                      OffsetUnit unit, std::string* out);
void AppendLineError(const Error& error, const RecordSource& source, std::string* out);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_LINE_REPORT_WRITER_H_
