// All reports of a run as one page for people, a file that needs no network.
//
//   head      the policy, the style sheet, the frame of the page
//   document  <script type="application/json">[row]</script>       for the list
//             <script type="application/json">{article}</script>   read when it is opened
//   ...       one pair for every document, in any number
//   foot      the script (reports/page/*.js), which makes list, plots and articles
//
// Totals, plots and order are made by the reader's browser, so a document is written as
// soon as it is there, on any thread, and nothing is kept between two of them.
//
//   row      [id, verdict, probability, words, hits, hits_per_1000, url or path]
//   article  {"text","spans","hits","terms","pivot","path","url","charset","distinct",
//             "fluency","translationese"}  or  {"path","url","error":[code, message]}
//   spans    of every sentence four numbers: how far it begins behind the end of the one
//            before, its length, its probability in thousandths, its fluency in hundredths
//   hits     [[begin, length, [original], entry, family, strength, gain, inconsistent]]
//
// Offsets and lengths are UTF-16 units. Nothing of a document can become markup or
// script: a block is ASCII without "<", the script makes text nodes of texts, and the
// policy (Content Security Policy Level 3) allows only the page's own script and style,
// by their hashes, no loading whatever, and no markup made from strings.
#ifndef CALQUE_DETECTOR_REPORTS_HTML_REPORT_H_
#define CALQUE_DETECTOR_REPORTS_HTML_REPORT_H_

#include <string>
#include <string_view>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/reports/record.h"

namespace calque::reports {

// `pack` is Detector::pack_name().
void AppendHtmlHead(std::string_view pack, Mode mode, std::string* out);
void AppendHtmlDocument(const Report& report, std::string_view text, const RecordSource& source,
                        std::string* out);
// In the place of a document that could not be read.
void AppendHtmlError(const Error& error, const RecordSource& source, std::string* out);
void AppendHtmlFoot(std::string* out);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_HTML_REPORT_H_
