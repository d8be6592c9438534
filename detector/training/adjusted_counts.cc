// The pass over the sorted n-grams, and the spools it fills.
#include "detector/training/adjusted_counts.h"

#include <algorithm>
#include <span>
#include <utility>

namespace calque::training {
namespace {

constexpr std::size_t kSpoolRecords = 1 << 16;
constexpr std::uint32_t kCutBit = 1u << 31;
constexpr std::uint64_t kReportEvery = 1 << 16;  // n-grams

// The n-grams that the last one read ends with, one of each order, still open: the
// next may end with them, too.
class OpenNgrams {
 public:
  OpenNgrams(const std::vector<std::uint64_t>& thresholds, AdjustedCounts* result)
      : order_(thresholds.size()), thresholds_(thresholds), result_(result) {}

  Status Add(const CountedNgram& ngram) {
    const std::size_t shared = SharedLength(ngram);
    if (Status s = CloseDownTo(shared); !s.ok()) return s;
    for (std::size_t i = 0; i < shared; ++i) occurrences_[i] += ngram.count;
    if (shared > 0) ++adjusted_[shared - 1];
    words_ = ngram.words;
    length_ = Length(ngram);
    for (std::size_t i = shared; i < length_; ++i) {
      occurrences_[i] = ngram.count;
      adjusted_[i] = 1;
    }
    const bool raw = length_ == order_ || words_[length_ - 1] == kSentenceBeginId;
    if (raw) adjusted_[length_ - 1] = ngram.count;
    return {};
  }

  // Writes out what is longer than `length`, the longest first.
  Status CloseDownTo(std::size_t length) {
    for (; length_ > length; --length_) {
      if (Status s = Write(length_); !s.ok()) return s;
    }
    return {};
  }

 private:
  // Without the padding: up to the first <s>.
  std::size_t Length(const CountedNgram& ngram) const {
    const auto end = ngram.words.begin() + static_cast<std::ptrdiff_t>(order_);
    const auto padding = std::find(ngram.words.begin(), end, kSentenceBeginId);
    return std::min<std::size_t>(static_cast<std::size_t>(padding - ngram.words.begin()) + 1,
                                 order_);
  }

  std::size_t SharedLength(const CountedNgram& ngram) const {
    std::size_t i = 0;
    while (i < length_ && ngram.words[i] == words_[i]) ++i;
    return i;
  }

  Status Write(std::size_t length) {
    const std::size_t i = length - 1;
    const bool cut = occurrences_[i] <= thresholds_[i];
    OrderCounts& counts = result_->orders[i];
    if (adjusted_[i] < counts.counts_of_counts.size()) ++counts.counts_of_counts[adjusted_[i]];
    if (!cut) ++counts.kept;
    return result_->spools[i].Add({.words = words_,
                                   .count = adjusted_[i],
                                   .occurrences = static_cast<std::uint32_t>(occurrences_[i]),
                                   .cut = cut});
  }

  std::size_t order_;
  const std::vector<std::uint64_t>& thresholds_;
  AdjustedCounts* result_;
  ReversedNgram words_{};
  std::size_t length_ = 0;
  std::array<std::uint64_t, kMaxModelOrder> occurrences_{};
  std::array<std::uint32_t, kMaxModelOrder> adjusted_{};
};

}  // namespace

Result<NgramSpool> NgramSpool::Open(int order, const std::string& folder) {
  Result<TemporaryFile> file = TemporaryFile::Open(folder);
  if (!file.ok()) return file.error();
  NgramSpool spool;
  spool.order_ = static_cast<std::size_t>(order);
  spool.file_ = std::move(*file);
  return spool;
}

Status NgramSpool::Add(const AdjustedNgram& ngram) {
  const auto words = ngram.words.begin();
  buffer_.insert(buffer_.end(), words, words + static_cast<std::ptrdiff_t>(order_));
  buffer_.push_back(ngram.count | (ngram.cut ? kCutBit : 0));
  buffer_.push_back(ngram.occurrences);
  if (buffer_.size() < kSpoolRecords * RecordWords()) return {};
  Status written = file_.Append(std::as_bytes(std::span(buffer_)));
  buffer_.clear();
  return written;
}

Status NgramSpool::Finish() {
  Status written = file_.Append(std::as_bytes(std::span(buffer_)));
  buffer_ = {};
  return written;
}

bool NgramSpool::Next(AdjustedNgram* ngram) {
  if (next_ == buffer_.size()) {
    const std::uint64_t left = (file_.size() - offset_) / sizeof(std::uint32_t);
    buffer_.resize(std::min<std::uint64_t>(left, kSpoolRecords * RecordWords()));
    status_ = file_.Read(offset_, std::as_writable_bytes(std::span(buffer_)));
    if (buffer_.empty() || !status_.ok()) return false;
    offset_ += buffer_.size() * sizeof(std::uint32_t);
    next_ = 0;
  }
  std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(next_), order_, ngram->words.begin());
  const std::uint32_t count = buffer_[next_ + order_];
  ngram->count = count & ~kCutBit;
  ngram->cut = (count & kCutBit) != 0;
  ngram->occurrences = buffer_[next_ + order_ + 1];
  next_ += RecordWords();
  return true;
}

Result<AdjustedCounts> AdjustCounts(NgramCounter* counter,
                                    const std::vector<std::uint64_t>& thresholds,
                                    const std::string& folder, const ShareReport& report) {
  AdjustedCounts result;
  result.orders.resize(thresholds.size());
  for (std::size_t i = 0; i < thresholds.size(); ++i) {
    Result<NgramSpool> spool = NgramSpool::Open(static_cast<int>(i) + 1, folder);
    if (!spool.ok()) return spool.error();
    result.spools.push_back(std::move(*spool));
  }
  OpenNgrams open(thresholds, &result);
  std::uint64_t ngrams = 0;
  std::uint64_t events = 0;
  for (CountedNgram ngram; counter->Next(&ngram);) {
    if (Status s = open.Add(ngram); !s.ok()) return s.error();
    events += ngram.count;
    if (++ngrams % kReportEvery == 0 && report) {
      report(static_cast<double>(events) / static_cast<double>(counter->events()));
    }
  }
  if (!counter->status().ok()) return counter->status().error();
  if (Status s = open.CloseDownTo(0); !s.ok()) return s.error();
  for (NgramSpool& spool : result.spools) {
    if (Status s = spool.Finish(); !s.ok()) return s.error();
  }
  return result;
}

}  // namespace calque::training
