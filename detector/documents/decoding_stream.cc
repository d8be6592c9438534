// The rules that all decoders share; see the header.
#include "detector/documents/decoding_stream.h"

#include <algorithm>

#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

// A unit longer than this is forgotten as it is read.
constexpr std::size_t kMostKept = std::size_t{4} << 20;

}  // namespace

Result<std::size_t> DecodingStream::Read(std::span<char> buffer) {
  std::size_t written = 0;
  while (written == 0 && !finished_ && !failure_ && !buffer.empty()) {
    const Status status = Step(buffer, &written);
    if (!status.ok()) failure_ = status.error();
  }
  if (written > 0) {
    Judge(written);
    return written;
  }
  if (failure_) return *failure_;
  return std::size_t{0};
}

bool DecodingStream::SkipDamage() {
  if (!failure_ || failure_->code != ErrorCode::kDataLoss) return false;
  fed_ = 0;
  while (true) {
    if (!Want(kLongestMagic + 1).ok() || ahead().empty()) return false;
    const std::size_t found = FindUnit(ahead());
    if (found != std::string_view::npos) {
      Feed(found);
      break;
    }
    if (ahead().size() <= kLongestMagic) return false;
    Feed(ahead().size() - kLongestMagic);
    Forget();
  }
  NextUnit();
  Restart();
  failure_.reset();
  return true;
}

Status DecodingStream::Want(std::size_t count) {
  if (ahead().size() >= count) return {};
  if (fed_ > kMostKept) Forget();
  return input_.Want(fed_ + count);
}

void DecodingStream::NextUnit() {
  Forget();
  unit_begin_.reset();
}

void DecodingStream::Forget() {
  input_.Consume(fed_);
  fed_ = 0;
}

Error DecodingStream::Truncated() const {
  return Fault(ErrorCode::kDataLoss, "the data end inside a compressed block");
}

Error DecodingStream::Garbage() const {
  return Fault(ErrorCode::kDataLoss, "the compressed data are followed by other bytes");
}

Error DecodingStream::Damaged(const char* reason) const {
  return Fault(ErrorCode::kDataLoss, std::string("the compressed data are damaged: ") + reason);
}

Error DecodingStream::Fault(ErrorCode code, const std::string& what) const {
  return Error{code, QuotedPath(name()) + ": " + format_ + ": " + what + " (at compressed byte " +
                         std::to_string(input_.offset() + fed_) + ")."};
}

void DecodingStream::Judge(std::size_t written) {
  produced_ += written;
  const std::uint64_t consumed = std::max<std::uint64_t>(input_.offset() + fed_, 1);
  if (failure_ || produced_ <= limits_.free_bytes) return;
  if (produced_ / consumed < limits_.max_ratio) return;
  failure_ = Fault(ErrorCode::kResourceExhausted, "the data expand more than " +
                                                      std::to_string(limits_.max_ratio) +
                                                      " to 1, as a decompression bomb does");
}

}  // namespace calque::documents
