// A batch is closed after so many documents or bytes; its documents are reused.
#include "detector/evaluation/labelled_texts.h"

#include <utility>

#include "detector/documents/corpus_reader.h"
#include "detector/documents/valid_utf8.h"
#include "detector/evaluation/parallel.h"

namespace calque::evaluation {
namespace {

using documents::Document;

constexpr std::size_t kBatchDocuments = 1024;
constexpr std::size_t kBatchBytes = std::size_t{4} << 20;

Error WithoutLabel(const Document& document) {
  const std::string place =
      document.line > 0 ? ", line " + std::to_string(document.line) : std::string();
  return {ErrorCode::kInvalidArgument,
          documents::QuotedPath(document.path) + place +
              ": \"label\" is missing: \"human\" for a person's text, else the name of the machine "
              "that wrote it"};
}

// Why the document cannot be used, if so.
std::optional<Error> FaultOf(const Document& document) {
  if (document.error) return document.error;
  if (document.label.empty()) return WithoutLabel(document);
  return std::nullopt;
}

// Fills the front of `batch`; returns how many.
std::size_t ReadBatch(documents::CorpusReader* corpus, const ReadingOptions& options,
                      std::vector<Document>* batch) {
  std::size_t used = 0;
  std::size_t bytes = 0;
  while (used < kBatchDocuments && bytes < kBatchBytes) {
    if (batch->size() == used) batch->emplace_back();
    Document& document = (*batch)[used];
    if (!corpus->Next(&document)) break;
    if (const std::optional<Error> fault = FaultOf(document)) {
      if (options.on_error) options.on_error(*fault);
      continue;
    }
    bytes += document.text.size();
    ++used;
  }
  return used;
}

std::optional<double> ShareOf(const documents::CorpusReader& corpus) {
  const std::optional<std::uint64_t> total = corpus.bytes_total();
  if (!total || *total == 0) return std::nullopt;
  return static_cast<double>(corpus.bytes_read()) / static_cast<double>(*total);
}

}  // namespace

std::vector<Observation> ObserveFiles(const Analyzer& analyzer,
                                      const std::vector<std::string>& paths,
                                      const ReadingOptions& options) {
  documents::JsonKeys keys;
  keys.spans = "spans";
  documents::CorpusReader corpus(paths, documents::CorpusUnit::kDocument, keys);
  std::vector<Observation> observations;
  std::vector<Document> batch;
  ReadingProgress progress;
  while (const std::size_t used = ReadBatch(&corpus, options, &batch)) {
    const std::size_t first = observations.size();
    observations.resize(first + used);
    ForEachIndex(used, options.threads, [&](std::size_t i) {
      observations[first + i] = Observe(analyzer, batch[i], options.observation);
    });
    for (std::size_t i = first; i < observations.size(); ++i) {
      progress.words += observations[i].words;
    }
    progress.share = ShareOf(corpus);
    if (options.on_progress) options.on_progress(progress);
  }
  return observations;
}

}  // namespace calque::evaluation
