// Reports as a page for people at a terminal.
//
//   articles/7.txt  x artifact  99.9%  1,494 words  134.5 hits per 1,000
//        3  The [[consul normal -> consul general]] was asked by the Liberal
//           [[Celebration -> Party]].
//           2 hits: 2 name; strongest: consul normal -> consul general (+5.2)
//
// Where colour is allowed an artifact is red and underlined, and its original
// follows in green brackets. The verdict is always a symbol and a word too, so
// nothing depends on seeing colours. A clean, a too short and an unreadable
// document is one line. All bytes of the document are made safe for the terminal.
#ifndef CALQUE_DETECTOR_REPORTS_HUMAN_WRITER_H_
#define CALQUE_DETECTOR_REPORTS_HUMAN_WRITER_H_

#include <string>
#include <string_view>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/reports/record.h"

namespace calque::reports {

struct HumanStyle {
  bool color = false;
  int width = 80;        // columns for sentences; 0 or less: never break
  bool restore = false;  // add the whole restored text below a suspect or artifact
  bool explain = false;  // add what each kind of evidence is worth, and hits of clean texts
};

void AppendHumanPage(const Report& report, std::string_view text, const RecordSource& source,
                     const HumanStyle& style, std::string* out);

void AppendHumanError(const Error& error, const RecordSource& source, const HumanStyle& style,
                      std::string* out);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_HUMAN_WRITER_H_
