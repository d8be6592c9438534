// How inputs are read, as `calque scan --help` shows it.
#include "detector/cli/reader_options.h"

#include <cstdint>
#include <map>
#include <string>

#include "detector/cli/choice.h"

namespace calque::cli {
namespace {

using documents::InputFormat;

const std::map<std::string, InputFormat>& Formats() {
  static const std::map<std::string, InputFormat> formats = {{"auto", InputFormat::kAuto},
                                                             {"text", InputFormat::kText},
                                                             {"jsonl", InputFormat::kJsonl},
                                                             {"html", InputFormat::kHtml},
                                                             {"warc", InputFormat::kWarc}};
  return formats;
}

void AddLimits(CLI::App* command, documents::ReadLimits* limits) {
  command
      ->add_option("--max-record", limits->max_record,
                   "Refuse texts, lines, WARC records and decoded pages of more bytes: 1000000, "
                   "64MB, ... (default 256MB; 1MB = 1048576)")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40).description(""))
      ->type_name("SIZE");
  command
      ->add_option("--max-ratio", limits->stream.max_ratio,
                   "Refuse data that expand more than N to 1 (default 1000; the first 10 MB are "
                   "free)")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}).description(""))
      ->type_name("N");
  command
      ->add_option("--max-layers", limits->stream.max_layers,
                   "Undo N layers of compression, one inside the other (default 1)")
      ->check(CLI::Range(0, 16).description(""))
      ->type_name("N");
  command
      ->add_option("--max-html-depth", limits->max_html_depth,
                   "Refuse pages whose elements lie deeper inside one another (default 2000)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000'000}).description(""))
      ->type_name("N");
}

}  // namespace

void AddReaderOptions(CLI::App* command, InputFormat* format, documents::JsonKeys* keys,
                      documents::ReadLimits* limits) {
  command
      ->add_option("--input-format", *format,
                   "auto (by content), text, jsonl, html or warc (WET too)")
      ->transform(Choice(Formats()))
      ->type_name("NAME");
  command->add_option("--text-key", keys->text, "JSON key of the text")->type_name("KEY");
  command->add_option("--id-key", keys->id, "JSON key of the id")->type_name("KEY");
  command->add_option("--url-key", keys->url, "JSON key of the URL")->type_name("KEY");
  AddLimits(command, limits);
}

}  // namespace calque::cli
