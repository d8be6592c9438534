// What is said about a hit, a verdict or a failure in one sentence, and how serious it
// is: for the formats that list findings one by one.
#ifndef CALQUE_DETECTOR_REPORTS_FINDING_MESSAGE_H_
#define CALQUE_DETECTOR_REPORTS_FINDING_MESSAGE_H_

#include <string>
#include <string_view>

#include "calque/report.h"

namespace calque::reports {

// Words that editors and SARIF share.
enum class Severity { kNote, kWarning, kError };
const char* SeverityName(Severity severity);

// Strong hits are warnings: the others are innocent more often.
Severity SeverityOf(const Hit& hit);

// "consul normal": probably "consul general". All of the bytes are safe to print.
std::string HitMessage(const Hit& hit, std::string_view text);

// Whether a verdict accuses the text: only then it is a finding of its own.
bool IsAccusing(Verdict verdict);
Severity SeverityOf(Verdict verdict);

// "artifact: a machine rewrote this text with a probability of >99.9%; 12 hits in 310
// words"
std::string VerdictMessage(const Report& report);

}  // namespace calque::reports

#endif  // CALQUE_DETECTOR_REPORTS_FINDING_MESSAGE_H_
