// --emit-text: the texts of a scan in a file of their own, complete or not at all.
#ifndef CALQUE_DETECTOR_CLI_TEXT_OUTPUT_H_
#define CALQUE_DETECTOR_CLI_TEXT_OUTPUT_H_

#include <memory>
#include <string>

#include "calque/result.h"
#include "detector/batch/output.h"
#include "detector/documents/compressed_output.h"

namespace calque::cli {

// The ending of the name (.gz, .zst) says how it is compressed.
class TextOutput {
 public:
  static Result<TextOutput> Open(const std::string& path);

  Status Write(const std::string& texts) { return encoder_.Write(texts); }
  // Puts the file in place.
  Status Finish();

 private:
  TextOutput(const std::string& path, std::unique_ptr<batch::Output> output);

  std::unique_ptr<batch::Output> output_;
  documents::CompressedOutput encoder_;
};

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_TEXT_OUTPUT_H_
