// The classes that are filled here are named tuples of calque/_results.py, so that they unpack,
// compare, print and pickle as Python programmers expect.
#include "detector/python/python_report.h"

#include <cstdio>
#include <optional>
#include <utility>

#include "calque/detector.h"
#include "detector/reports/offset_map.h"
#include "detector/reports/record_writer.h"

namespace calque::python {
namespace {

namespace py = pybind11;
using reports::OffsetMap;
using reports::OffsetUnit;

py::object ResultClass(const char* name) {
  return py::module_::import("calque._results").attr(name);
}

py::str ToStr(std::string_view utf8) {
  PyObject* text =
      PyUnicode_DecodeUTF8(utf8.data(), static_cast<Py_ssize_t>(utf8.size()), "replace");
  if (text == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(text);
}

py::object OrNone(std::optional<double> value) {
  return value.has_value() ? py::object(py::float_(*value)) : py::object(py::none());
}

py::tuple Originals(const Hit& hit) {
  py::tuple originals(hit.originals.size());
  for (std::size_t i = 0; i < hit.originals.size(); ++i) originals[i] = ToStr(hit.originals[i]);
  return originals;
}

}  // namespace

PythonReport::PythonReport(Report report, TextArgument text, std::string pack)
    : report_(std::move(report)), text_(std::move(text)), pack_(std::move(pack)) {}

py::tuple PythonReport::Hits() const {
  const py::object make = ResultClass("Hit");
  OffsetMap offsets(text_.utf8, OffsetUnit::kCodepoint);
  py::tuple hits(report_.hits.size());
  for (std::size_t i = 0; i < report_.hits.size(); ++i) {
    const Hit& hit = report_.hits[i];
    const std::uint64_t begin = offsets.At(hit.span.begin);
    const std::uint64_t end = offsets.At(hit.span.end);
    hits[i] = make(begin, end, ToStr(reports::Quote(text_.utf8, hit.span)), Originals(hit),
                   hit.entry, FamilyName(hit.family), StrengthName(hit.strength), hit.gain,
                   hit.finding, hit.inconsistent);
  }
  return hits;
}

py::tuple PythonReport::Sentences() const {
  const py::object make = ResultClass("Sentence");
  OffsetMap offsets(text_.utf8, OffsetUnit::kCodepoint);
  py::tuple sentences(report_.sentences.size());
  for (std::size_t i = 0; i < report_.sentences.size(); ++i) {
    const SentenceReport& sentence = report_.sentences[i];
    const std::uint64_t begin = offsets.At(sentence.span.begin);
    const std::uint64_t end = offsets.At(sentence.span.end);
    sentences[i] =
        make(begin, end, sentence.fluency, sentence.probability, OrNone(sentence.translationese));
  }
  return sentences;
}

py::object PythonReport::Evidence() const {
  const auto& evidence = report_.evidence;
  return ResultClass("Evidence")(evidence.hits, evidence.distinct, evidence.hits_per_1000,
                                 evidence.gain_per_1000, evidence.fluency,
                                 OrNone(evidence.translationese));
}

py::object PythonReport::UnknownWords() const {
  const auto& words = report_.unknown_words;
  return ResultClass("UnknownWords")(words.english, words.name, words.foreign, words.misspelt);
}

py::dict PythonReport::Explanation() const {
  py::dict terms;
  for (const EvidenceTerm& term : report_.explanation) terms[term.name] = term.log_odds;
  return terms;
}

py::object PythonReport::Pivot() const {
  if (!report_.pivot.has_value()) return py::none();
  return ResultClass("Pivot")(report_.pivot->language, report_.pivot->probability);
}

py::str PythonReport::Restored() const { return ToStr(Restore(text_.utf8, report_)); }

py::str PythonReport::ToJson(const std::string& id, const std::string& path, std::uint64_t record,
                             std::uint64_t offset, const std::string& url, bool restore) const {
  std::string json;
  reports::AppendRecord(report_, text_.utf8, {id, path, url, "", record, offset},
                        {OffsetUnit::kCodepoint, restore, pack_}, &json);
  json.pop_back();
  return ToStr(json);
}

std::string PythonReport::Repr() const {
  char text[160];
  std::snprintf(text, sizeof text, "<calque.Report %s, probability %.4f, %zu hits in %zu words>",
                VerdictName(report_.verdict), report_.probability, report_.hits.size(),
                report_.words);
  return text;
}

}  // namespace calque::python
