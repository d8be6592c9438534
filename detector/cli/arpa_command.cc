// calque arpa: language models of other tools, in the ARPA format, into tables.
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "detector/batch/output.h"
#include "detector/cli/command.h"
#include "detector/cli/training_progress.h"
#include "detector/documents/corpus_reader.h"
#include "detector/training/arpa.h"
#include "detector/training/table_export.h"

namespace calque::cli {
namespace {

struct PackFlags {
  std::string input;
  std::string output;
  bool no_progress = false;
};

Result<training::EstimatedModel> Read(const PackFlags& flags, TrainingProgress* progress,
                                      training::ArpaRepairs* repairs) {
  std::uint64_t bytes = 0;
  auto stream = documents::OpenMeasured(flags.input, &bytes);
  if (!stream.ok()) return stream.error();
  const auto total = documents::FileBytes({flags.input});
  const std::string stage = "reading " + flags.input;
  const auto source = [&](std::span<char> buffer) {
    std::optional<double> share;
    if (total && *total > 0) share = static_cast<double>(bytes) / static_cast<double>(*total);
    progress->Update({stage, 0, share});
    return (*stream)->Read(buffer);
  };
  return training::ReadArpa(source, flags.input, repairs);
}

void Report(const training::EstimatedModel& model, const training::ArpaRepairs& repairs) {
  for (int order = 1; order <= model.order(); ++order) {
    std::fprintf(stderr, "calque: %d-grams: %zu\n", order, model.level(order).size());
  }
  if (repairs.missing_parts > 0) {
    std::fprintf(stderr,
                 "calque: %llu n-grams were put in, with the probability that backing off gives "
                 "them: they are part of longer ones, but the model did not list them\n",
                 static_cast<unsigned long long>(repairs.missing_parts));
  }
  if (repairs.unknown_added) {
    std::fprintf(stderr, "calque: the model has no <unk>: unknown words get log10 -99\n");
  }
  if (const std::uint64_t left_out = training::CountUnknownNgrams(model); left_out > 0) {
    std::fprintf(stderr,
                 "calque: %llu n-grams with <unk> among their words were left out: after an "
                 "unknown word, scores begin anew\n",
                 static_cast<unsigned long long>(left_out));
  }
}

int Pack(const PackFlags& flags) {
  if (!flags.output.ends_with(".lm")) {
    return Fail({ErrorCode::kInvalidArgument, flags.output + ": the name must end in .lm"});
  }
  auto output = batch::Output::Open(flags.output);
  if (!output.ok()) return Fail(output.error());
  TrainingProgress progress(!flags.no_progress);
  training::ArpaRepairs repairs;
  const auto model = Read(flags, &progress, &repairs);
  Status status = model.ok() ? Status{} : Status(model.error());
  if (status.ok()) {
    progress.Update({"writing " + flags.output, 0, std::nullopt});
    status = output->Write(training::ExportCompactTable(*model));
  }
  if (status.ok()) status = output->Finish();
  progress.Clear();
  if (!status.ok()) return Fail(status.error());
  Report(*model, repairs);
  return kExitDone;
}

}  // namespace

void AddArpaCommand(CLI::App* app, Action* action) {
  CLI::App* arpa = app->add_subcommand("arpa", "Use language models of other tools (ARPA format)");
  arpa->require_subcommand(1);
  arpa->footer("Example:\n  calque arpa pack news.arpa.gz -o news.lm");
  const auto flags = std::make_shared<PackFlags>();

  CLI::App* pack = arpa->add_subcommand(
      "pack", "Pack an ARPA model, as KenLM, SRILM or train-lm writes it, into a table");
  pack->add_option("file", flags->input, "FILE.arpa, also .gz and .zst; -: standard input")
      ->required()
      ->type_name("FILE");
  pack->add_option("-o,--output", flags->output, "The table to write; complete or not at all")
      ->required()
      ->type_name("FILE.lm");
  pack->add_flag("--no-progress", flags->no_progress, "No progress bar");
  pack->footer(
      "A packed table holds hashed keys: it cannot be turned back into text. Words are asked for\n"
      "as calque cuts and folds them: train on text in small letters, punctuation apart.\n"
      "Exit: 0 done, 2 error.\n"
      "Example:\n"
      "  lmplz -o 4 --prune 0 0 1 < news.txt | gzip > news.arpa.gz\n"
      "  calque arpa pack news.arpa.gz -o news.lm");
  pack->callback([action, flags] { *action = [flags] { return Pack(*flags); }; });
}

}  // namespace calque::cli
