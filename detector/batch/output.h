// Where results go: standard output, or a file that appears under its name only
// when it is complete.
#ifndef CALQUE_DETECTOR_BATCH_OUTPUT_H_
#define CALQUE_DETECTOR_BATCH_OUTPUT_H_

#include <memory>
#include <string>
#include <string_view>

#include "calque/result.h"

namespace calque::batch {

class Output {
 public:
  // "" or "-": standard output. Else a temporary file beside `path`.
  static Result<Output> Open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  // Removes the temporary file unless Finish put it in place.
  ~Output();

  Status Write(std::string_view bytes);
  // Flushes to the disk and renames.
  Status Finish();
  // Whether writing failed because the reader of a pipe has gone.
  bool closed_by_reader() const { return closed_by_reader_; }

 private:
  Output(int descriptor, std::string path, std::string temporary)
      : descriptor_(descriptor), path_(std::move(path)), temporary_(std::move(temporary)) {}
  Error Failure(int error) const;

  int descriptor_;
  std::string path_;       // empty: standard output
  std::string temporary_;
  bool closed_by_reader_ = false;
};

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_OUTPUT_H_
