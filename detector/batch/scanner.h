// Documents in, rendered results out, in input order, on several threads.
//
// One reader (the calling thread) fills work units of a few documents; workers
// analyse and render them; the units are written in the order in which they were
// read, so that the output does not depend on the number of threads. Queues are
// bounded in bytes: memory does not grow with the input.
#ifndef CALQUE_DETECTOR_BATCH_SCANNER_H_
#define CALQUE_DETECTOR_BATCH_SCANNER_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "calque/detector.h"
#include "detector/batch/statistics.h"
#include "detector/documents/document.h"
#include "detector/documents/document_reader.h"

namespace calque::batch {

struct ScanOptions {
  int threads = 1;  // workers; 0: one for each hardware thread
  Mode mode = Mode::kStrict;
  documents::InputFormat format = documents::InputFormat::kAuto;
  documents::JsonKeys keys;
  documents::ReadLimits limits;
  std::uint64_t max_errors = 0;  // stop after so many bad documents; 0: never
  // Every piece that the sink gets belongs to one input, and the last one of each says
  // so. Otherwise a piece may hold results of many small inputs.
  bool by_input = false;
  // Called before an input is opened, with its index.
  std::function<void(std::size_t input)> before_input;
  // The run stops soon after this has become true. Null: it never does.
  const std::atomic<bool>* interrupted = nullptr;
};

struct ScanTotals : Statistics {
  std::uint64_t read = 0;      // bytes of the input files, before decompression
  std::uint64_t unopened = 0;  // inputs that could not be opened at all; errors too
  std::uint64_t skipped = 0;   // records that are no documents, in inputs that were read
  bool stopped = false;        // a sink refused, too many errors, or interrupted
  bool text_failed = false;    // it was the sink of the texts
};

// Rendered results of some documents, in order.
struct Piece {
  std::string results;
  Statistics counts;
  std::size_t input = 0;  // index in the list, of by_input
  bool last = false;      // of this input
};

// Appends what is to be written for one document. Called on worker threads.
using Render = std::function<void(const documents::Document&, const Report*, std::string* out)>;
// Takes the pieces in order; false stops the run. Called on one thread, that of Run.
using Sink = std::function<bool(const Piece& piece, const ScanTotals& so_far)>;

// Appends what is to be kept of a document's text. Called on worker threads.
using EmitText = std::function<void(const documents::Document&, std::string* out)>;
using TextSink = std::function<bool(const std::string& bytes)>;

class Scanner {
 public:
  Scanner(const Detector& detector, ScanOptions options, Render render)
      : detector_(detector), options_(std::move(options)), render_(std::move(render)) {}

  // Writes the text of every document too, in the same order.
  void EmitTexts(EmitText emit, TextSink sink) {
    emit_ = std::move(emit);
    text_sink_ = std::move(sink);
  }

  ScanTotals Run(const std::vector<std::string>& inputs, const Sink& sink) const;

 private:
  struct Unit;
  class Pipeline;
  void Process(Unit* unit) const;

  const Detector& detector_;
  ScanOptions options_;
  Render render_;
  EmitText emit_;
  TextSink text_sink_;
};

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_SCANNER_H_
