// External merge sort of fixed-size records under a memory limit.
//
//   RecordSorter<Record> sorter(folder, 1 << 30);
//   … sorter.Add(record) …
//   sorter.Finish();
//   while (sorter.Next(&record)) …     then look at sorter.status()
//
// A Record is trivially copyable and has three members: operator<, the order;
// SortBucket(), a number below 2^32 that never decreases along that order; and
// Absorb(other), which adds an equal record to this one: the stream has no two
// equal records. What fits into the limit never touches the disk. The rest is
// written as sorted runs, one behind the other, into one unlinked file and
// merged in one pass through windows that share the same memory. A window has at
// least 16 records: below 16 records a run the limit is passed.
#ifndef CALQUE_DETECTOR_TRAINING_RECORD_SORTER_H_
#define CALQUE_DETECTOR_TRAINING_RECORD_SORTER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "calque/result.h"
#include "detector/training/temporary_file.h"

namespace calque::training {

template <typename Record>
class RecordSorter {
  static_assert(std::is_trivially_copyable_v<Record>);

 public:
  RecordSorter(std::string folder, std::size_t memory_limit)
      : folder_(std::move(folder)),
        capacity_(std::max<std::size_t>(memory_limit / sizeof(Record), kWindow)) {}

  Status Add(const Record& record) {
    if (size_ == capacity_ || buffer_ == nullptr) [[unlikely]] {
      if (Status made = MakeRoom(); !made.ok()) return made;
    }
    buffer_[size_++] = record;
    return {};
  }

  // After the last Add, before the first Next.
  Status Finish() {
    if (runs_.empty()) {
      SortBuffer();
      return {};
    }
    if (Status written = WriteRun(); !written.ok()) return written;
    return OpenWindows();
  }

  // The next record; false at the end and on an error, which status() tells.
  bool Next(Record* record) {
    if (runs_.empty()) return NextInMemory(record);
    if (heap_.empty() || !status_.ok()) return false;
    *record = *Head();
    Advance();
    while (!heap_.empty() && !(*record < *Head())) {
      record->Absorb(*Head());
      Advance();
    }
    return status_.ok();
  }

  const Status& status() const { return status_; }
  std::size_t run_count() const { return runs_.size(); }

 private:
  static constexpr std::size_t kWindow = 16;  // records

  struct Run {
    std::uint64_t offset;  // of the bytes not yet read
    std::uint64_t end;
    Record* window = nullptr;
    std::size_t next = 0;
    std::size_t filled = 0;
  };

  Status MakeRoom() {
    if (buffer_ != nullptr) return WriteRun();
    buffer_.reset(new (std::nothrow) Record[capacity_]);
    if (buffer_ != nullptr) return {};
    return Error{ErrorCode::kResourceExhausted,
                 "There is no memory for the " + std::to_string(capacity_ * sizeof(Record)) +
                     " bytes that sorting may use."};
  }

  void SortBuffer() {
    Record* const begin = buffer_.get();
    std::sort(begin, begin + size_);
    std::size_t out = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      if (out != 0 && !(begin[out - 1] < begin[i])) {
        begin[out - 1].Absorb(begin[i]);
      } else {
        begin[out++] = begin[i];
      }
    }
    size_ = out;
  }

  Status WriteRun() {
    if (!file_.is_open()) {
      Result<TemporaryFile> file = TemporaryFile::Open(folder_);
      if (!file.ok()) return file.error();
      file_ = std::move(*file);
    }
    SortBuffer();
    const std::uint64_t begin = file_.size();
    if (Status s = file_.Append(std::as_bytes(std::span(buffer_.get(), size_))); !s.ok()) return s;
    runs_.push_back({.offset = begin, .end = file_.size()});
    size_ = 0;
    return {};
  }

  Status OpenWindows() {
    window_ = std::max(capacity_ / runs_.size(), kWindow);
    if (window_ * runs_.size() > capacity_) buffer_.reset(new Record[window_ * runs_.size()]);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      runs_[i].window = buffer_.get() + i * window_;
      if (FillWindow(&runs_[i])) heap_.push_back(&runs_[i]);
      if (!status_.ok()) return status_;
    }
    std::make_heap(heap_.begin(), heap_.end(), LaterHead);
    return {};
  }

  bool FillWindow(Run* run) {
    const std::uint64_t left = (run->end - run->offset) / sizeof(Record);
    run->filled = static_cast<std::size_t>(std::min<std::uint64_t>(window_, left));
    run->next = 0;
    if (run->filled == 0) return false;
    const std::span<Record> window(run->window, run->filled);
    status_ = file_.Read(run->offset, std::as_writable_bytes(window));
    run->offset += run->filled * sizeof(Record);
    return status_.ok();
  }

  static bool LaterHead(const Run* a, const Run* b) {
    return b->window[b->next] < a->window[a->next];
  }

  const Record* Head() const { return heap_.front()->window + heap_.front()->next; }

  // Moves the front run on and lets it sink to its place.
  void Advance() {
    Run* const run = heap_.front();
    if (++run->next == run->filled && !FillWindow(run)) {
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

  bool NextInMemory(Record* record) {
    if (read_ == size_) return false;
    *record = buffer_[read_++];
    return true;
  }

  std::string folder_;
  std::size_t capacity_;  // records
  std::unique_ptr<Record[]> buffer_;
  std::size_t size_ = 0;
  std::size_t read_ = 0;
  TemporaryFile file_;
  std::vector<Run> runs_;
  std::size_t window_ = 0;
  std::vector<Run*> heap_;
  Status status_;
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_RECORD_SORTER_H_
