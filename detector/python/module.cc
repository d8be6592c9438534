// The module calque._calque: Python's arguments in, library calls without the interpreter lock,
// Python's objects out. Its types are described for people and type checkers in calque/_calque.pyi.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "calque/charset.h"
#include "calque/detector.h"
#include "detector/python/arrow_reports.h"
#include "detector/python/arrow_texts.h"
#include "detector/python/python_report.h"
#include "detector/python/text_argument.h"

namespace calque::python {
namespace {

namespace py = pybind11;

// What a Detector was opened with; all that a pickle holds.
struct Settings {
  std::string pack;                                             // empty: the built-in one
  std::vector<std::pair<std::string, py::bytes>> dictionaries;  // name, content
  std::vector<std::pair<std::string, py::bytes>> ignore;
  bool huge_pages = false;
};

struct PythonDetector {
  Settings settings;
  Detector detector;
};

// Rows of results, for __arrow_c_array__.
struct ArrowResult {
  std::shared_ptr<const ArrowColumn> rows;
};

[[noreturn]] void Raise(const Error& error) {
  PyObject* type = PyExc_ValueError;
  if (error.code == ErrorCode::kNotFound) type = PyExc_FileNotFoundError;
  if (error.code == ErrorCode::kPermissionDenied) type = PyExc_PermissionError;
  if (error.code == ErrorCode::kIo) type = PyExc_OSError;
  if (error.code == ErrorCode::kResourceExhausted) type = PyExc_MemoryError;
  PyErr_SetString(type, error.message.c_str());
  throw py::error_already_set();
}

AnalyzeOptions OptionsOf(const std::string& mode) {
  const std::optional<Mode> parsed = ParseMode(mode);
  if (parsed.has_value()) return {*parsed};
  throw py::value_error("mode must be 'strict', 'balanced' or 'sensitive', not '" + mode + "'");
}

std::string PathOf(const py::handle path) {
  return py::module_::import("os").attr("fsdecode")(path).cast<std::string>();
}

std::vector<std::pair<std::string, py::bytes>> ReadFiles(const py::iterable& paths) {
  if (py::isinstance<py::str>(paths)) throw py::type_error("give a list of files, not one str");
  std::vector<std::pair<std::string, py::bytes>> files;
  for (const py::handle path : paths) {
    const py::object content =
        py::module_::import("pathlib").attr("Path")(path).attr("read_bytes")();
    files.emplace_back(PathOf(path), content);
  }
  return files;
}

std::vector<NamedBytes> Copies(const std::vector<std::pair<std::string, py::bytes>>& files) {
  std::vector<NamedBytes> copies;
  copies.reserve(files.size());
  for (const auto& [name, bytes] : files) copies.push_back({name, bytes});
  return copies;
}

std::unique_ptr<PythonDetector> Open(Settings settings) {
  const DetectorOptions options = {Copies(settings.dictionaries), Copies(settings.ignore),
                                   settings.huge_pages};
  Result<Detector> opened = [&] {
    const py::gil_scoped_release unlocked;
    return settings.pack.empty() ? Detector::Open(options) : Detector::Open(settings.pack, options);
  }();
  if (!opened.ok()) Raise(opened.error());
  return std::make_unique<PythonDetector>(PythonDetector{std::move(settings), std::move(*opened)});
}

std::unique_ptr<PythonDetector> OpenFiles(const py::object& pack, const py::iterable& dictionaries,
                                          const py::iterable& ignore, const bool huge_pages) {
  return Open({pack.is_none() ? std::string() : PathOf(pack), ReadFiles(dictionaries),
               ReadFiles(ignore), huge_pages});
}

PythonReport Analyze(const PythonDetector& self, const py::handle text, const std::string& mode) {
  const AnalyzeOptions options = OptionsOf(mode);
  TextArgument argument = TextOf(text, "text");
  Report report = [&] {
    const py::gil_scoped_release unlocked;
    return self.detector.Analyze(argument.utf8, options);
  }();
  return {std::move(report), std::move(argument), self.detector.pack_name()};
}

py::list AnalyzeBatch(const PythonDetector& self, const py::handle texts, const std::string& mode) {
  const AnalyzeOptions options = OptionsOf(mode);
  std::vector<TextArgument> arguments = TextsOf(texts, "texts");
  std::vector<std::string_view> views;
  views.reserve(arguments.size());
  for (const TextArgument& argument : arguments) views.push_back(argument.utf8);
  std::vector<Report> reports = [&] {
    const py::gil_scoped_release unlocked;
    return self.detector.AnalyzeBatch(views, options);
  }();
  py::list results(arguments.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    results[i] = py::cast(
        PythonReport(std::move(reports[i]), std::move(arguments[i]), self.detector.pack_name()));
  }
  return results;
}

ArrowResult AnalyzeArrow(const PythonDetector& self, const py::object& column,
                         const std::string& mode) {
  const AnalyzeOptions options = OptionsOf(mode);
  const ArrowTexts texts(column);
  const py::gil_scoped_release unlocked;
  return {AnalyzeColumn(self.detector, texts.texts(), options)};
}

// A str of the bytes of a page; what is no text becomes U+FFFD.
py::str Decode(const py::bytes& data, const std::string& declared) {
  const std::string_view bytes = data;
  const DecodedText decoded = DecodeText(bytes, declared);
  const std::string_view text = decoded.as_is ? bytes : std::string_view(decoded.text);
  PyObject* str =
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
  if (str == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(str);
}

void BindReport(py::module_* module) {
  py::class_<PythonReport>(*module, "Report")
      .def_property_readonly("text", &PythonReport::text)
      .def_property_readonly("verdict",
                             [](const PythonReport& r) { return VerdictName(r.report().verdict); })
      .def_property_readonly("probability",
                             [](const PythonReport& r) { return r.report().probability; })
      .def_property_readonly("mode",
                             [](const PythonReport& r) { return ModeName(r.report().mode); })
      .def_property_readonly("words", [](const PythonReport& r) { return r.report().words; })
      .def_property_readonly("hits", &PythonReport::Hits)
      .def_property_readonly("sentences", &PythonReport::Sentences)
      .def_property_readonly("evidence", &PythonReport::Evidence)
      .def_property_readonly("explanation", &PythonReport::Explanation)
      .def_property_readonly("unknown_words", &PythonReport::UnknownWords)
      .def_property_readonly("pivot", &PythonReport::Pivot)
      .def_property_readonly("pack", &PythonReport::pack)
      .def("restored", &PythonReport::Restored)
      .def("to_json", &PythonReport::ToJson, py::kw_only(), py::arg("id") = "",
           py::arg("path") = "", py::arg("record") = 0, py::arg("offset") = 0, py::arg("url") = "",
           py::arg("restore") = false)
      .def("__repr__", &PythonReport::Repr);
}

void BindDetector(py::module_* module) {
  py::class_<PythonDetector>(*module, "Detector")
      .def(py::init(&OpenFiles), py::arg("pack") = py::none(), py::kw_only(),
           py::arg("dictionaries") = py::tuple(), py::arg("ignore") = py::tuple(),
           py::arg("huge_pages") = false)
      .def("analyze", &Analyze, py::arg("text"), py::kw_only(), py::arg("mode") = "strict")
      .def("analyze_batch", &AnalyzeBatch, py::arg("texts"), py::kw_only(),
           py::arg("mode") = "strict")
      .def("analyze_arrow", &AnalyzeArrow, py::arg("column"), py::kw_only(),
           py::arg("mode") = "strict")
      .def_property_readonly("pack_name",
                             [](const PythonDetector& d) { return d.detector.pack_name(); })
      .def("__repr__",
           [](const PythonDetector& d) {
             return "<calque.Detector with pack " + d.detector.pack_name() + ">";
           })
      .def(py::pickle(
          [](const PythonDetector& d) {
            return py::make_tuple(d.settings.pack, d.settings.dictionaries, d.settings.ignore,
                                  d.settings.huge_pages);
          },
          [](const py::tuple& state) {
            using Files = std::vector<std::pair<std::string, py::bytes>>;
            return Open({state[0].cast<std::string>(), state[1].cast<Files>(),
                         state[2].cast<Files>(), state[3].cast<bool>()});
          }));
}

void BindArrow(py::module_* module) {
  py::class_<ArrowResult>(*module, "ArrowResult")
      .def("__len__", [](const ArrowResult& r) { return r.rows->length(); })
      .def("__arrow_c_schema__", [](const ArrowResult& r) { return SchemaCapsule(r.rows); })
      .def(
          "__arrow_c_array__",
          [](const ArrowResult& r, const py::object&) {
            return py::make_tuple(SchemaCapsule(r.rows), ArrayCapsule(r.rows));
          },
          py::arg("requested_schema") = py::none());
}

}  // namespace

PYBIND11_MODULE(_calque, module) {
  BindReport(&module);
  BindDetector(&module);
  BindArrow(&module);
  module.def("decode", &Decode, py::arg("data"), py::arg("declared") = "");
  module.attr("__version__") = Version();
}

}  // namespace calque::python
