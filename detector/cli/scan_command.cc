// calque scan: texts in, verdicts out.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calque/detector.h"
#include "detector/batch/output.h"
#include "detector/batch/scanner.h"
#include "detector/cli/baseline.h"
#include "detector/cli/choice.h"
#include "detector/cli/command.h"
#include "detector/cli/user_options.h"
#include "detector/documents/input_list.h"
#include "detector/reports/human_writer.h"
#include "detector/reports/progress_bar.h"
#include "detector/reports/record_writer.h"
#include "detector/reports/tsv_writer.h"

namespace calque::cli {
namespace {

enum class Format { kAuto, kHuman, kJsonl, kTsv };
enum class FailOn { kNever, kSuspect, kArtifact };

struct ScanFlags {
  std::vector<std::string> paths;
  std::string files_from;
  std::string output;
  std::string pack;
  std::vector<std::string> dictionaries;
  std::string hunspell = "/usr/share/hunspell/en_US";
  std::vector<std::string> ignore;
  std::string baseline;
  Format format = Format::kAuto;
  FailOn fail_on = FailOn::kNever;
  reports::OffsetUnit offsets = reports::OffsetUnit::kCodepoint;
  bool restore = false;
  bool explain = false;
  bool stats = false;
  bool no_progress = false;
  batch::ScanOptions scan;
};

reports::RecordSource SourceOf(const documents::Document& document) {
  return {document.id,      document.path,   document.url,
          document.charset, document.record, document.offset};
}

int TerminalWidth(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 20) return size.ws_col;
  return 100;
}

bool OnTerminal(const ScanFlags& flags) {
  const bool standard_output = flags.output.empty() || flags.output == "-";
  return standard_output && isatty(STDOUT_FILENO) != 0;
}

// See no-color.org: an empty NO_COLOR says nothing.
bool WantsColor(const ScanFlags& flags) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return OnTerminal(flags) && (no_color == nullptr || *no_color == '\0') &&
         (term == nullptr || std::string_view(term) != "dumb");
}

batch::Render MakeRender(const ScanFlags& flags, Format format, const std::string& pack) {
  const reports::RecordOptions options{flags.offsets, flags.restore, pack};
  if (format == Format::kTsv) {
    return [](const documents::Document& document, const Report* report, std::string* out) {
      report != nullptr ? reports::AppendTsvRow(*report, SourceOf(document), out)
                        : reports::AppendTsvErrorRow(*document.error, SourceOf(document), out);
    };
  }
  if (format == Format::kHuman) {
    const reports::HumanStyle style{WantsColor(flags), std::min(TerminalWidth(STDOUT_FILENO), 120),
                                    flags.restore, flags.explain};
    return [style](const documents::Document& document, const Report* report, std::string* out) {
      report != nullptr
          ? reports::AppendHumanPage(*report, document.text, SourceOf(document), style, out)
          : reports::AppendHumanError(*document.error, SourceOf(document), style, out);
    };
  }
  return [options](const documents::Document& document, const Report* report, std::string* out) {
    report != nullptr
        ? reports::AppendRecord(*report, document.text, SourceOf(document), options, out)
        : reports::AppendErrorRecord(*document.error, SourceOf(document), options, out);
  };
}

reports::Progress ProgressOf(const batch::ScanTotals& totals) {
  const auto count = [&](Verdict v) { return totals.verdicts[static_cast<std::size_t>(v)]; };
  return {totals.documents, totals.bytes, count(Verdict::kSuspect) + count(Verdict::kArtifact),
          totals.errors};
}

void PrintStats(const batch::ScanTotals& totals) {
  const auto number = [](std::uint64_t n) { return static_cast<unsigned long long>(n); };
  std::fprintf(stderr, "calque: %llu documents, %llu words, %llu bytes, %llu hits, %llu errors\n",
               number(totals.documents), number(totals.words), number(totals.bytes),
               number(totals.hits), number(totals.errors));
  for (std::size_t i = 0; i < totals.verdicts.size(); ++i) {
    std::fprintf(stderr, "calque:   %-12s %llu\n", VerdictName(static_cast<Verdict>(i)),
                 number(totals.verdicts[i]));
  }
  if (totals.repairs > 0) {
    std::fprintf(stderr, "calque: %llu invalid bytes or surrogates were skipped or replaced\n",
                 number(totals.repairs));
  }
}

// The paths to read; complains about what is left out.
Result<std::vector<std::string>> InputsOf(const ScanFlags& flags, bool* complained) {
  std::vector<std::string> paths = flags.paths;
  if (!flags.files_from.empty()) {
    auto listed = documents::ReadPathList(flags.files_from);
    if (!listed.ok()) return listed.error();
    paths.insert(paths.end(), listed->begin(), listed->end());
  } else if (paths.empty()) {
    paths.emplace_back("-");
  }
  documents::InputList list = documents::ExpandInputs(paths);
  for (const Error& error : list.errors) Fail(error);
  for (const std::string& warning : list.warnings) {
    std::fprintf(stderr, "calque: %s\n", warning.c_str());
  }
  *complained = !list.errors.empty();
  return list.paths;
}

int ExitCode(const ScanFlags& flags, const batch::ScanTotals& totals) {
  const reports::Progress progress = ProgressOf(totals);
  const std::uint64_t artifacts = totals.verdicts[static_cast<std::size_t>(Verdict::kArtifact)];
  if (flags.fail_on == FailOn::kSuspect && progress.flagged > 0) return kExitFound;
  if (flags.fail_on == FailOn::kArtifact && artifacts > 0) return kExitFound;
  return kExitDone;
}

// Runs the scan into `output`; the status is that of the last write.
Status ScanInto(batch::Output* output, const batch::Scanner& scanner,
                const std::vector<std::string>& inputs, bool progress_bar,
                batch::ScanTotals* totals) {
  const auto start = std::chrono::steady_clock::now();
  reports::ProgressBar bar({progress_bar, TerminalWidth(STDERR_FILENO), std::nullopt}, &std::cerr);
  Status written;
  *totals = scanner.Run(inputs, [&](const std::string& bytes, const batch::ScanTotals& so_far) {
    written = output->Write(bytes);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    bar.Update(ProgressOf(so_far), elapsed.count());
    return written.ok();
  });
  bar.Finish();
  return written;
}

int Scan(const ScanFlags& flags) {
  const auto options = UserOptions(flags.dictionaries, flags.hunspell, flags.ignore);
  if (!options.ok()) return Fail(options.error());
  auto detector =
      flags.pack.empty() ? Detector::Open(*options) : Detector::Open(flags.pack, *options);
  if (!detector.ok()) return Fail(detector.error());
  bool complained = false;
  const auto inputs = InputsOf(flags, &complained);
  if (!inputs.ok()) return Fail(inputs.error());
  const bool terminal = OnTerminal(flags);
  const Format format = flags.format != Format::kAuto ? flags.format
                        : terminal                    ? Format::kHuman
                                                      : Format::kJsonl;
  auto output = batch::Output::Open(flags.output);
  if (!output.ok()) return Fail(output.error());

  Baseline baseline;
  batch::Render render = MakeRender(flags, format, detector->pack_name());
  if (!flags.baseline.empty()) render = baseline.Collecting(std::move(render));
  const batch::Scanner scanner(*detector, flags.scan, std::move(render));
  std::string header;
  if (format == Format::kTsv) reports::AppendTsvHeader(&header);
  Status written = output->Write(header);
  batch::ScanTotals totals;
  if (written.ok()) {
    const bool bar = isatty(STDERR_FILENO) != 0 && !terminal && !flags.no_progress;
    written = ScanInto(&*output, scanner, *inputs, bar, &totals);
  }
  if (!written.ok()) return output->closed_by_reader() ? kExitDone : Fail(written.error());
  if (flags.stats) PrintStats(totals);
  if (totals.stopped) {  // before Finish: a file is complete or not there
    return Fail({ErrorCode::kDataLoss, "stopped after " + std::to_string(totals.errors) +
                                           " bad documents (--max-errors)"});
  }
  if (Status finished = output->Finish(); !finished.ok()) return Fail(finished.error());
  if (!flags.baseline.empty()) {
    if (Status kept = baseline.Write(flags.baseline); !kept.ok()) return Fail(kept.error());
  }
  if (totals.errors > 0 && !flags.stats) {
    std::fprintf(stderr, "calque: %llu of %llu documents could not be read, see their records\n",
                 static_cast<unsigned long long>(totals.errors),
                 static_cast<unsigned long long>(totals.documents));
  }
  return complained ? kExitError : ExitCode(flags, totals);
}

template <typename T>
CLI::Option* AddChoice(CLI::App* command, const std::string& name, T* value,
                       const std::map<std::string, T>& choices, const std::string& help) {
  return command->add_option(name, *value, help)->transform(Choice(choices))->type_name("NAME");
}

void AddOptions(CLI::App* command, ScanFlags* flags) {
  using documents::InputFormat;
  command->add_option("paths", flags->paths,
                      "Files and folders; - or nothing: standard input; .gz and .zst are read as "
                      "they are");
  command
      ->add_option("--files-from", flags->files_from,
                   "Read paths from FILE (- for standard input), separated by newlines or NULs")
      ->type_name("FILE");
  AddChoice<InputFormat>(
      command, "--input-format", &flags->scan.format,
      {{"auto", InputFormat::kAuto}, {"text", InputFormat::kText}, {"jsonl", InputFormat::kJsonl}},
      "auto (by content), text or jsonl");
  command->add_option("--text-key", flags->scan.keys.text, "JSON key of the text")
      ->type_name("KEY");
  command->add_option("--id-key", flags->scan.keys.id, "JSON key of the id")->type_name("KEY");
  command->add_option("--url-key", flags->scan.keys.url, "JSON key of the URL")->type_name("KEY");
  AddChoice<Format>(command, "--format,-f", &flags->format,
                    {{"human", Format::kHuman}, {"jsonl", Format::kJsonl}, {"tsv", Format::kTsv}},
                    "human, jsonl or tsv (default: human on a terminal, else jsonl)");
  command->add_option("-o,--output", flags->output, "Write to FILE, complete or not at all")
      ->type_name("FILE");
  command->add_option("-j,--jobs", flags->scan.threads, "Threads; 0: all (default 1)")
      ->check(CLI::Range(0, 1024))
      ->type_name("N");
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
  AddChoice<FailOn>(command, "--fail-on", &flags->fail_on,
                    {{"suspect", FailOn::kSuspect}, {"artifact", FailOn::kArtifact}},
                    "Exit with 1 when a document is suspect (or worse) or an artifact");
  command
      ->add_option("--max-errors", flags->scan.max_errors,
                   "Stop after N documents that cannot be read")
      ->type_name("N");
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
      ->type_name("FILE");
  command->add_flag("--stats", flags->stats, "Print totals to standard error");
  command->add_flag("--no-progress", flags->no_progress, "No progress bar");
}

}  // namespace

void AddScanCommand(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "scan", "Say of each text whether a machine rewrote it, and show the words that tell");
  command->footer(
      "Exit: 0 done, 1 only when --fail-on asked and something was found, 2 error.\n"
      "Example:\n  calque scan --format human corpora/samples/rewritten-politics.txt");
  const auto flags = std::make_shared<ScanFlags>();
  AddOptions(command, flags.get());
  command->callback([action, flags] { *action = [flags] { return Scan(*flags); }; });
}

}  // namespace calque::cli
