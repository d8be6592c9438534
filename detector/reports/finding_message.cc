// Quotes of the text pass through AppendTerminalText: messages end up on terminals.
#include "detector/reports/finding_message.h"

#include "detector/reports/number_format.h"
#include "detector/reports/record.h"
#include "detector/reports/terminal_text.h"

namespace calque::reports {
namespace {

void AppendQuoted(std::string_view text, std::string* out) {
  out->push_back('"');
  AppendTerminalText(text, out);
  out->push_back('"');
}

}  // namespace

const char* SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return "note";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      break;
  }
  return "error";
}

Severity SeverityOf(const Hit& hit) {
  return hit.strength == Strength::kStrong ? Severity::kWarning : Severity::kNote;
}

bool IsAccusing(Verdict verdict) {
  return verdict == Verdict::kSuspect || verdict == Verdict::kArtifact;
}

Severity SeverityOf(Verdict verdict) {
  return verdict == Verdict::kArtifact ? Severity::kWarning : Severity::kNote;
}

std::string HitMessage(const Hit& hit, std::string_view text) {
  std::string message;
  AppendQuoted(Quote(text, hit.span), &message);
  if (hit.originals.empty()) return message.append(": not English");
  message.append(": probably ");
  const char* separator = "";
  for (const std::string& original : hit.originals) {
    message.append(separator);
    if (original.empty()) {
      message.append("nothing");
    } else {
      AppendQuoted(original, &message);
    }
    separator = " or ";
  }
  return message;
}

std::string VerdictMessage(const Report& report) {
  std::string message = VerdictName(report.verdict);
  message.append(": a machine rewrote this text with a probability of ");
  AppendPercent(report.probability, &message);
  message.append("; ");
  AppendUnsigned(report.hits.size(), &message);
  message.append(report.hits.size() == 1 ? " hit in " : " hits in ");
  AppendUnsigned(report.words, &message);
  return message.append(" words");
}

}  // namespace calque::reports
