// Results -> compressor -> hash and file.
#include "detector/batch/result_file.h"

#include <utility>

namespace calque::batch {

ResultFile::ResultFile(Output output, const std::string& path, const Frame& frame)
    : file_(std::make_unique<File>(std::move(output))),
      compressed_(documents::CompressionOf(path),
                  [file = file_.get()](std::string_view bytes) {
                    file->hash.Add(bytes);
                    return file->output.Write(bytes);
                  }),
      footer_(frame.footer),
      drop_first_byte_(frame.drops_first_byte) {}

Result<ResultFile> ResultFile::Open(const std::string& path, const Frame& frame) {
  Result<Output> output = Output::Open(path);
  if (!output.ok()) return output.error();
  ResultFile file(std::move(*output), path, frame);
  if (Status written = file.compressed_.Write(frame.header); !written.ok()) return written.error();
  return file;
}

Status ResultFile::Write(std::string_view results) {
  if (drop_first_byte_ && !results.empty()) {
    results.remove_prefix(1);
    drop_first_byte_ = false;
  }
  return compressed_.Write(results);
}

Status ResultFile::Finish() {
  if (Status written = compressed_.Write(footer_); !written.ok()) return written;
  if (Status ended = compressed_.Finish(); !ended.ok()) return ended;
  return file_->output.Finish();
}

}  // namespace calque::batch
