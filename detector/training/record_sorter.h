// External merge sort of fixed-size records under a memory limit.
//
//   RecordSorter<Record> sorter(folder, 1 << 30);
//   ... sorter.Add(record) ...
//   sorter.Finish();
//   while (sorter.Next(&record)) ...     then look at sorter.status()
//
// A Record is trivially copyable and has operator<, the order, and
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
#include "detector/training/run_merger.h"
#include "detector/training/temporary_file.h"

namespace calque::training {

template <typename Record>
class RecordSorter {
  static_assert(std::is_trivially_copyable_v<Record>);

 public:
  RecordSorter(std::string folder, std::size_t memory_limit)
      : folder_(std::move(folder)),
        capacity_(std::max<std::size_t>(memory_limit / sizeof(Record), kWindow)) {}
  RecordSorter(const RecordSorter&) = delete;  // the merger points to the file
  RecordSorter& operator=(const RecordSorter&) = delete;

  Status Add(const Record& record) {
    if (size_ == capacity_ || buffer_ == nullptr) [[unlikely]] {
      Status made = buffer_ == nullptr ? Allocate(capacity_) : WriteRun();
      if (!made.ok()) return made;
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
    const std::size_t windows = std::max(capacity_, kWindow * runs_.size());
    if (windows > capacity_) {
      if (Status made = Allocate(windows); !made.ok()) return made;
    }
    return merger_.Open(&file_, runs_, std::span(buffer_.get(), windows));
  }

  // The next record; false at the end and on an error, which status() tells.
  bool Next(Record* record) {
    if (runs_.empty()) return NextInMemory(record);
    const Record* head = merger_.Head();
    if (head == nullptr) return false;
    *record = *head;
    merger_.Advance();
    while ((head = merger_.Head()) != nullptr && !(*record < *head)) {
      record->Absorb(*head);
      merger_.Advance();
    }
    return status().ok();
  }

  const Status& status() const { return merger_.status(); }
  std::size_t run_count() const { return runs_.size(); }

 private:
  static constexpr std::size_t kWindow = 16;  // records

  Status Allocate(std::size_t records) {
    buffer_.reset(new (std::nothrow) Record[records]);
    if (buffer_ != nullptr) return {};
    return Error{ErrorCode::kResourceExhausted, "There is no memory for the " +
                                                    std::to_string(records * sizeof(Record)) +
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
    runs_.push_back({begin, file_.size()});
    size_ = 0;
    return {};
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
  std::vector<SortedRun> runs_;
  RunMerger<Record> merger_;
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_RECORD_SORTER_H_
