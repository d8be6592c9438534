// Lists that a thread keeps from text to text, so that an article costs no allocation.
#ifndef CALQUE_DETECTOR_TEXT_KEPT_MEMORY_H_
#define CALQUE_DETECTOR_TEXT_KEPT_MEMORY_H_

#include <cstddef>

namespace calque::text {

// Empties a list (a std::vector) for the next text. What only a very long text needed is given
// back.
template <typename List>
void EmptyForNextText(List* list) {
  constexpr std::size_t kKeptBytes = std::size_t{1} << 20;
  if (list->capacity() > kKeptBytes / sizeof(typename List::value_type)) *list = List();
  list->clear();
}

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_KEPT_MEMORY_H_
