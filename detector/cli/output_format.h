// The formats of --format: one table, which the options, the help and the scan read.
#ifndef CALQUE_DETECTOR_CLI_OUTPUT_FORMAT_H_
#define CALQUE_DETECTOR_CLI_OUTPUT_FORMAT_H_

#include <span>
#include <string>
#include <string_view>

#include "detector/batch/result_file.h"
#include "detector/batch/scanner.h"
#include "detector/reports/human_writer.h"
#include "detector/reports/record.h"

namespace calque::cli {

// `record.pack` must outlive what is made of them.
struct FormatOptions {
  reports::RecordOptions record;
  Mode mode = Mode::kStrict;
  reports::HumanStyle style;  // of `human`
};

struct OutputFormat {
  std::string_view name;
  std::string_view extension;  // of the outputs of --output-dir; empty: the input's own
  batch::Render (*render)(const FormatOptions& options);
  batch::Frame (*frame)(const FormatOptions& options);
};

std::span<const OutputFormat> OutputFormats();

// Null when there is none of that name.
const OutputFormat* FindOutputFormat(std::string_view name);

// What --emit-text writes of a document.
void RenderText(const documents::Document& document, std::string* out);

// "human, jsonl, ..."
std::string OutputFormatNames();

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_OUTPUT_FORMAT_H_
