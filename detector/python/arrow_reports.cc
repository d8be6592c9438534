// The columns stand in one table of constants, in the order in which a row is filled.
#include "detector/python/arrow_reports.h"

#include <cmath>
#include <utility>

#include "detector/reports/offset_map.h"
#include "detector/reports/record.h"

namespace calque::python {
namespace {

namespace py = pybind11;

// Places among the children of a row, and of a hit.
enum Field {
  kVerdict,
  kProbability,
  kWords,
  kDistinct,
  kHitsPer1000,
  kGainPer1000,
  kFluency,
  kTranslationese,
  kPivot,
  kHits
};
enum HitField { kBegin, kEnd, kText, kOriginal, kEntry, kGain };

ArrowColumn EmptyColumns() {
  ArrowColumn hit("+s", "item",
                  {{"l", "begin"},
                   {"l", "end"},
                   {"u", "text"},
                   {"u", "original"},
                   {"u", "entry"},
                   {"g", "gain"}});
  std::vector<ArrowColumn> fields = {
      {"u", "verdict"},  {"g", "probability"},    {"l", "words"},
      {"l", "distinct"}, {"g", "hits_per_1000"},  {"g", "gain_per_1000"},
      {"g", "fluency"},  {"g", "translationese"}, {"u", "pivot"}};
  fields.emplace_back("+l", "hits", std::vector<ArrowColumn>{std::move(hit)});
  return {"+s", "", std::move(fields)};
}

void AddHit(const Hit& hit, std::string_view text, reports::OffsetMap* offsets, ArrowColumn* out) {
  out->child(kBegin).Integer(offsets->At(hit.span.begin));
  out->child(kEnd).Integer(offsets->At(hit.span.end));
  out->child(kText).Text(reports::Quote(text, hit.span));
  hit.originals.empty() ? out->child(kOriginal).Null()
                        : out->child(kOriginal).Text(hit.originals[0]);
  out->child(kEntry).Text(hit.entry);
  out->child(kGain).Double(hit.gain);
  out->Close();
}

void AddRow(const Report& report, std::string_view text, ArrowColumn* out) {
  const Evidence& evidence = report.evidence;
  out->child(kVerdict).Text(VerdictName(report.verdict));
  out->child(kProbability).Double(report.probability);
  out->child(kWords).Integer(report.words);
  out->child(kDistinct).Integer(evidence.distinct);
  out->child(kHitsPer1000).Double(evidence.hits_per_1000);
  out->child(kGainPer1000).Double(evidence.gain_per_1000);
  out->child(kFluency).Double(evidence.fluency);
  evidence.translationese.has_value() ? out->child(kTranslationese).Double(*evidence.translationese)
                                      : out->child(kTranslationese).Null();
  report.pivot.has_value() ? out->child(kPivot).Text(report.pivot->language)
                           : out->child(kPivot).Null();
  reports::OffsetMap offsets(text, reports::OffsetUnit::kCodepoint);
  for (const Hit& hit : report.hits) AddHit(hit, text, &offsets, &out->child(kHits).child(0));
  out->child(kHits).Close();
  out->Close();
}

// A text that is null: the row is there, its fields are not.
void AddNullRow(ArrowColumn* out) {
  for (std::size_t field = kVerdict; field <= kHits; ++field) out->child(field).Null();
  out->Close();
}

template <typename Struct>
py::capsule Capsule(Struct exported, const char* name) {
  return py::capsule(new Struct(exported), name, [](PyObject* capsule) {
    auto* owned = static_cast<Struct*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
    if (owned->release != nullptr) owned->release(owned);
    delete owned;
  });
}

}  // namespace

std::shared_ptr<const ArrowColumn> AnalyzeColumn(
    const Detector& detector, const std::vector<std::optional<std::string_view>>& texts,
    const AnalyzeOptions& options) {
  auto rows = std::make_shared<ArrowColumn>(EmptyColumns());
  Report report;
  for (const std::optional<std::string_view>& text : texts) {
    if (text.has_value()) {
      detector.AnalyzeInto(*text, &report, options);
      AddRow(report, *text, rows.get());
    } else {
      AddNullRow(rows.get());
    }
  }
  return rows;
}

py::capsule SchemaCapsule(const std::shared_ptr<const ArrowColumn>& column) {
  ArrowSchema schema{};
  ArrowColumn::ExportSchema(column, &schema);
  return Capsule(schema, "arrow_schema");
}

py::capsule ArrayCapsule(const std::shared_ptr<const ArrowColumn>& column) {
  ArrowArray array{};
  ArrowColumn::ExportArray(column, &array);
  return Capsule(array, "arrow_array");
}

}  // namespace calque::python
