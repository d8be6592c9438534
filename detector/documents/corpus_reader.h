// The texts of many inputs, one after the other, for whoever learns from them, and
// how much of the input has been read.
//
// Progress is counted in bytes as they lie on the disk, before decompression: the
// only unit whose total is known beforehand. An input that cannot be read, or goes
// bad on the way, comes as a Document with `error`; the next ones follow.
#ifndef CALQUE_DETECTOR_DOCUMENTS_CORPUS_READER_H_
#define CALQUE_DETECTOR_DOCUMENTS_CORPUS_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calque/result.h"
#include "detector/documents/byte_stream.h"
#include "detector/documents/document.h"
#include "detector/documents/document_reader.h"

namespace calque::documents {

// ByteStream::Open that adds the bytes it takes from a regular file to *bytes,
// which must outlive the stream. Pipes and standard input are not counted.
Result<std::unique_ptr<ByteStream>> OpenMeasured(const std::string& path, std::uint64_t* bytes,
                                                 const StreamLimits& limits = {});

// The sizes of the files added up; nothing unless every path is a regular file.
// Files that are not there count as empty: opening them says so.
std::optional<std::uint64_t> FileBytes(const std::vector<std::string>& paths);

enum class CorpusUnit {
  kDocument,  // texts and JSON Lines records, as DocumentReader gives them
  kPiece,     // the same, but a long plain text in pieces (TextPieceReader)
  kLine,      // each line is a text, its end included; of any number, of plain text only
};

// Not thread-safe.
class CorpusReader {
 public:
  CorpusReader(std::vector<std::string> paths, CorpusUnit unit, JsonKeys keys = {});
  ~CorpusReader();
  CorpusReader(const CorpusReader&) = delete;
  CorpusReader& operator=(const CorpusReader&) = delete;

  // Overwrites `document` with the next one; false when there is none left.
  bool Next(Document* document);

  std::uint64_t bytes_read() const { return bytes_read_; }
  std::optional<std::uint64_t> bytes_total() const { return bytes_total_; }

 private:
  std::unique_ptr<DocumentReader> Open(const std::string& path);

  std::vector<std::string> paths_;
  CorpusUnit unit_;
  JsonKeys keys_;
  std::size_t next_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::optional<std::uint64_t> bytes_total_;
  std::unique_ptr<DocumentReader> reader_;
};

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_CORPUS_READER_H_
