// A report as one line of JSON: the record that other programs depend on. Its
// schema, with a sentence on every field, is record.schema.json beside this
// file; kRecordSchemaVersion grows when a reader of old records would misread a
// new one.
//
//   {"schema":1,"id","source":{"path","record","offset","url"?,"charset"?},
//    "verdict","probability","mode","words","invalid_bytes"?,
//    "evidence":{"hits","distinct","hits_per_1000","gain_per_1000","fluency",
//                "translationese"},
//    "hits":[{"begin","end","text","originals","entry","family","strength","gain",
//             "finding"}],
//    "sentences":[{"begin","end","fluency","probability"}],
//    "pivot":{"language","probability"},"restored"?,
//    "offset_unit","pack","calque"}
//
//   {"schema":1,"id","source","error":{"code","message"},"pack","calque"}
//
// Keys stand in exactly this order, numbers have a fixed count of decimals, and
// nothing but the arguments enters: the same arguments give the same bytes.
#ifndef CALQUE_DETECTOR_REPORTS_RECORD_WRITER_H_
#define CALQUE_DETECTOR_REPORTS_RECORD_WRITER_H_

#include <string>
#include <string_view>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/reports/record.h"

namespace calque::reports {

class JsonWriter;

inline constexpr int kRecordSchemaVersion = 1;

// Appends the record of `report`, made from `text`, and a line end. The order of
// cost is one pass over the text for the hits and one for the sentences.
void AppendRecord(const Report& report, std::string_view text, const RecordSource& source,
                  const RecordOptions& options, std::string* out);

// The members that only some sources have: url and charset.
void WriteAddress(const RecordSource& source, JsonWriter* json);

// Appends the record that stands in the place of a document that could not be
// read, and a line end.
void AppendErrorRecord(const Error& error, const RecordSource& source, const RecordOptions& options,
                       std::string* out);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_RECORD_WRITER_H_
