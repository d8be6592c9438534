// A str that came from Python, as the UTF-8 that the detector reads.
#ifndef CALQUE_DETECTOR_PYTHON_TEXT_ARGUMENT_H_
#define CALQUE_DETECTOR_PYTHON_TEXT_ARGUMENT_H_

#include <pybind11/pybind11.h>

#include <string_view>
#include <vector>

namespace calque::python {

// The view points into the str, which keeps its UTF-8: no copy for ASCII, one for all else.
struct TextArgument {
  pybind11::object text;
  std::string_view utf8;
};

// Raises TypeError for what is no str and ValueError for a lone surrogate, which no UTF-8 can
// hold; the message calls the argument `name`, or "name[index]" for one of many.
TextArgument TextOf(pybind11::handle object, const char* name);
// Of any iterable but a str.
std::vector<TextArgument> TextsOf(pybind11::handle iterable, const char* name);

}  // namespace calque::python

#endif  // CALQUE_DETECTOR_PYTHON_TEXT_ARGUMENT_H_
