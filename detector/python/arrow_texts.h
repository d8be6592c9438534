// A column of strings that came over the Arrow C interface, read where it lies.
#ifndef CALQUE_DETECTOR_PYTHON_ARROW_TEXTS_H_
#define CALQUE_DETECTOR_PYTHON_ARROW_TEXTS_H_

#include <pybind11/pybind11.h>

#include <optional>
#include <string_view>
#include <vector>

#include "detector/python/arrow_abi.h"

namespace calque::python {

// Owns the arrays; the texts point into their buffers.
class ArrowTexts {
 public:
  // `column` has __arrow_c_stream__ (pyarrow.ChunkedArray, polars.Series, pandas.Series) or
  // __arrow_c_array__ (pyarrow.Array). Raises TypeError for anything else, and for columns that are
  // not strings; utf8, large_utf8 and utf8_view are read.
  explicit ArrowTexts(const pybind11::object& column);
  ArrowTexts(const ArrowTexts&) = delete;
  ArrowTexts& operator=(const ArrowTexts&) = delete;
  ~ArrowTexts();

  // Without a value where the column is null.
  const std::vector<std::optional<std::string_view>>& texts() const { return texts_; }

 private:
  void TakeStream(ArrowArrayStream* stream);
  void TakeArray(const std::string_view format, ArrowArray* array);

  std::vector<ArrowArray> arrays_;
  std::vector<std::optional<std::string_view>> texts_;
};

}  // namespace calque::python

#endif  // CALQUE_DETECTOR_PYTHON_ARROW_TEXTS_H_
