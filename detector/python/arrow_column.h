// A column of results that is filled row by row and handed out over the Arrow C data interface.
//
// One class for the five layouts that are needed, told apart by their format string: "g" (double),
// "l" (int64), "u" (UTF-8), "+l" (list) and "+s" (struct). What is handed out shares the buffers
// and keeps them alive, so a column may be exported again and again.
#ifndef CALQUE_DETECTOR_PYTHON_ARROW_COLUMN_H_
#define CALQUE_DETECTOR_PYTHON_ARROW_COLUMN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "detector/python/arrow_abi.h"

namespace calque::python {

class ArrowColumn {
 public:
  // `format` and `name` must live as long as the column: string literals.
  ArrowColumn(const char* format, const char* name, std::vector<ArrowColumn> children = {});

  // Each adds a row. A struct's and a list's row is closed after those of its children.
  void Double(double value);
  void Integer(std::uint64_t value);
  void Text(std::string_view value);
  void Close();  // a row of "+s", or of "+l" with all that its child got since the last one
  // A row without a value, in the children of a struct too.
  void Null();

  ArrowColumn& child(std::size_t index) { return children_[index]; }
  std::int64_t length() const { return length_; }

  // Fill `*out`, which its owner releases. The rows must not change afterwards.
  static void ExportArray(const std::shared_ptr<const ArrowColumn>& column, ArrowArray* out);
  static void ExportSchema(const std::shared_ptr<const ArrowColumn>& column, ArrowSchema* out);

 private:
  struct Exported;
  void Mark(bool valid);
  void Offset(std::size_t end);

  const char* format_;
  const char* name_;
  std::vector<ArrowColumn> children_;
  std::int64_t length_ = 0;
  std::int64_t nulls_ = 0;
  std::vector<std::uint8_t> valid_;    // a bit a row
  std::vector<std::int64_t> numbers_;  // "l"; of "g" the bits
  std::vector<std::int32_t> offsets_;  // "u" and "+l"
  std::string bytes_;                  // "u"
};

}  // namespace calque::python

#endif  // CALQUE_DETECTOR_PYTHON_ARROW_COLUMN_H_
