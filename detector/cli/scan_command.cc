// calque scan: texts in, verdicts out, into one stream or one file for each input.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calque/detector.h"
#include "detector/batch/output_folder.h"
#include "detector/batch/output_name.h"
#include "detector/batch/result_file.h"
#include "detector/batch/scanner.h"
#include "detector/cli/baseline.h"
#include "detector/cli/command.h"
#include "detector/cli/interruption.h"
#include "detector/cli/output_format.h"
#include "detector/cli/run_options.h"
#include "detector/cli/scan_flags.h"
#include "detector/cli/user_options.h"
#include "detector/documents/corpus_reader.h"
#include "detector/documents/input_list.h"
#include "detector/reports/progress_bar.h"

namespace calque::cli {
namespace {

int TerminalWidth(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 20) return size.ws_col;
  return 100;
}

bool OnTerminal(const ScanFlags& flags) {
  const bool standard_output =
      flags.output_dir.empty() && (flags.output.empty() || flags.output == "-");
  return standard_output && isatty(STDOUT_FILENO) != 0;
}

// See no-color.org: an empty NO_COLOR says nothing.
bool WantsColor(const ScanFlags& flags) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return OnTerminal(flags) && (no_color == nullptr || *no_color == '\0') &&
         (term == nullptr || std::string_view(term) != "dumb");
}

// What --emit-text writes; null when nobody asked.
using TextFile = std::unique_ptr<batch::ResultFile>;

// The flags, and what is made of them for a run.
struct ScanRun {
  const ScanFlags& flags;
  const Detector& detector;
  const OutputFormat& format;
  FormatOptions format_options;
  std::string run_options;  // see RunOptions
  Baseline baseline;
  TextFile texts;
};

reports::Progress ProgressOf(const batch::ScanTotals& totals) {
  return {totals.documents, totals.bytes, totals.read,
          totals.Of(Verdict::kSuspect) + totals.Of(Verdict::kArtifact), totals.errors};
}

void PrintStats(const batch::Statistics& totals, std::uint64_t skipped) {
  const auto number = [](std::uint64_t n) { return static_cast<unsigned long long>(n); };
  std::fprintf(stderr, "calque: %llu documents, %llu words, %llu bytes, %llu hits, %llu errors\n",
               number(totals.documents), number(totals.words), number(totals.bytes),
               number(totals.hits), number(totals.errors));
  for (std::size_t i = 0; i < totals.verdicts.size(); ++i) {
    std::fprintf(stderr, "calque:   %-12s %llu\n", VerdictName(static_cast<Verdict>(i)),
                 number(totals.verdicts[i]));
  }
  if (skipped > 0) {
    std::fprintf(stderr, "calque: %llu WARC records are no documents and were passed over\n",
                 number(skipped));
  }
  if (totals.repairs > 0) {
    std::fprintf(stderr, "calque: %llu invalid bytes or surrogates were skipped or replaced\n",
                 number(totals.repairs));
  }
}

void PrintCounts(const ScanFlags& flags, const batch::Statistics& totals, std::uint64_t skipped) {
  if (flags.stats) {
    PrintStats(totals, skipped);
  } else if (totals.errors > 0) {
    std::fprintf(stderr, "calque: %llu of %llu documents could not be read, see their records\n",
                 static_cast<unsigned long long>(totals.errors),
                 static_cast<unsigned long long>(totals.documents));
  }
}

// Bytes of input from which on the faster reading of huge pages repays their making.
constexpr std::uint64_t kLongRun = 4'000'000;

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
  return std::move(list.paths);
}

int ExitCode(FailOn fail_on, const batch::Statistics& totals) {
  const bool artifact = totals.Of(Verdict::kArtifact) > 0;
  const bool suspect = artifact || totals.Of(Verdict::kSuspect) > 0;
  const bool found = fail_on == FailOn::kArtifact ? artifact : suspect;
  return fail_on != FailOn::kNever && found ? kExitFound : kExitDone;
}

int FailStopped(const batch::ScanTotals& totals) {
  return Fail({ErrorCode::kDataLoss,
               "stopped after " + std::to_string(totals.errors) + " bad documents (--max-errors)"});
}

Result<TextFile> OpenTextFile(const ScanFlags& flags) {
  if (flags.emit_text.empty()) return TextFile();
  auto file = batch::ResultFile::Open(flags.emit_text, {});
  if (!file.ok()) return file.error();
  return std::make_unique<batch::ResultFile>(*std::move(file));
}

void EmitTexts(batch::ResultFile* file, batch::Scanner* scanner) {
  scanner->EmitTexts(RenderText, [file](const std::string& bytes) {
    const Status written = file->Write(bytes);
    if (!written.ok()) Fail(written.error());
    return written.ok();
  });
}

// Scans `inputs` with a progress bar.
batch::ScanTotals RunScanner(ScanRun* run, const batch::ScanOptions& options,
                             const std::vector<std::string>& inputs, const batch::Sink& sink) {
  batch::Render render = run->format.render(run->format_options);
  if (!run->flags.baseline.empty()) render = run->baseline.Collecting(std::move(render));
  batch::Scanner scanner(run->detector, options, std::move(render));
  if (run->texts != nullptr) EmitTexts(run->texts.get(), &scanner);
  const bool quiet = OnTerminal(run->flags) || run->flags.no_progress;
  reports::ProgressBar bar({quiet                        ? reports::ProgressStyle::kNone
                            : isatty(STDERR_FILENO) != 0 ? reports::ProgressStyle::kBar
                                                         : reports::ProgressStyle::kLines,
                            TerminalWidth(STDERR_FILENO), documents::FileBytes(inputs)},
                           &std::cerr);
  const auto start = std::chrono::steady_clock::now();
  return scanner.Run(inputs, [&](const batch::Piece& piece, const batch::ScanTotals& so_far) {
    const bool taken = sink(piece, so_far);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    bar.Update(ProgressOf(so_far), elapsed.count());
    return taken;
  });
}

int ScanIntoFile(ScanRun* run, const std::vector<std::string>& inputs) {
  const ScanFlags& flags = run->flags;
  auto file = batch::ResultFile::Open(flags.output, run->format.frame(run->format_options));
  if (!file.ok()) return Fail(file.error());
  Status written;
  const batch::ScanTotals totals =
      RunScanner(run, flags.scan, inputs, [&](const batch::Piece& piece, const batch::ScanTotals&) {
        written = file->Write(piece.results);
        return written.ok();
      });
  if (!written.ok()) return file->closed_by_reader() ? kExitDone : Fail(written.error());
  if (totals.stopped) {  // before Finish: a file is complete or not there
    if (flags.stats) PrintStats(totals, totals.skipped);
    return totals.text_failed ? kExitError : FailStopped(totals);
  }
  if (run->texts != nullptr) {
    if (Status finished = run->texts->Finish(); !finished.ok()) return Fail(finished.error());
  }
  if (Status finished = file->Finish(); !finished.ok()) {
    return file->closed_by_reader() ? kExitDone : Fail(finished.error());
  }
  if (!flags.baseline.empty()) {
    if (Status kept = run->baseline.Write(flags.baseline); !kept.ok()) return Fail(kept.error());
  }
  PrintCounts(flags, totals, totals.skipped);
  return totals.unopened > 0 ? kExitError : ExitCode(flags.fail_on, totals);
}

int FailInterrupted(std::size_t left) {
  const int signal = InterruptingSignal();
  std::fprintf(stderr, "calque: ended by %s with %zu inputs left; --resume goes on from here\n",
               signal == SIGINT ? "SIGINT" : "SIGTERM", left);
  return 128 + signal;
}

int ScanIntoFolder(ScanRun* run, const std::vector<std::string>& inputs) {
  const ScanFlags& flags = run->flags;
  batch::FolderOptions options;
  options.folder = flags.output_dir;
  options.extension = std::string(run->format.extension) + flags.compress;
  options.frame = run->format.frame(run->format_options);
  options.run = run->run_options;
  options.resume = flags.resume;
  options.shard = flags.shard.shard;
  options.shards = flags.shard.shards;
  auto folder = batch::OutputFolder::Open(std::move(options), inputs);
  if (!folder.ok()) return Fail(folder.error());
  for (const std::string& warning : folder->warnings()) {
    std::fprintf(stderr, "calque: %s\n", warning.c_str());
  }
  if (flags.resume) {
    std::fprintf(stderr, "calque: %zu inputs are done, %zu are left\n", folder->done_before(),
                 folder->inputs().size());
  }
  batch::ScanOptions scan = flags.scan;
  scan.by_input = true;
  scan.before_input = [&](std::size_t input) { folder->Before(input); };
  scan.interrupted = CatchInterruption();
  std::size_t taken = 0;
  const batch::ScanTotals totals = RunScanner(
      run, scan, folder->inputs(), [&](const batch::Piece& piece, const batch::ScanTotals&) {
        taken += piece.last ? 1 : 0;
        return folder->Take(piece);
      });
  for (const Error& error : folder->errors()) Fail(error);
  PrintCounts(flags, folder->counts(), totals.skipped);
  if (InterruptingSignal() != 0) return FailInterrupted(folder->inputs().size() - taken);
  if (!folder->errors().empty()) return kExitError;
  if (totals.stopped) return FailStopped(totals);
  if (Status finished = folder->Finish(); !finished.ok()) return Fail(finished.error());
  return totals.unopened > 0 ? kExitError : ExitCode(flags.fail_on, folder->counts());
}

int Scan(const ScanFlags& flags) {
  auto options = UserOptions(flags.dictionaries, flags.hunspell, flags.ignore);
  if (!options.ok()) return Fail(options.error());
  bool complained = false;
  auto inputs = InputsOf(flags, &complained);
  if (!inputs.ok()) return Fail(inputs.error());
  options->huge_pages = documents::FileBytes(*inputs).value_or(kLongRun) >= kLongRun;
  auto detector =
      flags.pack.empty() ? Detector::Open(*options) : Detector::Open(flags.pack, *options);
  if (!detector.ok()) return Fail(detector.error());
  const char* by_place = OnTerminal(flags) ? "human" : "jsonl";
  ScanRun run{flags,
              *detector,
              *FindOutputFormat(flags.format.empty() ? by_place : flags.format),
              {{flags.offsets, flags.restore, detector->pack_name()},
               flags.scan.mode,
               {WantsColor(flags), std::min(TerminalWidth(STDOUT_FILENO), 120), flags.restore,
                flags.explain}},
              {},
              {},
              {}};
  auto texts = OpenTextFile(flags);
  if (!texts.ok()) return Fail(texts.error());
  run.texts = *std::move(texts);
  if (flags.output_dir.empty()) {
    std::erase_if(*inputs, [&](const std::string& input) {
      return batch::ShardOf(input, flags.shard.shards) != flags.shard.shard;
    });
  } else {
    run.run_options = RunOptions(flags, run.format.name, *options, detector->pack_name());
  }
  const int code =
      flags.output_dir.empty() ? ScanIntoFile(&run, *inputs) : ScanIntoFolder(&run, *inputs);
  const bool good = code == kExitDone || code == kExitFound;
  return complained && good ? kExitError : code;
}

}  // namespace

void AddScanCommand(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "scan", "Say of each text whether a machine rewrote it, and show the words that tell");
  command->footer(
      "A record that is damaged or beyond a limit gives a record with \"error\" in its place, and\n"
      "the run goes on.\n"
      "Exit: 0 done, damaged records included; 1 only when --fail-on asked and something was\n"
      "found; 2 error: also when an input could not be opened, after all others were scanned;\n"
      "143 or 130 when SIGTERM or SIGINT ended a run with --output-dir in order.\n"
      "Examples:\n"
      "  calque scan --format human corpora/samples/rewritten-politics.txt\n"
      "  calque scan crawl/ -j 8 --output-dir results --resume     # again after any accident\n"
      "  calque scan crawl/ --output-dir results --shard 0/4       # a quarter; calque stats adds "
      "up");
  const auto flags = std::make_shared<ScanFlags>();
  AddScanOptions(command, flags.get());
  command->callback([action, flags] { *action = [flags] { return Scan(*flags); }; });
}

}  // namespace calque::cli
