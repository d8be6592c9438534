// The structs of the Arrow C data interface and C stream interface, as the Apache Arrow
// specification lays them out (https://arrow.apache.org/docs/format/CDataInterface.html). They are
// an ABI, made to be declared by each side for itself; no Arrow library is needed.
#ifndef CALQUE_DETECTOR_PYTHON_ARROW_ABI_H_
#define CALQUE_DETECTOR_PYTHON_ARROW_ABI_H_

#include <cstdint>

extern "C" {

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};

struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema* out);
  int (*get_next)(ArrowArrayStream*, ArrowArray* out);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};

}  // extern "C"

namespace calque::python {

inline constexpr std::int64_t kArrowNullable = 2;  // ARROW_FLAG_NULLABLE

}  // namespace calque::python

#endif  // CALQUE_DETECTOR_PYTHON_ARROW_ABI_H_
