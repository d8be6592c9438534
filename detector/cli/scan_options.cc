// The options of `calque scan`, by what they are about.
#include <charconv>
#include <map>
#include <string>
#include <string_view>

#include "detector/cli/choice.h"
#include "detector/cli/output_format.h"
#include "detector/cli/reader_options.h"
#include "detector/cli/scan_flags.h"

namespace calque::cli {
namespace {

template <typename T>
CLI::Option* AddChoice(CLI::App* command, const std::string& name, T* value,
                       const std::map<std::string, T>& choices, const std::string& help) {
  return command->add_option(name, *value, help)->transform(Choice(choices))->type_name("NAME");
}

// "I/N" with I below N.
bool ParseShard(std::string_view text, Shard* shard) {
  const char* end = text.data() + text.size();
  const auto [slash, bad_index] = std::from_chars(text.data(), end, shard->shard);
  if (bad_index != std::errc() || slash == end || *slash != '/') return false;
  const auto [rest, bad_count] = std::from_chars(slash + 1, end, shard->shards);
  return bad_count == std::errc() && rest == end && shard->shard < shard->shards;
}

void AddInputOptions(CLI::App* command, ScanFlags* flags) {
  command->add_option("paths", flags->paths,
                      "Files and folders of text, JSON Lines, HTML, WARC or WET; - or nothing: "
                      "standard input; .gz and .zst are read as they are");
  command
      ->add_option("--files-from", flags->files_from,
                   "Read paths from FILE (- for standard input), separated by newlines or NULs")
      ->type_name("FILE");
  AddReaderOptions(command, &flags->scan.format, &flags->scan.keys, &flags->scan.limits);
  command
      ->add_option_function<std::string>(
          "--shard",
          [flags](const std::string& text) {
            if (!ParseShard(text, &flags->shard)) {
              throw CLI::ValidationError("--shard", text + " is no I/N with I from 0 to N-1");
            }
          },
          "Read only part I of N of the inputs, I from 0 to N-1; the parts depend on the paths "
          "alone, not on their order")
      ->type_name("I/N");
}

void AddOutputOptions(CLI::App* command, ScanFlags* flags) {
  std::map<std::string, std::string> formats;
  for (const OutputFormat& format : OutputFormats()) {
    formats.emplace(format.name, format.name);
  }
  AddChoice<std::string>(command, "--format,-f", &flags->format, formats,
                         OutputFormatNames() + " (default: human on a terminal, else jsonl)");
  CLI::Option* output =
      command
          ->add_option("-o,--output", flags->output,
                       "Write to FILE, complete or not at all; .gz and .zst are compressed")
          ->type_name("FILE");
  CLI::Option* folder =
      command
          ->add_option("--output-dir", flags->output_dir,
                       "Write one output for each input below DIR, complete or not at all")
          ->type_name("DIR")
          ->excludes(output);
  command
      ->add_flag("--resume", flags->resume,
                 "With --output-dir: leave out inputs that are done and have not changed")
      ->needs(folder);
  AddChoice<std::string>(command, "--compress", &flags->compress, {{"gz", ".gz"}, {"zst", ".zst"}},
                         "gz or zst: compress the outputs of --output-dir")
      ->needs(folder);
  command
      ->add_option("--emit-text", flags->emit_text,
                   "Write the texts that the offsets point into to FILE, as JSON Lines (.gz and "
                   ".zst: compressed)")
      ->type_name("FILE")
      ->excludes(folder);
  AddChoice<Mode>(
      command, "--mode", &flags->scan.mode,
      {{"strict", Mode::kStrict}, {"balanced", Mode::kBalanced}, {"sensitive", Mode::kSensitive}},
      "strict (default), balanced or sensitive: how many false alarms are tolerated");
  AddChoice<reports::OffsetUnit>(command, "--offsets", &flags->offsets,
                                 {{"codepoint", reports::OffsetUnit::kCodepoint},
                                  {"byte", reports::OffsetUnit::kByte},
                                  {"utf16", reports::OffsetUnit::kUtf16}},
                                 "codepoint (default), byte or utf16");
  command->add_flag("--restore", flags->restore,
                    "Add the text with the most probable originals put back");
  command->add_flag("--explain", flags->explain,
                    "With --format human: say what each kind of evidence adds (JSON always does)");
}

void AddDictionaryOptions(CLI::App* command, ScanFlags* flags) {
  command->add_option("--pack", flags->pack, "Use this pack instead of the built-in one")
      ->type_name("FILE");
  command
      ->add_option("--dictionary", flags->dictionaries,
                   "Add the entries of FILE (.tsv), in place of those of the same id or words; "
                   "again for more files, the last has the last word")
      ->allow_extra_args(false)
      ->type_name("FILE");
  command
      ->add_option("--hunspell", flags->hunspell,
                   "hunspell dictionary without extension, for --dictionary")
      ->type_name("PATH")
      ->capture_default_str();
  command
      ->add_option("--ignore", flags->ignore,
                   "Pass over what FILE lists: an entry's id, family:NAME, phrase:WORDS or "
                   "finding:ID a line; again for more files")
      ->allow_extra_args(false)
      ->type_name("FILE");
  command
      ->add_option("--write-baseline", flags->baseline,
                   "Write all findings of this run to FILE, for --ignore in the next")
      ->type_name("FILE")
      ->excludes("--output-dir");
}

void AddRunOptions(CLI::App* command, ScanFlags* flags) {
  command->add_option("-j,--jobs", flags->scan.threads, "Threads; 0: all (default 1)")
      ->check(CLI::Range(0, 1024))
      ->type_name("N");
  AddChoice<FailOn>(command, "--fail-on", &flags->fail_on,
                    {{"suspect", FailOn::kSuspect}, {"artifact", FailOn::kArtifact}},
                    "Exit with 1 when a document is suspect (or worse) or an artifact");
  command
      ->add_option("--max-errors", flags->scan.max_errors,
                   "Stop after N documents that cannot be read")
      ->type_name("N");
  command->add_flag("--stats", flags->stats, "Print totals to standard error");
  command->add_flag("--no-progress", flags->no_progress,
                    "No progress bar, nor a line every 30 seconds off a terminal");
}

}  // namespace

void AddScanOptions(CLI::App* command, ScanFlags* flags) {
  AddInputOptions(command, flags);
  AddOutputOptions(command, flags);
  AddRunOptions(command, flags);
  AddDictionaryOptions(command, flags);
}

}  // namespace calque::cli
