// SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for the viewers that
// code hosts and editors have. One log with one run; each hit is a result, and so is a
// verdict that accuses and a document that could not be read.
//
//   {"version":"2.1.0","$schema":...,"runs":[{"tool":{"driver":{..., "rules":[...]}},
//    "columnKind":"unicodeCodePoints","properties":{"pack"},"results":[
//   ,{"ruleId":"synonym","level","message":{"text"},
//     "locations":[{"physicalLocation":{"artifactLocation":{"uri"},"region":{...}},
//                   "logicalLocations":[{"fullyQualifiedName":id}]}],
//     "partialFingerprints":{"finding/v1"},"properties":{"entry","gain"}}
//   ...]}]}
//
// The rules are the families, "artifact", "suspect" and "unreadable". A region is given
// in lines and columns where the lines of the text are those of the input; a document
// of JSON Lines has the line that holds it, a record of an archive only its id.
//
// Every result begins with a comma, which the first one of a log must lose.
#ifndef CALQUE_DETECTOR_REPORTS_SARIF_WRITER_H_
#define CALQUE_DETECTOR_REPORTS_SARIF_WRITER_H_

#include <string>
#include <string_view>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/reports/record.h"

namespace calque::reports {

// `options.offsets`: columns in UTF-16 units if asked for, else in code points.
void AppendSarifHeader(const RecordOptions& options, std::string* out);
void AppendSarifResults(const Report& report, std::string_view text, const RecordSource& source,
                        const RecordOptions& options, std::string* out);
void AppendSarifError(const Error& error, const RecordSource& source, std::string* out);
void AppendSarifFooter(std::string* out);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_SARIF_WRITER_H_
