// calque train-lm: texts to an n-gram language model.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "detector/batch/output.h"
#include "detector/cli/command.h"
#include "detector/documents/document_reader.h"
#include "detector/documents/input_list.h"
#include "detector/lm/table_codec.h"
#include "detector/training/arpa.h"
#include "detector/training/lm_estimator.h"
#include "detector/training/table_export.h"
#include "detector/training/text_source.h"

namespace calque::cli {
namespace {

struct TrainFlags {
  std::vector<std::string> paths;
  std::string output;
  std::vector<std::string> skip_domains;
  bool pretokenized = false;
  std::size_t memory_mb = 2048;
  training::EstimatorOptions estimator;
};

// The texts of all inputs; unreadable documents are named and passed over.
class Texts {
 public:
  Texts(std::vector<std::string> paths, const TrainFlags& flags)
      : paths_(std::move(paths)), flags_(flags) {}

  bool Next(std::string* text) {
    for (;;) {
      if (reader_ != nullptr && reader_->Next(&document_)) {
        if (document_.error) {
          ++errors_;
          Fail(*document_.error);
        } else if (!Skipped()) {
          text->swap(document_.text);
          return true;
        }
      } else if (next_ == paths_.size()) {
        return false;
      } else {
        Open(paths_[next_++]);
      }
    }
  }

  std::size_t errors() const { return errors_; }

 private:
  void Open(const std::string& path) {
    auto opened = documents::OpenDocuments(path, documents::InputFormat::kAuto, {});
    reader_ = opened.ok() ? std::move(*opened) : documents::FailedDocuments(path, opened.error());
  }

  bool Skipped() const {
    return std::any_of(flags_.skip_domains.begin(), flags_.skip_domains.end(),
                       [&](const std::string& part) {
                         return document_.domain.find(part) != std::string::npos;
                       });
  }

  std::vector<std::string> paths_;
  const TrainFlags& flags_;
  std::size_t next_ = 0;
  std::size_t errors_ = 0;
  std::unique_ptr<documents::DocumentReader> reader_;
  documents::Document document_;
};

void PrintProgress(training::EstimatorStage stage, std::uint64_t words) {
  static constexpr const char* kStages[] = {"counting", "adjusting", "estimating", "pruning"};
  std::fprintf(stderr, "calque: %s (%llu words)\n", kStages[static_cast<std::size_t>(stage)],
               static_cast<unsigned long long>(words));
}

Status WriteModel(const training::EstimatedModel& model, const std::string& path) {
  auto output = batch::Output::Open(path);
  if (!output.ok()) return output.error();
  const auto write = [&](std::string_view bytes) { return output->Write(bytes); };
  Status written;
  if (path.ends_with(".arpa")) {
    written = training::WriteArpa(model, write);
  } else {
    const std::string table = training::ExportTable(model);
    written = write(lm::EncodeTable(std::as_bytes(std::span(table.data(), table.size()))));
  }
  if (!written.ok()) return written;
  return output->Finish();
}

int TrainLm(TrainFlags flags) {
  const documents::InputList inputs = documents::ExpandInputs(flags.paths);
  for (const Error& error : inputs.errors) return Fail(error);
  Texts texts(inputs.paths, flags);
  const auto next = [&](std::string* text) { return texts.Next(text); };
  std::unique_ptr<training::SentenceSource> sentences;
  if (flags.pretokenized) {
    sentences = std::make_unique<training::PretokenizedSentences>(next);
  } else {
    sentences = std::make_unique<training::TextSentences>(next);
  }
  flags.estimator.memory_limit = flags.memory_mb << 20;
  flags.estimator.progress = PrintProgress;
  const auto model = training::EstimateModel(sentences.get(), flags.estimator);
  if (!model.ok()) return Fail(model.error());
  for (int order = 1; order <= model->order(); ++order) {
    std::fprintf(stderr, "calque: %d-grams: %zu\n", order, model->level(order).size());
  }
  if (Status written = WriteModel(*model, flags.output); !written.ok()) {
    return Fail(written.error());
  }
  return texts.errors() == 0 ? kExitDone : kExitError;
}

}  // namespace

void AddTrainLmCommand(CLI::App* app, Action* action) {
  CLI::App* command =
      app->add_subcommand("train-lm", "Train an n-gram language model (modified Kneser-Ney)");
  const auto flags = std::make_shared<TrainFlags>();
  command->add_option("paths", flags->paths, "Texts: plain or JSON Lines, also .gz and .zst")
      ->required();
  command->add_option("-o,--output", flags->output,
                      "FILE.lm: packed table of hashed keys (cannot be turned back into text); "
                      "FILE.arpa: ARPA text")
      ->required()
      ->type_name("FILE");
  command->add_option("--order", flags->estimator.order, "Longest n-gram (default 4)")
      ->check(CLI::Range(1, training::kMaxModelOrder))
      ->type_name("N");
  command->add_option("--prune", flags->estimator.count_thresholds,
                      "Leave out n-grams of order 1,2,… that occur no more than so often, e.g. 0,0,1")
      ->delimiter(',')
      ->type_name("N,N,…");
  command->add_option("--prune-entropy", flags->estimator.entropy_threshold,
                      "Leave out n-grams whose loss changes the entropy less than this")
      ->type_name("X");
  command->add_option("--max-ngrams", flags->estimator.max_ngrams,
                      "Prune by entropy down to at most N n-grams of all orders")
      ->type_name("N");
  command->add_flag("--pretokenized", flags->pretokenized,
                    "One sentence a line, tokens as they stand between spaces");
  command->add_option("--skip-domain", flags->skip_domains,
                      "Leave out JSON documents whose \"domain\" contains TEXT")
      ->type_name("TEXT");
  command->add_option("--memory", flags->memory_mb, "Memory for sorting in MB (default 2048)")
      ->check(CLI::Range(std::size_t{16}, std::size_t{1} << 20))
      ->type_name("MB");
  command->add_option("--temp", flags->estimator.temp_folder, "Folder for sorted runs")
      ->type_name("FOLDER");
  command->footer(
      "Example:\n  calque train-lm articles.jsonl.zst --order 4 --prune 0,0,1 -o news.lm");
  command->callback([action, flags] { *action = [flags] { return TrainLm(*flags); }; });
}

}  // namespace calque::cli
