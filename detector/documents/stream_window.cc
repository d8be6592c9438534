// One buffer: what was consumed is moved out of the way only when the room behind
// runs out, so that every byte is moved about once.
#include "detector/documents/stream_window.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace calque::documents {

Status StreamWindow::Want(std::size_t count) {
  while (end_ - begin_ < count && !at_end_) {
    if (failure_) return *failure_;
    MakeRoom(count);
    Result<std::size_t> got = stream_->Read(std::span(bytes_).subspan(end_));
    if (!got.ok()) {
      failure_ = got.error();
      continue;
    }
    at_end_ = *got == 0;
    end_ += *got;
  }
  return {};
}

void StreamWindow::MakeRoom(std::size_t count) {
  if (bytes_.size() - begin_ >= count && bytes_.size() - end_ >= block_bytes_ / 2) return;
  std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const std::size_t needed = std::max(count, end_) + block_bytes_;
  if (bytes_.size() < needed) bytes_.resize(std::max(needed, bytes_.size() * 2));
}

bool StreamWindow::SkipDamage() {
  if (!failure_ || !stream_->SkipDamage()) return false;
  failure_.reset();
  return true;
}

}  // namespace calque::documents
