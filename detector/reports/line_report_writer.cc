// Names and messages are made safe for terminals, so a line is always one line.
#include "detector/reports/line_report_writer.h"

#include "detector/reports/finding_message.h"
#include "detector/reports/line_map.h"
#include "detector/reports/number_format.h"
#include "detector/reports/terminal_text.h"

namespace calque::reports {
namespace {

// Unlike AppendTerminalText it keeps every space: a name must open the file.
void AppendName(std::string_view name, std::string* out) {
  for (std::size_t pos = 0; pos < name.size();) {
    const TerminalChar next = TerminalCharAt(name, pos);
    AppendChar(next.code, out);
    pos += next.length;
  }
}

void AppendPlace(Place place, std::string* out) {
  AppendUnsigned(place.line, out);
  out->push_back(':');
  AppendUnsigned(place.column, out);
}

// "name:line:column: severity: message"
void AppendFinding(const RecordSource& source, Place place, Severity severity,
                   std::string_view message, std::string* out) {
  const bool by_line = source.line > 0;
  AppendName(by_line || source.is_whole_input() ? source.path : source.id, out);
  out->push_back(':');
  AppendPlace(by_line ? Place{source.line, 1} : place, out);
  out->append(": ").append(SeverityName(severity)).append(": ").append(message);
  if (by_line) {
    out->append(" (");
    AppendPlace(place, out);
    out->append(" of ");
    AppendTerminalText(source.id, out);
    out->append(")");
  }
  out->push_back('\n');
}

}  // namespace

void AppendLineReport(const Report& report, std::string_view text, const RecordSource& source,
                      OffsetUnit unit, std::string* out) {
  if (IsAccusing(report.verdict)) {
    AppendFinding(source, {}, SeverityOf(report.verdict), VerdictMessage(report), out);
  }
  LineMap places(text, unit);
  for (const Hit& hit : report.hits) {
    std::string message = HitMessage(hit, text);
    message.append(" [").append(FamilyName(hit.family)).append(" ");
    AppendTerminalText(hit.entry, &message);
    message.append("]");
    AppendFinding(source, places.At(hit.span.begin), SeverityOf(hit), message, out);
  }
}

void AppendLineError(const Error& error, const RecordSource& source, std::string* out) {
  std::string message;
  AppendTerminalText(error.message, &message);
  AppendFinding(source, {}, Severity::kError, message, out);
}

}  // namespace calque::reports
