// One sorter for each order, so that records are as small as their order allows.
#include "detector/training/ngram_counter.h"

#include <algorithm>

#include "detector/training/record_sorter.h"

namespace calque::training {
namespace {

template <std::size_t kOrder>
struct NgramRecord {
  std::array<WordId, kOrder> words;  // the last word first
  std::uint32_t count;

  bool operator<(const NgramRecord& other) const {
    for (std::size_t i = 0; i < kOrder; ++i) {
      if (words[i] != other.words[i]) return words[i] < other.words[i];
    }
    return false;
  }
  void Absorb(const NgramRecord& other) { count += other.count; }
};

template <std::size_t kOrder>
class SortingCounter : public NgramCounter {
 public:
  SortingCounter(const std::string& folder, std::size_t memory_limit)
      : sorter_(folder, memory_limit) {}

  Status Add(const std::vector<WordId>& sentence) override {
    if (sentence.size() >= kMaxEvents - events_) {
      return Error{ErrorCode::kResourceExhausted,
                   "The corpus has more than 2147483647 words and sentence ends."};
    }
    events_ += sentence.size() + 1;
    NgramRecord<kOrder> record{};
    record.words.fill(kSentenceBeginId);
    record.count = 1;
    for (const WordId word : sentence) {
      if (Status s = AddWord(word, &record); !s.ok()) return s;
    }
    return AddWord(kSentenceEndId, &record);
  }

  Status Finish() override { return sorter_.Finish(); }

  bool Next(CountedNgram* ngram) override {
    NgramRecord<kOrder> record;
    if (!sorter_.Next(&record)) return false;
    std::copy(record.words.begin(), record.words.end(), ngram->words.begin());
    ngram->count = record.count;
    return true;
  }

  const Status& status() const override { return sorter_.status(); }
  std::uint64_t events() const override { return events_; }

 private:
  Status AddWord(WordId word, NgramRecord<kOrder>* record) {
    std::copy_backward(record->words.begin(), record->words.end() - 1, record->words.end());
    record->words[0] = word;
    return sorter_.Add(*record);
  }

  RecordSorter<NgramRecord<kOrder>> sorter_;
  std::uint64_t events_ = 0;
};

}  // namespace

std::unique_ptr<NgramCounter> NgramCounter::Create(int order, const std::string& folder,
                                                   std::size_t memory_limit) {
  switch (order) {
    case 1:
      return std::make_unique<SortingCounter<1>>(folder, memory_limit);
    case 2:
      return std::make_unique<SortingCounter<2>>(folder, memory_limit);
    case 3:
      return std::make_unique<SortingCounter<3>>(folder, memory_limit);
    case 4:
      return std::make_unique<SortingCounter<4>>(folder, memory_limit);
    case 5:
      return std::make_unique<SortingCounter<5>>(folder, memory_limit);
    default:
      return std::make_unique<SortingCounter<6>>(folder, memory_limit);
  }
}

}  // namespace calque::training
