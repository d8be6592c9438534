// One file of results as a format wants it: opened and closed by its header and footer,
// compressed as its name says, and there only when it is complete (see Output).
#ifndef CALQUE_DETECTOR_BATCH_RESULT_FILE_H_
#define CALQUE_DETECTOR_BATCH_RESULT_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "calque/result.h"
#include "detector/batch/content_hash.h"
#include "detector/batch/output.h"
#include "detector/documents/compressed_output.h"

namespace calque::batch {

// What stands around the results of the documents.
struct Frame {
  std::string header;
  std::string footer;
  // Every result begins with a comma (or what else parts them), which the first one of
  // a file must lose.
  bool drops_first_byte = false;
};

// Move-only.
class ResultFile {
 public:
  // "" or "-": standard output. Writes the header.
  static Result<ResultFile> Open(const std::string& path, const Frame& frame);

  Status Write(std::string_view results);
  // Writes the footer and puts the file in place.
  Status Finish();

  bool closed_by_reader() const { return file_->output.closed_by_reader(); }
  // Of the bytes of the file; settled by Finish.
  std::string hash() const { return file_->hash.Hex(); }

 private:
  // Has an address of its own, since the compressor writes through it.
  struct File {
    explicit File(Output out) : output(std::move(out)) {}
    Output output;
    ContentHash hash;
  };
  ResultFile(Output output, const std::string& path, const Frame& frame);

  std::unique_ptr<File> file_;
  documents::CompressedOutput compressed_;
  std::string footer_;
  bool drop_first_byte_;
};

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_RESULT_FILE_H_
