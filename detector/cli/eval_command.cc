// calque eval: the quality protocol on labelled texts, and the fit of the calibration.
#include <unistd.h>

#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "detector/analyzer.h"
#include "detector/batch/output.h"
#include "detector/cli/calibration_fit.h"
#include "detector/cli/choice.h"
#include "detector/cli/command.h"
#include "detector/cli/training_progress.h"
#include "detector/default_pack.h"
#include "detector/evaluation/labelled_texts.h"
#include "detector/evaluation/rates.h"
#include "detector/evaluation/sheet_json.h"
#include "detector/evaluation/sheet_page.h"
#include "detector/evaluation/sheet_text.h"
#include "detector/evaluation/tables.h"
#include "detector/storage/pack.h"
#include "detector/storage/pack_writer.h"

namespace calque::cli {
namespace {

// So many rows are named one by one; the rest is counted.
constexpr std::size_t kMaxComplaints = 20;

enum class SheetFormat { kTable, kJson, kHtml };

struct EvalFlags {
  std::vector<std::string> paths;
  std::string pack;
  SheetFormat format = SheetFormat::kTable;
  std::string output;
  std::string rates;
  std::string characters;
  bool no_progress = false;
  evaluation::StudyOptions study;
  FitFlags fit;
};

Result<Analyzer> OpenAnalyzer(const std::string& path) {
  auto pack = path.empty() ? OpenDefaultPack() : storage::Pack::Open(path);
  if (pack.ok()) pack = pack->InHugePages();
  if (!pack.ok()) return pack.error();
  return Analyzer::Open(std::move(*pack));
}

Status CheckKinds(const std::vector<evaluation::EvidenceKind>& kinds) {
  for (const evaluation::EvidenceKind kind : kinds) {
    if (evaluation::HasFeatures(kind)) continue;
    return Error{ErrorCode::kUnsupported,
                 std::string("--without ") + evaluation::EvidenceKindName(kind) +
                     ": this build's verdict uses no evidence of that kind"};
  }
  return {};
}

std::string Rendered(const evaluation::Sheet& sheet, SheetFormat format) {
  if (format == SheetFormat::kJson) return evaluation::SheetJson(sheet);
  if (format == SheetFormat::kHtml) return evaluation::SheetPage(sheet);
  return evaluation::SheetText(sheet);
}

// Reads and analyses everything; complains about rows that cannot be used.
std::vector<evaluation::Observation> Observe(const EvalFlags& flags, const Analyzer& analyzer,
                                             const evaluation::CharacterModel* characters,
                                             std::size_t* errors) {
  const bool terminal = isatty(STDERR_FILENO) != 0 && !flags.no_progress;
  TrainingProgress progress(terminal);
  evaluation::ReadingOptions options;
  options.observation = {flags.study.without, characters};
  options.threads = flags.study.threads;
  options.on_error = [&](const Error& error) {
    if (++*errors > kMaxComplaints) return;
    progress.Clear();
    Fail(error);
  };
  options.on_progress = [&](const evaluation::ReadingProgress& at) {
    if (terminal) progress.Update({"analysing", at.words, at.share});
  };
  return evaluation::ObserveFiles(analyzer, flags.paths, options);
}

int Evaluate(const EvalFlags& flags, const Analyzer& analyzer, batch::Output* output) {
  std::optional<evaluation::CharacterModel> characters;
  if (!flags.characters.empty()) {
    auto opened = evaluation::CharacterModel::Open(flags.characters);
    if (!opened.ok()) return Fail(opened.error());
    characters.emplace(std::move(*opened));
  }
  std::size_t errors = 0;
  auto observations = Observe(flags, analyzer, characters ? &*characters : nullptr, &errors);
  if (observations.empty()) {
    return Fail({ErrorCode::kInvalidArgument, "there is no labelled text to measure on"});
  }
  evaluation::StudyOptions options = flags.study;
  options.characters = characters.has_value();
  options.least_words = analyzer.calibration().insufficient_always;
  const evaluation::Study study = evaluation::MakeStudy(std::move(observations), options);
  const evaluation::Sheet sheet = evaluation::MakeSheet(study, analyzer.pack_name());
  Status status = output->Write(Rendered(sheet, flags.format));
  if (!status.ok()) return output->closed_by_reader() ? kExitDone : Fail(status.error());
  if (status = output->Finish(); !status.ok()) return Fail(status.error());
  if (!flags.rates.empty()) {
    status = storage::WriteFileAtomically(flags.rates, evaluation::FormatRates(study));
    if (!status.ok()) return Fail(status.error());
  }
  if (errors == 0) return kExitDone;
  return Fail({ErrorCode::kDataLoss, std::to_string(errors) +
                                         " rows or files could not be used; the figures are those "
                                         "of the others"});
}

int Run(const EvalFlags& flags) {
  if (Status kinds = CheckKinds(flags.study.without); !kinds.ok()) return Fail(kinds.error());
  const auto analyzer = OpenAnalyzer(flags.pack);
  if (!analyzer.ok()) return Fail(analyzer.error());
  if (!flags.fit.output.empty()) return FitCalibration(*analyzer, flags.paths, flags.fit);
  auto output = batch::Output::Open(flags.output);
  if (!output.ok()) return Fail(output.error());
  return Evaluate(flags, *analyzer, &*output);
}

void AddReportOptions(CLI::App* command, EvalFlags* flags) {
  using evaluation::EvidenceKind;
  const std::map<std::string, SheetFormat> formats = {
      {"table", SheetFormat::kTable}, {"json", SheetFormat::kJson}, {"html", SheetFormat::kHtml}};
  const std::map<std::string, Mode> modes = {
      {"strict", Mode::kStrict}, {"balanced", Mode::kBalanced}, {"sensitive", Mode::kSensitive}};
  const std::map<std::string, EvidenceKind> kinds = {
      {"hits", EvidenceKind::kHits},
      {"fluency", EvidenceKind::kFluency},
      {"translationese", EvidenceKind::kTranslationese},
      {"structure", EvidenceKind::kStructure},
      {"thesaurus", EvidenceKind::kThesaurus}};
  command->add_option("--format,-f", flags->format, "table (default), json or html (one page)")
      ->transform(Choice(formats))
      ->type_name("NAME");
  command->add_option("-o,--output", flags->output, "Write to FILE, complete or not at all")
      ->type_name("FILE");
  command
      ->add_option("--mode", flags->study.modes,
                   "Count the verdicts of these modes only: strict, balanced, sensitive")
      ->transform(Choice(modes))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAME,...");
  command
      ->add_option("--without", flags->study.without,
                   "Add rows for the evidence fitted anew without hits, fluency, translationese or "
                   "structure, beside all of it fitted anew")
      ->transform(Choice(kinds))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("KIND,...");
  command
      ->add_option("--character-lm", flags->characters,
                   "Add the fluency of a character model as a baseline; FILE.lm is trained by\n"
                   "sed 's/[[:blank:]]\\{1,\\}/_/g; s/./& /g' plain.txt > characters.txt\n"
                   "calque train-lm --pretokenized --order 6 --max-size 24M -o FILE.lm "
                   "characters.txt")
      ->type_name("FILE");
  command
      ->add_option("--rates", flags->rates,
                   "Write what each mode finds and where it errs to FILE, for calque dict compile")
      ->type_name("FILE");
  command->add_option("-j,--jobs", flags->study.threads, "Threads; 0: all (default 1)")
      ->check(CLI::Range(0, 1024))
      ->type_name("N");
  command->add_option("--seed", flags->study.bootstrap.seed, "Seed of the bootstrap (default 1)")
      ->type_name("N");
  command->add_flag("--no-progress", flags->no_progress, "No progress bar");
}

void AddFitOptions(CLI::App* command, FitFlags* flags) {
  command
      ->add_option(
          "--fit", flags->output,
          "Rewrite every honest text with the dictionary, take the others for translated, fit "
          "the calibration and write it to FILE")
      ->type_name("FILE");
  command->add_option("--dictionary", flags->dictionary, "Dictionary sources for --fit")
      ->capture_default_str();
  command
      ->add_option("--densities", flags->densities,
                   "For --fit: one artifact in so many words, in turn")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->capture_default_str();
}

}  // namespace

void AddEvalCommand(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand("eval", "Measure detection quality on labelled texts");
  const auto flags = std::make_shared<EvalFlags>();
  command
      ->add_option(
          "paths", flags->paths,
          "JSON Lines with \"text\", \"label\" (\"human\" or a machine's), and where known "
          "\"domain\" (the site), \"group\" (ties versions of one text), \"system\", "
          "\"pair\" and \"spans\" as calque corrupt writes them")
      ->required();
  command->add_option("--pack", flags->pack, "Use this pack instead of the built-in one")
      ->type_name("FILE");
  AddReportOptions(command, flags.get());
  AddFitOptions(command, &flags->fit);
  command->footer(
      "Rows that cannot be used are named (the first 20) and passed over, and the exit code is 2.\n"
      "Example:\n  calque eval labelled.jsonl.zst --format html -o evaluation.html");
  command->callback([action, flags] { *action = [flags] { return Run(*flags); }; });
}

}  // namespace calque::cli
