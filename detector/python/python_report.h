// A Report as Python sees it: the report and the str it was made from.
//
// Making Python objects of every sentence would cost more than a tenth of the analysis, so a report
// stays what C++ made until its parts are asked for. Offsets become code points, which is what
// slicing a str takes.
#ifndef CALQUE_DETECTOR_PYTHON_PYTHON_REPORT_H_
#define CALQUE_DETECTOR_PYTHON_PYTHON_REPORT_H_

#include <pybind11/pybind11.h>

#include <cstdint>
#include <string>

#include "calque/report.h"
#include "detector/python/text_argument.h"

namespace calque::python {

class PythonReport {
 public:
  PythonReport(Report report, TextArgument text, std::string pack);

  const Report& report() const { return report_; }
  pybind11::object text() const { return text_.text; }
  const std::string& pack() const { return pack_; }

  // Tuples of calque.Hit and calque.Sentence.
  pybind11::tuple Hits() const;
  pybind11::tuple Sentences() const;
  pybind11::object Evidence() const;
  pybind11::object UnknownWords() const;
  pybind11::dict Explanation() const;
  pybind11::object Pivot() const;  // or None
  pybind11::str Restored() const;
  // The record of `calque scan --format jsonl`, without its line end.
  pybind11::str ToJson(const std::string& id, const std::string& path, std::uint64_t record,
                       std::uint64_t offset, const std::string& url, bool restore) const;
  std::string Repr() const;

 private:
  Report report_;
  TextArgument text_;
  std::string pack_;
};

}  // namespace calque::python

#endif  // CALQUE_DETECTOR_PYTHON_PYTHON_REPORT_H_
