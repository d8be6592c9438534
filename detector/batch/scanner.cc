// Reader, workers and writer; the reader also writes, between two reads.
#include "detector/batch/scanner.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "detector/documents/corpus_reader.h"

namespace calque::batch {
namespace {

using documents::Document;

// A unit is closed at either limit; the queue holds so many units a worker.
constexpr std::size_t kUnitDocuments = 64;
constexpr std::size_t kUnitBytes = std::size_t{1} << 18;
constexpr std::size_t kUnitsPerWorker = 4;

enum class Step { kDocument, kEndOfInput, kEnd };

// All inputs, one after another, as one stream of documents.
class Inputs {
 public:
  Inputs(const std::vector<std::string>& paths, const ScanOptions& options)
      : paths_(paths), options_(options) {}

  // Inputs that fail to open give one document that says so.
  Step Next(Document* document) {
    if (reader_ == nullptr && next_ == paths_.size()) return Step::kEnd;
    if (reader_ == nullptr) Open(next_++);
    if (reader_->Fetch(document)) return Step::kDocument;
    skipped_ += reader_->skipped();
    reader_.reset();
    return Step::kEndOfInput;
  }

  // The input of the last step.
  std::size_t current() const { return next_ - 1; }
  std::uint64_t read() const { return read_; }
  std::uint64_t skipped() const { return skipped_; }
  std::uint64_t unopened() const { return unopened_; }

 private:
  void Open(std::size_t input) {
    if (options_.before_input) options_.before_input(input);
    const std::string& path = paths_[input];
    auto stream = documents::OpenMeasured(path, &read_, options_.limits.stream);
    unopened_ += stream.ok() ? 0 : 1;
    reader_ = stream.ok() ? documents::ReadDocuments(*std::move(stream), options_.format,
                                                     options_.keys, options_.limits)
                          : documents::FailedDocuments(path, stream.error());
  }

  const std::vector<std::string>& paths_;
  const ScanOptions& options_;
  std::size_t next_ = 0;
  std::uint64_t read_ = 0;
  std::uint64_t skipped_ = 0;
  std::uint64_t unopened_ = 0;
  std::unique_ptr<documents::DocumentReader> reader_;
};

}  // namespace

struct Scanner::Unit {
  std::uint64_t number = 0;
  std::vector<Document> documents;
  std::size_t used = 0;  // documents are reused, only the first are filled
  Piece piece;
  std::string texts;

  // False when the inputs are at their end and nothing was read.
  bool Fill(Inputs* inputs, bool by_input) {
    used = 0;
    piece.results.clear();
    piece.counts = {};
    piece.last = false;
    texts.clear();
    std::size_t bytes = 0;
    while (used < kUnitDocuments && bytes < kUnitBytes && !piece.last) {
      if (documents.size() == used) documents.emplace_back();
      const Step step = inputs->Next(&documents[used]);
      if (step == Step::kEnd) break;
      if (step == Step::kEndOfInput) {
        ++piece.counts.inputs;
        piece.last = by_input;
        continue;
      }
      bytes += documents[used].text.size();
      ++used;
    }
    piece.input = inputs->current();
    return used > 0 || piece.counts.inputs > 0;
  }
};

void Scanner::Process(Unit* unit) const {
  Report report;
  for (std::size_t i = 0; i < unit->used; ++i) {
    Document& document = unit->documents[i];
    documents::Extract(options_.limits, &document);
    if (emit_) emit_(document, &unit->texts);
    if (document.error) {
      unit->piece.counts.Count(document, nullptr);
      render_(document, nullptr, &unit->piece.results);
      continue;
    }
    detector_.AnalyzeInto(document.text, &report, {options_.mode});
    unit->piece.counts.Count(document, &report);
    render_(document, &report, &unit->piece.results);
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
      if (Interrupted() || !unit->Fill(inputs, scanner_.options_.by_input)) break;
      totals_.read = inputs->read();
      unit->number = number++;
      Submit(std::move(unit));
      if (!WriteFinished(limit_ - 1)) break;
    }
    if (!totals_.stopped && !Interrupted()) WriteFinished(0);
    totals_.skipped = inputs->skipped();
    totals_.unopened = inputs->unopened();
    return totals_;
  }

 private:
  bool Interrupted() {
    const std::atomic<bool>* interrupted = scanner_.options_.interrupted;
    if (interrupted != nullptr && *interrupted) totals_.stopped = true;
    return totals_.stopped;
  }

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
      totals_.Add(unit->piece.counts);
      const std::uint64_t most = scanner_.options_.max_errors;
      const bool too_many = most != 0 && totals_.errors >= most;
      totals_.text_failed = scanner_.text_sink_ && !scanner_.text_sink_(unit->texts);
      const bool refused = !sink_(unit->piece, totals_) || totals_.text_failed;
      if (refused || too_many || Interrupted()) {
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
