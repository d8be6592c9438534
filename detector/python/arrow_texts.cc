// Layouts by format string: "u" has 32-bit offsets into one buffer of bytes, "U" 64-bit ones, "vu"
// sixteen bytes a string: its length, then either its bytes (up to twelve) or four of them, the
// number of a buffer and the place there.
#include "detector/python/arrow_texts.h"

#include <cstdint>
#include <cstring>
#include <string>

namespace calque::python {
namespace {

namespace py = pybind11;

// Releases what a producer lent.
template <typename Struct>
struct Released {
  Struct value{};
  Released() = default;
  Released(const Released&) = delete;
  Released& operator=(const Released&) = delete;
  ~Released() {
    if (value.release != nullptr) value.release(&value);
  }
};

template <typename Struct>
Struct* FromCapsule(const py::handle capsule, const char* name) {
  auto* pointer = static_cast<Struct*>(PyCapsule_GetPointer(capsule.ptr(), name));
  if (pointer == nullptr) throw py::error_already_set();
  return pointer;
}

void RequireStrings(const ArrowSchema& schema) {
  const std::string_view format = schema.format;
  const bool strings = format == "u" || format == "U" || format == "vu";
  if (strings && schema.dictionary == nullptr) return;
  std::string message =
      "the column must hold strings (utf8, large_utf8 or utf8_view), not Arrow "
      "format '" +
      std::string(format) + "'";
  if (format == "+s") message += "; give one column of the table";
  if (schema.dictionary != nullptr) message += " with a dictionary; decode it first";
  throw py::type_error(message);
}

bool IsNull(const ArrowArray& array, std::int64_t index) {
  const auto* bits = static_cast<const std::uint8_t*>(array.buffers[0]);
  return bits != nullptr && (bits[index / 8] >> (index % 8) & 1) == 0;
}

template <typename Offset>
std::string_view OffsetText(const ArrowArray& array, std::int64_t index) {
  const auto* offsets = static_cast<const Offset*>(array.buffers[1]);
  const auto begin = static_cast<std::size_t>(offsets[index]);
  const auto size = static_cast<std::size_t>(offsets[index + 1]) - begin;
  return size == 0 ? std::string_view()
                   : std::string_view(static_cast<const char*>(array.buffers[2]) + begin, size);
}

std::string_view ViewText(const ArrowArray& array, std::int64_t index) {
  constexpr std::int64_t kViewSize = 16;
  constexpr std::int32_t kInline = 12;
  const char* view = static_cast<const char*>(array.buffers[1]) + index * kViewSize;
  std::int32_t fields[4];  // length, prefix, buffer, offset
  std::memcpy(fields, view, sizeof fields);
  const auto size = static_cast<std::size_t>(fields[0]);
  if (fields[0] <= kInline) return {view + sizeof fields[0], size};
  return {static_cast<const char*>(array.buffers[2 + fields[2]]) + fields[3], size};
}

std::string_view TextAt(std::string_view format, const ArrowArray& array, std::int64_t index) {
  if (format == "u") return OffsetText<std::int32_t>(array, index);
  if (format == "U") return OffsetText<std::int64_t>(array, index);
  return ViewText(array, index);
}

}  // namespace

ArrowTexts::ArrowTexts(const py::object& column) {
  if (py::hasattr(column, "__arrow_c_stream__")) {
    const py::object capsule = column.attr("__arrow_c_stream__")();
    TakeStream(FromCapsule<ArrowArrayStream>(capsule, "arrow_array_stream"));
    return;
  }
  if (!py::hasattr(column, "__arrow_c_array__")) {
    throw py::type_error(
        "the column must be an Arrow array (pyarrow, polars or any object with "
        "__arrow_c_array__ or __arrow_c_stream__)");
  }
  const py::tuple capsules = column.attr("__arrow_c_array__")();
  const auto* schema = FromCapsule<ArrowSchema>(capsules[0], "arrow_schema");
  RequireStrings(*schema);
  TakeArray(schema->format, FromCapsule<ArrowArray>(capsules[1], "arrow_array"));
}

ArrowTexts::~ArrowTexts() {
  for (ArrowArray& array : arrays_) array.release(&array);
}

void ArrowTexts::TakeStream(ArrowArrayStream* stream) {
  Released<ArrowSchema> schema;
  const auto check = [&](int code) {
    if (code == 0) return;
    const char* why = stream->get_last_error(stream);
    throw py::value_error(std::string("the Arrow stream failed: ") +
                          (why != nullptr ? why : std::strerror(code)));
  };
  check(stream->get_schema(stream, &schema.value));
  RequireStrings(schema.value);
  for (;;) {
    ArrowArray array{};
    check(stream->get_next(stream, &array));
    if (array.release == nullptr) return;
    TakeArray(schema.value.format, &array);
  }
}

// A moved-from array is marked by an empty release, as the interface wants.
void ArrowTexts::TakeArray(std::string_view format, ArrowArray* array) {
  arrays_.push_back(*array);
  array->release = nullptr;
  const ArrowArray& mine = arrays_.back();
  for (std::int64_t i = mine.offset; i < mine.offset + mine.length; ++i) {
    if (IsNull(mine, i)) {
      texts_.emplace_back(std::nullopt);
    } else {
      texts_.emplace_back(TextAt(format, mine, i));
    }
  }
}

}  // namespace calque::python
