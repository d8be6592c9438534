// One pass over the text for the hits of all families, one for the sentences.
#include "detector/reports/dolma_writer.h"

#include <array>
#include <cstddef>
#include <vector>

#include "detector/reports/json_writer.h"
#include "detector/reports/offset_map.h"

namespace calque::reports {
namespace {

constexpr int kScoreDigits = 5;

// In code points.
struct ScoredSpan {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  double score = 0;
};
using ScoredSpans = std::vector<ScoredSpan>;

ScoredSpan Scored(std::string_view text, Span span, double score, OffsetMap* offsets) {
  const Span clipped = ClippedTo(text, span);
  const std::uint64_t begin = offsets->At(clipped.begin);
  return {begin, offsets->At(clipped.end), score};
}

void WriteAttribute(std::string_view tagger, std::string_view type, const ScoredSpans& spans,
                    JsonWriter* json) {
  json->Key(std::string("calque__").append(tagger).append("__").append(type));
  json->BeginArray();
  for (const ScoredSpan& span : spans) {
    json->BeginArray();
    json->Unsigned(span.begin);
    json->Unsigned(span.end);
    json->Fixed(span.score, kScoreDigits);
    json->EndArray();
  }
  json->EndArray();
}

void WriteDocument(const Report& report, std::uint64_t length, JsonWriter* json) {
  const auto whole = [&](const char* type, double score) {
    WriteAttribute("document", type, {{0, length, score}}, json);
  };
  const auto is = [&](Verdict verdict) { return report.verdict == verdict ? 1.0 : 0.0; };
  whole("probability", report.probability);
  whole("artifact", is(Verdict::kArtifact));
  whole("suspect", is(Verdict::kSuspect));
  whole("insufficient", is(Verdict::kInsufficient));
  whole("words", static_cast<double>(report.words));
  whole("hits_per_1000", report.evidence.hits_per_1000);
}

void WriteHits(const Report& report, std::string_view text, JsonWriter* json) {
  OffsetMap offsets(text, OffsetUnit::kCodepoint);
  std::array<ScoredSpans, kFamilyCount> families;
  for (const Hit& hit : report.hits) {
    families[static_cast<std::size_t>(hit.family)].push_back(
        Scored(text, hit.span, hit.gain, &offsets));
  }
  for (std::size_t i = 0; i < families.size(); ++i) {
    WriteAttribute("hit", FamilyName(static_cast<Family>(i)), families[i], json);
  }
}

void WriteSentences(const Report& report, std::string_view text, JsonWriter* json) {
  OffsetMap offsets(text, OffsetUnit::kCodepoint);
  ScoredSpans spans;
  for (const SentenceReport& sentence : report.sentences) {
    spans.push_back(Scored(text, sentence.span, sentence.probability, &offsets));
  }
  WriteAttribute("sentence", "probability", spans, json);
}

void BeginLine(const RecordSource& source, JsonWriter* json) {
  json->BeginObject();
  json->Key("id");
  json->String(source.id);
  json->Key("attributes");
  json->BeginObject();
}

void EndLine(JsonWriter* json, std::string* out) {
  json->EndObject();
  json->EndObject();
  out->push_back('\n');
}

}  // namespace

void AppendDolmaAttributes(const Report& report, std::string_view text, const RecordSource& source,
                           std::string* out) {
  JsonWriter json(out);
  BeginLine(source, &json);
  WriteDocument(report, OffsetMap(text, OffsetUnit::kCodepoint).At(text.size()), &json);
  WriteHits(report, text, &json);
  WriteSentences(report, text, &json);
  EndLine(&json, out);
}

void AppendDolmaError(const RecordSource& source, std::string* out) {
  JsonWriter json(out);
  BeginLine(source, &json);
  WriteAttribute("document", "error", {{0, 0, 1.0}}, &json);
  EndLine(&json, out);
}

}  // namespace calque::reports
