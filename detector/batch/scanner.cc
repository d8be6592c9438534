// Reader, workers and writer; the reader also writes, between two reads.
#include "detector/batch/scanner.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace calque::batch {
namespace {

using documents::Document;

// A unit is closed at either limit; the queue holds so many units a worker.
constexpr std::size_t kUnitDocuments = 64;
constexpr std::size_t kUnitBytes = std::size_t{1} << 18;
constexpr std::size_t kUnitsPerWorker = 4;

void Count(const Document& document, const Report* report, ScanTotals* totals) {
  ++totals->documents;
  totals->bytes += document.text.size();
  totals->repairs += document.repairs;
  if (report == nullptr) {
    ++totals->errors;
    return;
  }
  totals->words += report->words;
  totals->hits += report->hits.size();
  totals->repairs += report->invalid_bytes;
  ++totals->verdicts[static_cast<std::size_t>(report->verdict)];
}

void AddTo(const ScanTotals& part, ScanTotals* totals) {
  totals->documents += part.documents;
  totals->errors += part.errors;
  totals->bytes += part.bytes;
  totals->words += part.words;
  totals->hits += part.hits;
  totals->repairs += part.repairs;
  for (std::size_t i = 0; i < part.verdicts.size(); ++i) totals->verdicts[i] += part.verdicts[i];
}

// All inputs, one after another, as one stream of documents.
class Inputs {
 public:
  Inputs(const std::vector<std::string>& paths, const ScanOptions& options)
      : paths_(paths), options_(options) {}

  bool Next(Document* document) {
    while (reader_ == nullptr || !reader_->Fetch(document)) {
      if (reader_ != nullptr) skipped_ += reader_->skipped();
      reader_ = nullptr;
      if (next_ == paths_.size()) return false;
      const std::string& path = paths_[next_++];
      auto opened = documents::OpenDocuments(path, options_.format, options_.keys, options_.limits);
      unopened_ += opened.ok() ? 0 : 1;
      reader_ = opened.ok() ? std::move(*opened) : documents::FailedDocuments(path, opened.error());
    }
    return true;
  }

  std::uint64_t skipped() const { return skipped_; }
  std::uint64_t unopened() const { return unopened_; }

 private:
  const std::vector<std::string>& paths_;
  const ScanOptions& options_;
  std::size_t next_ = 0;
  std::uint64_t skipped_ = 0;
  std::uint64_t unopened_ = 0;
  std::unique_ptr<documents::DocumentReader> reader_;
};

}  // namespace

struct Scanner::Unit {
  std::uint64_t number = 0;
  std::vector<Document> documents;
  std::size_t used = 0;  // documents are reused, only the first are filled
  std::string output;
  std::string texts;
  ScanTotals totals;

  // False when the inputs are at their end and nothing was read.
  bool Fill(Inputs* inputs) {
    used = 0;
    output.clear();
    texts.clear();
    totals = {};
    std::size_t bytes = 0;
    while (used < kUnitDocuments && bytes < kUnitBytes) {
      if (documents.size() == used) documents.emplace_back();
      if (!inputs->Next(&documents[used])) break;
      bytes += documents[used].text.size();
      ++used;
    }
    return used > 0;
  }
};

void Scanner::Process(Unit* unit) const {
  for (std::size_t i = 0; i < unit->used; ++i) {
    Document& document = unit->documents[i];
    documents::Extract(options_.limits, &document);
    if (emit_) emit_(document, &unit->texts);
    if (document.error) {
      Count(document, nullptr, &unit->totals);
      render_(document, nullptr, &unit->output);
      continue;
    }
    const Report report = detector_.Analyze(document.text, {options_.mode});
    Count(document, &report, &unit->totals);
    render_(document, &report, &unit->output);
  }
}

// The shared state of reader, workers and writer. The reader thread also writes:
// whenever the next unit in order is finished it goes out first.
class Scanner::Pipeline {
 public:
  Pipeline(const Scanner& scanner, std::size_t workers, const Sink& sink)
      : scanner_(scanner), limit_(workers * kUnitsPerWorker), sink_(sink) {
    for (std::size_t i = 0; i < workers; ++i) threads_.emplace_back([this] { Work(); });
  }

  ~Pipeline() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  ScanTotals Run(Inputs* inputs) {
    std::uint64_t number = 0;
    for (;;) {
      std::unique_ptr<Unit> unit = FreeUnit();
      if (totals_.stopped || !unit->Fill(inputs)) break;
      unit->number = number++;
      Submit(std::move(unit));
      if (!WriteFinished(limit_ - 1)) break;
    }
    if (!totals_.stopped) WriteFinished(0);
    totals_.skipped = inputs->skipped();
    totals_.unopened = inputs->unopened();
    return totals_;
  }

 private:
  std::unique_ptr<Unit> FreeUnit() {
    if (free_.empty()) return std::make_unique<Unit>();
    std::unique_ptr<Unit> unit = std::move(free_.back());
    free_.pop_back();
    return unit;
  }

  void Submit(std::unique_ptr<Unit> unit) {
    {
      const std::lock_guard lock(mutex_);
      todo_.push_back(std::move(unit));
      ++in_flight_;
    }
    changed_.notify_all();
  }

  // Writes what is finished, in order, until at most `allowed` units are on their
  // way. False when the run stops.
  bool WriteFinished(std::size_t allowed) {
    for (;;) {
      std::unique_ptr<Unit> unit;
      {
        std::unique_lock lock(mutex_);
        const auto ready = [&] { return done_.contains(next_); };
        if (in_flight_ > allowed) changed_.wait(lock, ready);
        if (!ready()) return true;
        unit = std::move(done_.extract(next_).mapped());
        ++next_;
        --in_flight_;
      }
      AddTo(unit->totals, &totals_);
      const std::uint64_t most = scanner_.options_.max_errors;
      const bool too_many = most != 0 && totals_.errors >= most;
      totals_.text_failed = scanner_.text_sink_ && !scanner_.text_sink_(unit->texts);
      if (!sink_(unit->output, totals_) || totals_.text_failed || too_many) {
        totals_.stopped = true;
        return false;
      }
      free_.push_back(std::move(unit));
    }
  }

  void Work() {
    for (;;) {
      std::unique_ptr<Unit> unit;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || !todo_.empty(); });
        if (closed_) return;
        unit = std::move(todo_.front());
        todo_.pop_front();
      }
      scanner_.Process(unit.get());
      {
        const std::lock_guard lock(mutex_);
        done_.emplace(unit->number, std::move(unit));
      }
      changed_.notify_all();
    }
  }

  const Scanner& scanner_;
  const std::size_t limit_;
  const Sink& sink_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Unit>> todo_;               // guarded by mutex_
  std::map<std::uint64_t, std::unique_ptr<Unit>> done_;  // guarded by mutex_
  std::size_t in_flight_ = 0;                            // guarded by mutex_
  bool closed_ = false;                                  // guarded by mutex_
  std::uint64_t next_ = 0;
  std::vector<std::unique_ptr<Unit>> free_;
  ScanTotals totals_;
  std::vector<std::thread> threads_;
};

ScanTotals Scanner::Run(const std::vector<std::string>& inputs, const Sink& sink) const {
  const std::size_t workers = options_.threads > 0
                                  ? static_cast<std::size_t>(options_.threads)
                                  : std::max(1u, std::thread::hardware_concurrency());
  Inputs documents(inputs, options_);
  return Pipeline(*this, workers, sink).Run(&documents);
}

}  // namespace calque::batch
