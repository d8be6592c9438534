// The log is written in pieces, so its brackets are opened and closed by hand; all that
// lies between them goes through JsonWriter.
#include "detector/reports/sarif_writer.h"

#include <optional>

#include "calque/detector.h"
#include "detector/reports/finding_message.h"
#include "detector/reports/json_writer.h"
#include "detector/reports/line_map.h"

namespace calque::reports {
namespace {

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr std::string_view kUnreadable = "unreadable";

std::string_view DescriptionOf(Family family) {
  switch (family) {
    case Family::kSynonym:
      return "A synonym that does not fit here, as spinners put it";
    case Family::kName:
      return "A fixed name whose words were replaced";
    case Family::kIdiom:
      return "A fixed expression whose words were replaced";
    case Family::kCalque:
      return "A phrase carried over word for word from another language";
    case Family::kTortured:
      return "A technical term rewritten word by word";
    case Family::kFurniture:
      return "Rewritten furniture of a site";
    case Family::kPivotLeak:
      return "Words of another language left inside the English";
    case Family::kStructure:
      break;
  }
  return "Traces of a rewriter in the structure of a sentence";
}

void WriteMessage(std::string_view key, std::string_view text, JsonWriter* json) {
  json->Key(key);
  json->BeginObject();
  json->Key("text");
  json->String(text);
  json->EndObject();
}

void WriteRule(std::string_view id, std::string_view description, JsonWriter* json) {
  json->BeginObject();
  json->Key("id");
  json->String(id);
  WriteMessage("shortDescription", description, json);
  json->EndObject();
}

void WriteDriver(JsonWriter* json) {
  json->BeginObject();
  json->Key("driver");
  json->BeginObject();
  json->Key("name");
  json->String("calque");
  json->Key("version");
  json->String(Version());
  json->Key("rules");
  json->BeginArray();
  for (int i = 0; i < kFamilyCount; ++i) {
    const auto family = static_cast<Family>(i);
    WriteRule(FamilyName(family), DescriptionOf(family), json);
  }
  WriteRule(VerdictName(Verdict::kArtifact), "A machine rewrote this text", json);
  WriteRule(VerdictName(Verdict::kSuspect), "A machine may have rewritten this text", json);
  WriteRule(kUnreadable, "This document could not be read", json);
  json->EndArray();
  json->EndObject();
  json->EndObject();
}

// RFC 3986: all but unreserved characters and slashes as %XX, so that no name can be
// taken for a scheme, a query or a fragment.
std::string UriOf(std::string_view path) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string uri(path.starts_with('/') ? "file://" : "");
  for (const char c : path) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      uri.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri.push_back('%');
    uri.push_back(kDigits[byte >> 4]);
    uri.push_back(kDigits[byte & 0xF]);
  }
  return uri;
}

struct Region {
  Place begin;
  Place end;
};

void WriteRegion(const RecordSource& source, const std::optional<Region>& region,
                 JsonWriter* json) {
  const bool by_line = source.line > 0;
  if (!by_line && (!source.is_whole_input() || !region)) return;
  json->Key("region");
  json->BeginObject();
  json->Key("startLine");
  json->Unsigned(by_line ? source.line : region->begin.line);
  if (!by_line) {
    json->Key("startColumn");
    json->Unsigned(region->begin.column);
    json->Key("endLine");
    json->Unsigned(region->end.line);
    json->Key("endColumn");
    json->Unsigned(region->end.column);
  }
  json->EndObject();
}

void WriteLocations(const RecordSource& source, const std::optional<Region>& region,
                    JsonWriter* json) {
  json->Key("locations");
  json->BeginArray();
  json->BeginObject();
  json->Key("physicalLocation");
  json->BeginObject();
  json->Key("artifactLocation");
  json->BeginObject();
  json->Key("uri");
  json->String(UriOf(source.path));
  json->EndObject();
  WriteRegion(source, region, json);
  json->EndObject();
  json->Key("logicalLocations");
  json->BeginArray();
  json->BeginObject();
  json->Key("fullyQualifiedName");
  json->String(source.id);
  json->EndObject();
  json->EndArray();
  json->EndObject();
  json->EndArray();
}

void BeginResult(std::string_view rule, Severity severity, std::string_view message,
                 JsonWriter* json) {
  json->BeginObject();
  json->Key("ruleId");
  json->String(rule);
  json->Key("level");
  json->String(SeverityName(severity));
  WriteMessage("message", message, json);
}

void WriteHit(const Hit& hit, JsonWriter* json) {
  json->Key("partialFingerprints");
  json->BeginObject();
  json->Key("finding/v1");
  json->String(hit.finding);
  json->EndObject();
  json->Key("properties");
  json->BeginObject();
  json->Key("entry");
  json->String(hit.entry);
  json->Key("gain");
  json->Fixed(hit.gain, 1);
  json->EndObject();
}

}  // namespace

void AppendSarifHeader(const RecordOptions& options, std::string* out) {
  out->append(R"({"version":"2.1.0","$schema":")").append(kSchema).append(R"(","runs":[{"tool":)");
  JsonWriter driver(out);
  WriteDriver(&driver);
  out->append(R"(,"columnKind":")")
      .append(options.offsets == OffsetUnit::kUtf16 ? "utf16CodeUnits" : "unicodeCodePoints")
      .append(R"(","properties":)");
  JsonWriter properties(out);
  properties.BeginObject();
  properties.Key("pack");
  properties.String(options.pack);
  properties.EndObject();
  out->append(",\"results\":[\n");
}

void AppendSarifResults(const Report& report, std::string_view text, const RecordSource& source,
                        const RecordOptions& options, std::string* out) {
  const OffsetUnit unit =
      options.offsets == OffsetUnit::kUtf16 ? OffsetUnit::kUtf16 : OffsetUnit::kCodepoint;
  if (IsAccusing(report.verdict)) {
    out->push_back(',');
    JsonWriter json(out);
    BeginResult(VerdictName(report.verdict), SeverityOf(report.verdict), VerdictMessage(report),
                &json);
    WriteLocations(source, std::nullopt, &json);
    json.EndObject();
    out->push_back('\n');
  }
  LineMap places(text, unit);
  for (const Hit& hit : report.hits) {
    const Span span = ClippedTo(text, hit.span);
    const Place begin = places.At(span.begin);
    out->push_back(',');
    JsonWriter json(out);
    BeginResult(FamilyName(hit.family), SeverityOf(hit), HitMessage(hit, text), &json);
    WriteLocations(source, Region{begin, places.At(span.end)}, &json);
    WriteHit(hit, &json);
    json.EndObject();
    out->push_back('\n');
  }
}

void AppendSarifError(const Error& error, const RecordSource& source, std::string* out) {
  out->push_back(',');
  JsonWriter json(out);
  BeginResult(kUnreadable, Severity::kError, error.message, &json);
  WriteLocations(source, std::nullopt, &json);
  json.EndObject();
  out->push_back('\n');
}

void AppendSarifFooter(std::string* out) { out->append("]}]}\n"); }

}  // namespace calque::reports
