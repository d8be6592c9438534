// Merges sorted runs of fixed-size records that lie one behind the other in a file,
// each read through a window of its own.
#ifndef CALQUE_DETECTOR_TRAINING_RUN_MERGER_H_
#define CALQUE_DETECTOR_TRAINING_RUN_MERGER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "calque/result.h"
#include "detector/training/temporary_file.h"

namespace calque::training {

// Bytes of the file.
struct SortedRun {
  std::uint64_t begin;
  std::uint64_t end;
};

// A Record is trivially copyable and has operator<.
template <typename Record>
class RunMerger {
 public:
  // `windows` is shared out among the runs and needs a record for each at least.
  // File and windows must outlive the merger.
  Status Open(const TemporaryFile* file, std::span<const SortedRun> runs,
              std::span<Record> windows) {
    file_ = file;
    const std::size_t size = windows.size() / runs.size();
    cursors_.reserve(runs.size());
    for (const SortedRun& run : runs) {
      cursors_.push_back({run, windows.subspan(cursors_.size() * size, size)});
      if (FillWindow(&cursors_.back())) heap_.push_back(&cursors_.back());
      if (!status_.ok()) return status_;
    }
    std::make_heap(heap_.begin(), heap_.end(), LaterHead);
    return {};
  }

  // The least record not yet taken; null at the end and on an error, which status()
  // tells. Valid until Advance.
  const Record* Head() const {
    if (heap_.empty() || !status_.ok()) return nullptr;
    return &heap_.front()->window[heap_.front()->next];
  }

  // Takes the head. Requires Head() != nullptr.
  void Advance() {
    Cursor* const front = heap_.front();
    if (++front->next == front->filled && !FillWindow(front)) {
      heap_.front() = heap_.back();
      heap_.pop_back();
    }
    std::size_t parent = 0;
    for (std::size_t child = 1; child < heap_.size(); child = 2 * parent + 1) {
      if (child + 1 < heap_.size() && LaterHead(heap_[child], heap_[child + 1])) ++child;
      if (!LaterHead(heap_[parent], heap_[child])) return;
      std::swap(heap_[parent], heap_[child]);
      parent = child;
    }
  }

  const Status& status() const { return status_; }

 private:
  struct Cursor {
    SortedRun left;  // not yet read
    std::span<Record> window;
    std::size_t next = 0;
    std::size_t filled = 0;
  };

  bool FillWindow(Cursor* cursor) {
    const std::uint64_t left = (cursor->left.end - cursor->left.begin) / sizeof(Record);
    cursor->filled = static_cast<std::size_t>(std::min<std::uint64_t>(cursor->window.size(), left));
    cursor->next = 0;
    if (cursor->filled == 0) return false;
    const std::span<Record> window = cursor->window.first(cursor->filled);
    status_ = file_->Read(cursor->left.begin, std::as_writable_bytes(window));
    cursor->left.begin += window.size_bytes();
    return status_.ok();
  }

  static bool LaterHead(const Cursor* a, const Cursor* b) {
    return b->window[b->next] < a->window[a->next];
  }

  const TemporaryFile* file_ = nullptr;
  std::vector<Cursor> cursors_;
  std::vector<Cursor*> heap_;
  Status status_;
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_RUN_MERGER_H_
