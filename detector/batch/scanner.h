// Documents in, rendered results out, in input order, on several threads.
//
// One reader (the calling thread) fills work units of a few documents; workers
// analyse and render them; the units are written in the order in which they were
// read, so that the output does not depend on the number of threads. Queues are
// bounded in bytes: memory does not grow with the input.
#ifndef CALQUE_DETECTOR_BATCH_SCANNER_H_
#define CALQUE_DETECTOR_BATCH_SCANNER_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "calque/detector.h"
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
};

struct ScanTotals {
  std::uint64_t documents = 0;  // errors included
  std::uint64_t errors = 0;
  std::uint64_t unopened = 0;  // inputs that could not be opened at all; errors too
  std::uint64_t skipped = 0;   // records that are no documents, in inputs that were read
  std::uint64_t bytes = 0;     // of text
  std::uint64_t words = 0;
  std::uint64_t hits = 0;
  std::uint64_t repairs = 0;                // bad bytes and surrogates replaced or skipped
  std::array<std::uint64_t, 4> verdicts{};  // by Verdict
  bool stopped = false;                     // a sink refused, or too many errors
  bool text_failed = false;                 // it was the sink of the texts
};

// Appends what is to be written for one document. Called on worker threads.
using Render = std::function<void(const documents::Document&, const Report*, std::string* out)>;
// Takes rendered bytes in order; false stops the run. Called on one thread.
using Sink = std::function<bool(const std::string& bytes, const ScanTotals& so_far)>;

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
