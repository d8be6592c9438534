// calque train-weights: labelled texts to the translationese weights of a language
// model.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "detector/batch/output.h"
#include "detector/cli/command.h"
#include "detector/cli/training_progress.h"
#include "detector/documents/corpus_reader.h"
#include "detector/documents/input_list.h"
#include "detector/lm/ngram_model.h"
#include "detector/lm/slot_weights.h"
#include "detector/lm/table_codec.h"
#include "detector/training/weight_samples.h"
#include "detector/training/weights_trainer.h"

namespace calque::cli {
namespace {

struct WeightsFlags {
  std::vector<std::string> paths;
  std::string output;
  std::string model = "corpora/models/en.lm";
  std::vector<std::string> skip_domains;
  bool no_progress = false;
  training::WeightsOptions options;
};

Error In(const std::string& path, const Error& error) {
  return {error.code, path + ": " + error.message};
}

bool Skipped(const documents::Document& document, const std::vector<std::string>& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
    return document.domain.find(part) != std::string::npos;
  });
}

// A text that has versions (a group), or that a machine wrote, is a translation.
void AddDocument(documents::Document* document, training::WeightSamples* samples) {
  const bool machine = !document->label.empty() && document->label != "human";
  if (!machine && document->group.empty()) {
    const std::string collection = std::filesystem::path(document->path).filename().string();
    samples->AddProse(document->text, collection, document->domain);
    return;
  }
  const std::string& group = document->group.empty() ? document->id : document->group;
  samples->AddTranslation(
      {std::move(document->text), document->pair, group, document->system, machine});
}

// Returns how many inputs and documents could not be read.
std::size_t ReadSamples(const WeightsFlags& flags, std::vector<std::string> paths,
                        TrainingProgress* progress, training::WeightSamples* samples) {
  documents::CorpusReader corpus(std::move(paths), documents::CorpusUnit::kDocument);
  documents::Document document;
  std::size_t errors = 0;
  while (corpus.Next(&document)) {
    if (document.error) {
      ++errors;
      progress->Clear();
      Fail(*document.error);
    } else if (!Skipped(document, flags.skip_domains)) {
      AddDocument(&document, samples);
    }
    const std::optional<std::uint64_t> total = corpus.bytes_total();
    std::optional<double> share;
    if (total && *total > 0) {
      share = static_cast<double>(corpus.bytes_read()) / static_cast<double>(*total);
    }
    progress->Update({"reading samples", 0, share});
  }
  return errors;
}

Result<std::string> Train(const WeightsFlags& flags, const std::vector<training::WeightSample>& all,
                          std::span<const std::byte> section, TrainingProgress* progress) {
  training::WeightsOptions options = flags.options;
  options.progress = [&](int step) {
    progress->Update({"fitting", 0, static_cast<double>(step) / options.max_steps});
  };
  const auto weights = training::TrainWeights(all, options);
  if (!weights.ok()) return weights.error();
  progress->Clear();
  std::fprintf(stderr, "calque: %zu samples, %zu weights\n", all.size(), weights->size());
  return lm::EncodeSlotWeights(section, *weights);
}

int TrainWeights(const WeightsFlags& flags) {
  auto output = batch::Output::Open(flags.output);
  if (!output.ok()) return Fail(output.error());
  const auto pages = lm::LoadTable(flags.model);
  if (!pages.ok()) return Fail(pages.error());
  const auto model = lm::NgramModel::Open(pages->bytes());
  if (!model.ok()) return Fail(In(flags.model, model.error()));
  const documents::InputList inputs = documents::ExpandInputs(flags.paths);
  for (const Error& error : inputs.errors) Fail(error);
  for (const std::string& warning : inputs.warnings) {
    std::fprintf(stderr, "calque: %s\n", warning.c_str());
  }
  TrainingProgress progress(!flags.no_progress);
  training::WeightSamples samples(*model);
  const std::size_t errors =
      inputs.errors.size() + ReadSamples(flags, inputs.paths, &progress, &samples);
  const auto encoded = Train(flags, samples.Take(), pages->bytes(), &progress);
  if (!encoded.ok()) return Fail(encoded.error());
  Status status = output->Write(*encoded);
  if (status.ok()) status = output->Finish();
  if (!status.ok()) return Fail(status.error());
  if (errors == 0) return kExitDone;
  return Fail(
      {ErrorCode::kDataLoss, flags.output + " was written, but " + std::to_string(errors) +
                                 " inputs or documents could not be read and taught it nothing"});
}

}  // namespace

void AddTrainWeightsCommand(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "train-weights", "Learn what tells machine translation from people's prose");
  const auto flags = std::make_shared<WeightsFlags>();
  command
      ->add_option(
          "paths", flags->paths,
          "JSON Lines with \"text\" and \"label\" (\"human\" or a machine's); translations "
          "also with \"group\" (ties the versions of a segment), \"system\" and \"pair\", "
          "in the order of the text; prose with \"domain\" (its outlet), a file for each "
          "collection")
      ->required();
  command
      ->add_option("-o,--output", flags->output,
                   "FILE.weights: of use only with the model. Complete or not at all")
      ->required()
      ->type_name("FILE");
  command->add_option("--lm", flags->model, "Language model made by train-lm")
      ->capture_default_str();
  command
      ->add_option("--skip-domain", flags->skip_domains,
                   "Leave out documents whose \"domain\" contains TEXT")
      ->type_name("TEXT");
  command->add_option("--penalty", flags->options.penalty, "Strength of the L2 penalty")
      ->check(CLI::NonNegativeNumber.description(""))
      ->capture_default_str();
  command
      ->add_option("--min-units", flags->options.fewest_units,
                   "Contents that must share an n-gram for it to get a weight")
      ->capture_default_str();
  command->add_flag("--no-progress", flags->no_progress, "No progress bar");
  command->footer(
      "The same inputs give the same bytes. Exit: 0 done, 2 error.\n"
      "Example:\n"
      "  calque train-weights translations.jsonl.zst articles.jsonl.zst --lm news.lm -o "
      "news.weights");
  command->callback([action, flags] { *action = [flags] { return TrainWeights(*flags); }; });
}

}  // namespace calque::cli
