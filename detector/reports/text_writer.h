// The texts that records speak of, for whoever wants to look spans up: the offsets
// of a record point into the text of the same id here.
//
//   {"id","path","record","url"?,"text"}     JSON Lines, in the order of the records
//
// What `calque scan` reads as JSON Lines, so that scanning it gives the same spans.
#ifndef CALQUE_DETECTOR_REPORTS_TEXT_WRITER_H_
#define CALQUE_DETECTOR_REPORTS_TEXT_WRITER_H_

#include <string>
#include <string_view>

#include "detector/reports/record.h"

namespace calque::reports {

// Appends one line.
void AppendText(std::string_view text, const RecordSource& source, std::string* out);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_TEXT_WRITER_H_
