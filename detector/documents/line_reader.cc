// Lines out of a ByteStream: one buffer, memchr for the newlines, doubled when a
// line does not fit.
#include "detector/documents/line_reader.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <span>
#include <utility>

namespace calque::documents {

LineReader::LineReader(std::unique_ptr<ByteStream> stream, std::size_t max_line,
                       std::size_t block_bytes)
    : stream_(std::move(stream)),
      max_line_(max_line),
      block_bytes_(std::max<std::size_t>(block_bytes, 1)),
      buffer_(block_bytes_ + kLinePadding) {}

bool LineReader::Next(Line* line) {
  *line = Line();
  std::size_t scanned = 0;
  while (true) {
    const char* start = buffer_.data() + begin_;
    const std::size_t available = end_ - begin_;
    const void* newline =
        available == scanned ? nullptr : std::memchr(start + scanned, '\n', available - scanned);
    if (newline != nullptr) {
      Emit(static_cast<std::size_t>(static_cast<const char*>(newline) - start), line);
      ++begin_;
      return true;
    }
    scanned = available;
    if (scanned > max_line_) {
      SkipLongLine(line);
      return true;
    }
    if (Fill()) continue;
    if (begin_ == end_) return false;
    if (!ended_) {  // no memory for a line that is within the limit
      SkipLongLine(line);
      return true;
    }
    Emit(end_ - begin_, line);
    line->cut = failure_.has_value();
    return true;
  }
}

void LineReader::Emit(std::size_t length, Line* line) {
  line->offset = offset();
  line->number = ++lines_;
  line->length = length;
  line->too_long = length > max_line_;
  if (!line->too_long) {
    line->text = {buffer_.data() + begin_, length};
    if (line->text.ends_with('\r')) line->text.remove_suffix(1);
  }
  begin_ += length;
}

// Forgets the line as it comes in, so that its length costs no memory.
void LineReader::SkipLongLine(Line* line) {
  line->offset = offset();
  line->number = ++lines_;
  line->too_long = true;
  while (true) {
    const char* start = buffer_.data() + begin_;
    const void* newline = begin_ == end_ ? nullptr : std::memchr(start, '\n', end_ - begin_);
    if (newline != nullptr) {
      const auto length = static_cast<std::size_t>(static_cast<const char*>(newline) - start);
      line->length += length;
      begin_ += length + 1;
      return;
    }
    line->length += end_ - begin_;
    begin_ = end_;
    if (!Fill()) {
      line->cut = failure_.has_value();
      return;
    }
  }
}

// Reads more behind end_. False at the end of the input, on failure, and when
// there is no memory for a longer line (then ended_ is not set).
bool LineReader::Fill() { return !ended_ && MakeRoom() && ReadBlock(); }

bool LineReader::MakeRoom() {
  const std::size_t room = buffer_.size() - kLinePadding;
  if (end_ + block_bytes_ / 2 < room) return true;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  base_ += begin_;
  end_ -= begin_;
  begin_ = 0;
  if (end_ + block_bytes_ / 2 < room) return true;
  try {
    // No line is kept that is longer than the limit.
    const std::size_t most = std::max(room + block_bytes_, max_line_ + 2 * block_bytes_);
    buffer_.resize(std::min(room * 2 + block_bytes_, most) + kLinePadding);
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

bool LineReader::ReadBlock() {
  const std::size_t room = buffer_.size() - kLinePadding - end_;
  Result<std::size_t> got = stream_->Read(std::span(buffer_).subspan(end_, room));
  if (!got.ok()) failure_ = got.error();
  ended_ = !got.ok() || *got == 0;
  if (!ended_) end_ += *got;
  return !ended_;
}

}  // namespace calque::documents
