// calque train-lm: texts to an n-gram language model.
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/batch/output.h"
#include "detector/cli/command.h"
#include "detector/cli/training_progress.h"
#include "detector/documents/compressed_output.h"
#include "detector/documents/corpus_reader.h"
#include "detector/documents/input_list.h"
#include "detector/training/arpa.h"
#include "detector/training/lm_estimator.h"
#include "detector/training/size_fitting.h"
#include "detector/training/table_export.h"
#include "detector/training/text_source.h"

namespace calque::cli {
namespace {

enum class ModelForm { kTable, kArpa };

struct TrainFlags {
  std::vector<std::string> paths;
  std::string output;
  std::vector<std::string> skip_domains;
  bool pretokenized = false;
  bool no_progress = false;
  std::size_t memory_mb = 2048;
  std::uint64_t max_size = 0;
  training::EstimatorOptions estimator;
};

// The texts of all inputs; what cannot be read is named and passed over.
class Texts {
 public:
  Texts(std::vector<std::string> paths, const TrainFlags& flags, TrainingProgress* progress)
      : corpus_(std::move(paths), flags.pretokenized ? documents::CorpusUnit::kLine
                                                     : documents::CorpusUnit::kPiece),
        flags_(flags),
        progress_(progress) {}

  bool Next(std::string* text) {
    while (corpus_.Next(&document_)) {
      if (document_.error) {
        ++errors_;
        progress_->Clear();
        Fail(*document_.error);
      } else if (!Skipped()) {
        text->swap(document_.text);
        return true;
      }
    }
    return false;
  }

  std::size_t errors() const { return errors_; }

  // Of the bytes of the inputs, how much was read; nothing when that is not known.
  std::optional<double> Share() const {
    const std::optional<std::uint64_t> total = corpus_.bytes_total();
    if (!total || *total == 0) return std::nullopt;
    return static_cast<double>(corpus_.bytes_read()) / static_cast<double>(*total);
  }

 private:
  bool Skipped() const {
    return std::any_of(
        flags_.skip_domains.begin(), flags_.skip_domains.end(),
        [&](const std::string& part) { return document_.domain.find(part) != std::string::npos; });
  }

  documents::CorpusReader corpus_;
  const TrainFlags& flags_;
  TrainingProgress* progress_;
  std::size_t errors_ = 0;
  documents::Document document_;
};

std::optional<ModelForm> FormOf(const std::string& path) {
  if (path.ends_with(".lm")) return ModelForm::kTable;
  for (const char* ending : {".arpa", ".arpa.gz", ".arpa.zst"}) {
    if (path.ends_with(ending)) return ModelForm::kArpa;
  }
  return std::nullopt;
}

Status WriteArpaFile(const training::EstimatedModel& model, const std::string& path,
                     const training::ByteSink& sink) {
  documents::CompressedOutput compressed(documents::CompressionOf(path), sink);
  const auto write = [&](std::string_view bytes) { return compressed.Write(bytes); };
  if (Status written = training::WriteArpa(model, write); !written.ok()) return written;
  return compressed.Finish();
}

// Makes the file of a model, first only to see how large it is if --max-size asks.
class ModelWriter {
 public:
  ModelWriter(const TrainFlags& flags, TrainingProgress* progress)
      : flags_(flags), form_(*FormOf(flags.output)), progress_(progress) {}

  Status Fit(training::EstimatedModel* model) {
    if (flags_.max_size == 0) return {};
    progress_->Update({"fitting the size", 0, std::nullopt});
    const auto measure = [&](const training::EstimatedModel& m) { return Measure(m); };
    return training::PruneToSize({flags_.max_size, LeastBytes()}, measure, model);
  }

  Status Write(const training::EstimatedModel& model, batch::Output* output) {
    progress_->Update({"writing " + flags_.output, 0, std::nullopt});
    const auto sink = [&](std::string_view bytes) { return output->Write(bytes); };
    if (form_ == ModelForm::kArpa) return WriteArpaFile(model, flags_.output, sink);
    return sink(table_.empty() ? training::ExportCompactTable(model) : table_);
  }

 private:
  Result<std::uint64_t> Measure(const training::EstimatedModel& model) {
    if (form_ == ModelForm::kTable) {
      table_ = training::ExportCompactTable(model);
      return table_.size();
    }
    std::uint64_t size = 0;
    const Status written =
        WriteArpaFile(model, flags_.output, [&](std::string_view bytes) -> Status {
          size += bytes.size();
          return {};
        });
    if (!written.ok()) return written.error();
    return size;
  }

  double LeastBytes() const {
    if (form_ == ModelForm::kTable) return training::kLeastCompactBytesPerNgram;
    const bool plain = documents::CompressionOf(flags_.output) == documents::Compression::kNone;
    return plain ? training::kLeastArpaBytesPerNgram : 1;
  }

  const TrainFlags& flags_;
  ModelForm form_;
  TrainingProgress* progress_;
  std::string table_;  // the last one measured
};

void ShowProgress(const training::EstimatorProgress& at, const Texts& texts,
                  TrainingProgress* progress) {
  static constexpr std::array<const char*, 4> kStages = {"counting n-grams", "adjusting counts",
                                                         "estimating", "pruning"};
  const bool counting = at.stage == training::EstimatorStage::kCounting;
  progress->Update(
      {kStages[static_cast<std::size_t>(at.stage)], at.words, counting ? texts.Share() : at.share});
}

Result<training::EstimatedModel> Estimate(const TrainFlags& flags, Texts* texts,
                                          TrainingProgress* progress) {
  const auto next = [&](std::string* text) { return texts->Next(text); };
  std::unique_ptr<training::SentenceSource> sentences;
  if (flags.pretokenized) {
    sentences = std::make_unique<training::PretokenizedSentences>(next);
  } else {
    sentences = std::make_unique<training::TextSentences>(next);
  }
  training::EstimatorOptions options = flags.estimator;
  options.memory_limit = flags.memory_mb * 1'000'000;
  options.progress = [&](const training::EstimatorProgress& at) {
    ShowProgress(at, *texts, progress);
  };
  return training::EstimateModel(sentences.get(), options);
}

// Whether something could not be read, though not for want of trying.
int Finish(const training::EstimatedModel& model, const TrainFlags& flags, std::size_t errors) {
  for (int order = 1; order <= model.order(); ++order) {
    std::fprintf(stderr, "calque: %d-grams: %zu\n", order, model.level(order).size());
  }
  if (errors == 0) return kExitDone;
  return Fail(
      {ErrorCode::kDataLoss, flags.output + " was written, but " + std::to_string(errors) +
                                 " inputs or documents could not be read and are not in it"});
}

int TrainLm(const TrainFlags& flags) {
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is told by write()
  if (!FormOf(flags.output)) {
    return Fail({ErrorCode::kInvalidArgument,
                 flags.output + ": the name must end in .lm, .arpa, .arpa.gz or .arpa.zst"});
  }
  auto output = batch::Output::Open(flags.output);
  if (!output.ok()) return Fail(output.error());
  const documents::InputList inputs = documents::ExpandInputs(flags.paths);
  for (const Error& error : inputs.errors) Fail(error);
  for (const std::string& warning : inputs.warnings) {
    std::fprintf(stderr, "calque: %s\n", warning.c_str());
  }
  TrainingProgress progress(!flags.no_progress);
  Texts texts(inputs.paths, flags, &progress);
  auto model = Estimate(flags, &texts, &progress);
  ModelWriter writer(flags, &progress);
  Status status = model.ok() ? writer.Fit(&*model) : Status(model.error());
  if (status.ok()) status = writer.Write(*model, &*output);
  if (status.ok()) status = output->Finish();
  progress.Clear();
  if (!status.ok()) return Fail(status.error());
  return Finish(*model, flags, texts.errors() + inputs.errors.size());
}

void AddInputOptions(CLI::App* command, TrainFlags* flags) {
  command
      ->add_option("paths", flags->paths,
                   "Files and folders: plain text or JSON Lines, also .gz and .zst; -: "
                   "standard input")
      ->required();
  command->add_flag("--pretokenized", flags->pretokenized,
                    "One sentence a line, tokens as they stand between white space, plain text "
                    "only (nothing is folded: write words as calque does, in small letters)");
  command
      ->add_option("--skip-domain", flags->skip_domains,
                   "Leave out JSON documents whose \"domain\" contains TEXT")
      ->type_name("TEXT");
}

void AddModelOptions(CLI::App* command, TrainFlags* flags) {
  training::EstimatorOptions* estimator = &flags->estimator;
  command->add_option("--order", estimator->order, "Longest n-gram, 1 to 6 (default 4)")
      ->check(CLI::Range(1, training::kMaxModelOrder))
      ->type_name("N");
  command
      ->add_option("--prune", estimator->count_thresholds,
                   "Leave out n-grams of order 1,2,... that occur no more than so often; the "
                   "first is 0, none is below the one before, the last goes on; e.g. 0,0,1")
      ->delimiter(',')
      ->check(CLI::NonNegativeNumber.description(""))
      ->type_name("N,N,...");
  command
      ->add_option("--prune-entropy", estimator->entropy_threshold,
                   "Leave out n-grams whose loss changes the entropy less than X nats a word")
      ->type_name("X");
  command
      ->add_option("--max-ngrams", estimator->max_ngrams,
                   "Prune by entropy down to at most N n-grams of all orders")
      ->check(CLI::NonNegativeNumber.description(""))
      ->type_name("N");
  command
      ->add_option("--max-size", flags->max_size,
                   "Prune by entropy until FILE, as it is written, has at most SIZE bytes; "
                   "suffixes K, M and G are powers of 1000: 40M")
      ->transform(CLI::AsSizeValue(true).description(""))
      ->check(CLI::PositiveNumber.description(""))
      ->type_name("SIZE");
  command
      ->add_option("--memory", flags->memory_mb,
                   "Memory for sorting in MB (default 2048); words and model come on top")
      ->check(CLI::Range(std::size_t{16}, std::size_t{1} << 20))
      ->type_name("MB");
  command
      ->add_option("--temp", estimator->temp_folder,
                   "Folder for what does not fit into memory (default /tmp)")
      ->type_name("FOLDER");
}

}  // namespace

void AddTrainLmCommand(CLI::App* app, Action* action) {
  CLI::App* command =
      app->add_subcommand("train-lm", "Train an n-gram language model (modified Kneser-Ney)");
  const auto flags = std::make_shared<TrainFlags>();
  AddInputOptions(command, flags.get());
  command
      ->add_option("-o,--output", flags->output,
                   "FILE.lm: packed table of hashed keys (cannot be turned back into text); "
                   "FILE.arpa, FILE.arpa.gz or FILE.arpa.zst: ARPA text. Complete or not at all")
      ->required()
      ->type_name("FILE");
  AddModelOptions(command, flags.get());
  command->add_flag("--no-progress", flags->no_progress, "No progress bar");
  command->footer(
      "Inputs and documents that cannot be read are named and passed over: the model of the\n"
      "others is written, and the exit code is 2. Exit: 0 done, 2 error.\n"
      "Example:\n"
      "  calque train-lm articles.jsonl.zst --order 4 --prune 0,0,1 --max-size 40M -o news.lm");
  command->callback([action, flags] { *action = [flags] { return TrainLm(*flags); }; });
}

}  // namespace calque::cli
