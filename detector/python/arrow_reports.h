// Texts of an Arrow column in, one row of results for each out.
#ifndef CALQUE_DETECTOR_PYTHON_ARROW_REPORTS_H_
#define CALQUE_DETECTOR_PYTHON_ARROW_REPORTS_H_

#include <pybind11/pybind11.h>

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "calque/detector.h"
#include "detector/python/arrow_column.h"

namespace calque::python {

// A struct column: verdict, probability, words, distinct, hits_per_1000, gain_per_1000, fluency,
// translationese, pivot, and hits as a list of begin, end, text, original, entry, gain with begin
// and end in code points. Every field is null where the text is. Holds one report at a time.
std::shared_ptr<const ArrowColumn> AnalyzeColumn(
    const Detector& detector, const std::vector<std::optional<std::string_view>>& texts,
    const AnalyzeOptions& options);

// The capsules of __arrow_c_array__ and __arrow_c_schema__.
pybind11::capsule SchemaCapsule(const std::shared_ptr<const ArrowColumn>& column);
pybind11::capsule ArrayCapsule(const std::shared_ptr<const ArrowColumn>& column);

}  // namespace calque::python

#endif  // CALQUE_DETECTOR_PYTHON_ARROW_REPORTS_H_
