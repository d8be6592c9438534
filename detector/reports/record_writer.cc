// Each part of the record has one function, called in the order of the schema.
#include "detector/reports/record_writer.h"

#include "calque/detector.h"
#include "detector/reports/json_writer.h"
#include "detector/reports/offset_map.h"

namespace calque::reports {
namespace {

void WriteHead(const RecordSource& source, JsonWriter* json) {
  json->Key("schema");
  json->Unsigned(kRecordSchemaVersion);
  json->Key("id");
  json->String(source.id);
  json->Key("source");
  json->BeginObject();
  json->Key("path");
  json->String(source.path);
  json->Key("record");
  json->Unsigned(source.record);
  json->Key("offset");
  json->Unsigned(source.offset);
  WriteAddress(source, json);
  json->EndObject();
}

void WriteVerdict(const Report& report, JsonWriter* json) {
  json->Key("verdict");
  json->String(VerdictName(report.verdict));
  json->Key("probability");
  json->Fixed(report.probability, 4);
  json->Key("mode");
  json->String(ModeName(report.mode));
  json->Key("words");
  json->Unsigned(report.words);
  if (report.invalid_bytes > 0) {
    json->Key("invalid_bytes");
    json->Unsigned(report.invalid_bytes);
  }
}

void WriteEvidence(const Evidence& evidence, JsonWriter* json) {
  json->Key("evidence");
  json->BeginObject();
  json->Key("hits");
  json->Unsigned(evidence.hits);
  json->Key("distinct");
  json->Unsigned(evidence.distinct);
  json->Key("hits_per_1000");
  json->Fixed(evidence.hits_per_1000, 1);
  json->Key("gain_per_1000");
  json->Fixed(evidence.gain_per_1000, 1);
  json->Key("fluency");
  json->Fixed(evidence.fluency, 2);
  json->Key("translationese");
  if (evidence.translationese.has_value()) {
    json->Fixed(*evidence.translationese, 3);
  } else {
    json->Null();
  }
  json->EndObject();
}

void WriteExplanation(const std::vector<EvidenceTerm>& terms, JsonWriter* json) {
  json->Key("explanation");
  json->BeginObject();
  for (const EvidenceTerm& term : terms) {
    json->Key(term.name);
    json->Fixed(term.log_odds, 2);
  }
  json->EndObject();
}

void WriteSpan(Span span, std::string_view text, OffsetMap* offsets, JsonWriter* json) {
  const Span clipped = ClippedTo(text, span);
  json->Key("begin");
  json->Unsigned(offsets->At(clipped.begin));
  json->Key("end");
  json->Unsigned(offsets->At(clipped.end));
}

void WriteHit(const Hit& hit, std::string_view text, OffsetMap* offsets, JsonWriter* json) {
  json->BeginObject();
  WriteSpan(hit.span, text, offsets, json);
  json->Key("text");
  json->String(Quote(text, hit.span));
  json->Key("originals");
  json->BeginArray();
  for (const std::string& original : hit.originals) json->String(original);
  json->EndArray();
  json->Key("entry");
  json->String(hit.entry);
  json->Key("family");
  json->String(FamilyName(hit.family));
  json->Key("strength");
  json->String(StrengthName(hit.strength));
  json->Key("gain");
  json->Fixed(hit.gain, 1);
  json->Key("finding");
  json->String(hit.finding);
  json->EndObject();
}

void WriteHits(const Report& report, std::string_view text, OffsetUnit unit, JsonWriter* json) {
  OffsetMap offsets(text, unit);
  json->Key("hits");
  json->BeginArray();
  for (const Hit& hit : report.hits) WriteHit(hit, text, &offsets, json);
  json->EndArray();
}

void WriteSentences(const Report& report, std::string_view text, OffsetUnit unit,
                    JsonWriter* json) {
  OffsetMap offsets(text, unit);
  json->Key("sentences");
  json->BeginArray();
  for (const SentenceReport& sentence : report.sentences) {
    json->BeginObject();
    WriteSpan(sentence.span, text, &offsets, json);
    json->Key("fluency");
    json->Fixed(sentence.fluency, 2);
    json->Key("probability");
    json->Fixed(sentence.probability, 3);
    json->EndObject();
  }
  json->EndArray();
}

void WritePivot(const Report& report, JsonWriter* json) {
  json->Key("pivot");
  if (!report.pivot.has_value()) {
    json->Null();
    return;
  }
  json->BeginObject();
  json->Key("language");
  json->String(report.pivot->language);
  json->Key("probability");
  json->Fixed(report.pivot->probability, 3);
  json->EndObject();
}

void WriteBuild(const RecordOptions& options, JsonWriter* json) {
  json->Key("pack");
  json->String(options.pack);
  json->Key("calque");
  json->String(Version());
}

}  // namespace

void WriteAddress(const RecordSource& source, JsonWriter* json) {
  if (!source.url.empty()) {
    json->Key("url");
    json->String(source.url);
  }
  if (!source.charset.empty() && source.charset != "utf-8") {
    json->Key("charset");
    json->String(source.charset);
  }
}

void AppendRecord(const Report& report, std::string_view text, const RecordSource& source,
                  const RecordOptions& options, std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  WriteHead(source, &json);
  WriteVerdict(report, &json);
  WriteEvidence(report.evidence, &json);
  WriteExplanation(report.explanation, &json);
  WriteHits(report, text, options.offsets, &json);
  WriteSentences(report, text, options.offsets, &json);
  WritePivot(report, &json);
  if (options.restore) {
    json.Key("restored");
    json.String(Restore(text, report));
  }
  json.Key("offset_unit");
  json.String(OffsetUnitName(options.offsets));
  WriteBuild(options, &json);
  json.EndObject();
  out->push_back('\n');
}

void AppendErrorRecord(const Error& error, const RecordSource& source, const RecordOptions& options,
                       std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  WriteHead(source, &json);
  json.Key("error");
  json.BeginObject();
  json.Key("code");
  json.String(ErrorCodeName(error.code));
  json.Key("message");
  json.String(error.message);
  json.EndObject();
  WriteBuild(options, &json);
  json.EndObject();
  out->push_back('\n');
}

}  // namespace calque::reports
