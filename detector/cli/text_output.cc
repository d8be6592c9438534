// A compressor in front of an Output.
#include "detector/cli/text_output.h"

#include <string_view>
#include <utility>

namespace calque::cli {

Result<TextOutput> TextOutput::Open(const std::string& path) {
  auto output = batch::Output::Open(path);
  if (!output.ok()) return output.error();
  return TextOutput(path, std::make_unique<batch::Output>(*std::move(output)));
}

TextOutput::TextOutput(const std::string& path, std::unique_ptr<batch::Output> output)
    : output_(std::move(output)),
      encoder_(documents::CompressionOf(path),
               [file = output_.get()](std::string_view bytes) { return file->Write(bytes); }) {}

Status TextOutput::Finish() {
  if (Status status = encoder_.Finish(); !status.ok()) return status;
  return output_->Finish();
}

}  // namespace calque::cli
