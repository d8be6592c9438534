// Python's own error for a lone surrogate ("'utf-8' codec can't encode character") hides what the
// caller can do about it, and pybind11's for a wrong type lists signatures: both are replaced.
#include "detector/python/text_argument.h"

#include <cstdio>
#include <optional>
#include <string>

namespace calque::python {
namespace {

namespace py = pybind11;

std::string Named(const char* name, std::optional<std::size_t> index) {
  return index.has_value() ? std::string(name) + "[" + std::to_string(*index) + "]" : name;
}

[[noreturn]] void RaiseType(py::handle object, const std::string& name) {
  const std::string type = py::str(py::type::of(object).attr("__name__"));
  std::string message = name + " must be str, not " + type;
  if (PyBytes_Check(object.ptr()) != 0) message += "; calque.decode() makes a str of bytes";
  if (PyFloat_Check(object.ptr()) != 0 || object.is_none()) message += "; leave missing texts out";
  throw py::type_error(message);
}

[[noreturn]] void RaiseSurrogate(py::handle object, const std::string& name) {
  PyErr_Clear();
  const Py_ssize_t length = PyUnicode_GetLength(object.ptr());
  Py_ssize_t at = 0;
  Py_UCS4 code = 0;
  for (; at < length; ++at) {
    code = PyUnicode_ReadChar(object.ptr(), at);
    if (code >= 0xD800 && code <= 0xDFFF) break;
  }
  char hex[16];
  std::snprintf(hex, sizeof hex, "U+%04X", static_cast<unsigned>(code));
  throw py::value_error(name + " holds a lone surrogate, " + hex + ", at index " +
                        std::to_string(at) +
                        "; it is no text. text.encode('utf-16', 'surrogatepass')"
                        ".decode('utf-16', 'replace') puts U+FFFD in its place");
}

TextArgument Read(py::handle object, const char* name, std::optional<std::size_t> index) {
  if (PyUnicode_Check(object.ptr()) == 0) RaiseType(object, Named(name, index));
  Py_ssize_t size = 0;
  const char* utf8 = PyUnicode_AsUTF8AndSize(object.ptr(), &size);
  if (utf8 == nullptr && PyErr_ExceptionMatches(PyExc_UnicodeEncodeError) == 0) {
    throw py::error_already_set();
  }
  if (utf8 == nullptr) RaiseSurrogate(object, Named(name, index));
  return {py::reinterpret_borrow<py::object>(object), {utf8, static_cast<std::size_t>(size)}};
}

}  // namespace

TextArgument TextOf(py::handle object, const char* name) {
  return Read(object, name, std::nullopt);
}

std::vector<TextArgument> TextsOf(py::handle iterable, const char* name) {
  if (PyUnicode_Check(iterable.ptr()) != 0) {
    throw py::type_error(std::string(name) + " must hold several str, this is one; see analyze()");
  }
  std::vector<TextArgument> texts;
  for (const py::handle text : py::iter(iterable)) {
    texts.push_back(Read(text, name, texts.size()));
  }
  return texts;
}

}  // namespace calque::python
