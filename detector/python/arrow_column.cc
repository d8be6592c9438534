// Every exported struct owns a small allocation with the pointers that Arrow wants and a share in
// the column; releasing the struct frees both.
#include "detector/python/arrow_column.h"

#include <array>
#include <bit>
#include <limits>
#include <stdexcept>
#include <utility>

namespace calque::python {

// What an exported struct points to.
struct ArrowColumn::Exported {
  std::shared_ptr<const ArrowColumn> column;
  std::array<const void*, 3> buffers{};
  std::vector<ArrowArray> arrays;
  std::vector<ArrowArray*> array_pointers;
  std::vector<ArrowSchema> schemas;
  std::vector<ArrowSchema*> schema_pointers;

  // Children are released through their parents, or were moved out before.
  template <typename Struct>
  static void Release(Struct* given) {
    for (std::int64_t i = 0; i < given->n_children; ++i) {
      if (given->children[i]->release != nullptr) given->children[i]->release(given->children[i]);
    }
    given->release = nullptr;
    delete static_cast<Exported*>(given->private_data);
  }
};

ArrowColumn::ArrowColumn(const char* format, const char* name, std::vector<ArrowColumn> children)
    : format_(format), name_(name), children_(std::move(children)) {
  const std::string_view layout = format_;
  if (layout == "u" || layout == "+l") offsets_.push_back(0);
}

void ArrowColumn::Mark(bool valid) {
  if (length_ % 8 == 0) valid_.push_back(0);
  if (valid) valid_.back() = static_cast<std::uint8_t>(valid_.back() | 1U << (length_ % 8));
  if (!valid) ++nulls_;
  ++length_;
}

void ArrowColumn::Offset(std::size_t end) {
  if (end > std::numeric_limits<std::int32_t>::max()) {
    throw std::length_error("more than 2 GB of results in one column: pass smaller batches");
  }
  offsets_.push_back(static_cast<std::int32_t>(end));
}

void ArrowColumn::Double(double value) {
  numbers_.push_back(std::bit_cast<std::int64_t>(value));
  Mark(true);
}

void ArrowColumn::Integer(std::uint64_t value) {
  numbers_.push_back(static_cast<std::int64_t>(value));
  Mark(true);
}

void ArrowColumn::Text(std::string_view value) {
  bytes_.append(value);
  Offset(bytes_.size());
  Mark(true);
}

void ArrowColumn::Close() {
  if (!offsets_.empty()) Offset(static_cast<std::size_t>(children_[0].length_));
  Mark(true);
}

void ArrowColumn::Null() {
  const std::string_view layout = format_;
  if (layout == "g" || layout == "l") numbers_.push_back(0);
  if (!offsets_.empty()) offsets_.push_back(offsets_.back());
  if (layout == "+s") {
    for (ArrowColumn& child : children_) child.Null();
  }
  Mark(false);
}

void ArrowColumn::ExportArray(const std::shared_ptr<const ArrowColumn>& column, ArrowArray* out) {
  auto exported = std::make_unique<Exported>();
  const ArrowColumn& mine = *column;
  const std::string_view layout = mine.format_;
  exported->column = column;
  exported->buffers[0] = mine.nulls_ > 0 ? mine.valid_.data() : nullptr;
  exported->buffers[1] =
      mine.offsets_.empty() ? static_cast<const void*>(mine.numbers_.data()) : mine.offsets_.data();
  exported->buffers[2] = mine.bytes_.data();
  exported->arrays.resize(mine.children_.size());
  for (std::size_t i = 0; i < mine.children_.size(); ++i) {
    // Shares ownership of the whole, points to the part.
    ExportArray({column, &mine.children_[i]}, &exported->arrays[i]);
    exported->array_pointers.push_back(&exported->arrays[i]);
  }
  *out = {mine.length_,
          mine.nulls_,
          0,
          layout == "+s"  ? 1
          : layout == "u" ? 3
                          : 2,
          static_cast<std::int64_t>(mine.children_.size()),
          exported->buffers.data(),
          exported->array_pointers.data(),
          nullptr,
          Exported::Release<ArrowArray>,
          nullptr};
  out->private_data = exported.release();
}

void ArrowColumn::ExportSchema(const std::shared_ptr<const ArrowColumn>& column, ArrowSchema* out) {
  auto exported = std::make_unique<Exported>();
  const ArrowColumn& mine = *column;
  exported->column = column;
  exported->schemas.resize(mine.children_.size());
  for (std::size_t i = 0; i < mine.children_.size(); ++i) {
    ExportSchema({column, &mine.children_[i]}, &exported->schemas[i]);
    exported->schema_pointers.push_back(&exported->schemas[i]);
  }
  *out = {mine.format_,
          mine.name_,
          nullptr,
          kArrowNullable,
          static_cast<std::int64_t>(mine.children_.size()),
          exported->schema_pointers.data(),
          nullptr,
          Exported::Release<ArrowSchema>,
          nullptr};
  out->private_data = exported.release();
}

}  // namespace calque::python
