// calque eval: the quality table on labelled texts, and the fit of the calibration.
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "calque/detector.h"
#include "detector/analyzer.h"
#include "detector/cli/command.h"
#include "detector/compiler/corruptor.h"
#include "detector/default_pack.h"
#include "detector/documents/document_reader.h"
#include "detector/evaluation/evaluation.h"
#include "detector/storage/pack.h"
#include "detector/storage/pack_writer.h"
#include "detector/training/calibrator.h"

namespace calque::cli {
namespace {

struct EvalFlags {
  std::vector<std::string> paths;
  std::string pack;
  std::string fit;
  std::string dictionary = "dictionaries/en";
  std::string hunspell = "/usr/share/hunspell/en_US";
  std::vector<double> densities = {8, 20, 50};
};

Result<Analyzer> OpenAnalyzer(const std::string& path) {
  auto pack = path.empty() ? OpenDefaultPack() : storage::Pack::Open(path);
  if (!pack.ok()) return pack.error();
  return Analyzer::Open(std::move(*pack));
}

// Names the groups of documents: file and domain, or the file alone for domains of
// too few texts to say anything about (an encyclopedia has one for each article).
class Groups {
 public:
  void Count(const documents::Document& document) { ++sizes_[Domain(document)]; }

  std::string Of(const documents::Document& document) const {
    const auto it = sizes_.find(Domain(document));
    const bool large = it != sizes_.end() && it->second >= kMinGroupTexts;
    return large ? it->first : File(document);
  }

 private:
  static constexpr std::size_t kMinGroupTexts = 20;

  static std::string File(const documents::Document& document) {
    const std::string file = std::filesystem::path(document.path).filename().string();
    return file.substr(0, file.find(".jsonl"));
  }
  static std::string Domain(const documents::Document& document) {
    return document.domain.empty() ? File(document) : File(document) + "/" + document.domain;
  }

  std::map<std::string, std::size_t> sizes_;
};

// Calls `visit` for every readable document; bad ones are named and passed over.
Status ForEach(const std::vector<std::string>& paths,
               const std::function<void(const documents::Document&)>& visit) {
  documents::Document document;
  for (const std::string& path : paths) {
    auto reader = documents::OpenDocuments(path, documents::InputFormat::kAuto, {});
    if (!reader.ok()) return reader.error();
    while ((*reader)->Next(&document)) {
      if (document.error) {
        Fail(*document.error);
      } else {
        visit(document);
      }
    }
  }
  return {};
}

int Evaluate(const EvalFlags& flags) {
  const auto analyzer = OpenAnalyzer(flags.pack);
  if (!analyzer.ok()) return Fail(analyzer.error());
  evaluation::Evaluation evaluation(*analyzer, Mode::kStrict);
  Groups groups;
  Status read =
      ForEach(flags.paths, [&](const documents::Document& document) { groups.Count(document); });
  if (!read.ok()) return Fail(read.error());
  read = ForEach(flags.paths, [&](const documents::Document& document) {
    const bool machine = !document.label.empty() && document.label != "human";
    evaluation.Add(document.text, machine, groups.Of(document));
  });
  if (!read.ok()) return Fail(read.error());
  std::fputs(evaluation.Table().c_str(), stdout);
  return kExitDone;
}

int Fit(const EvalFlags& flags) {
  const auto analyzer = OpenAnalyzer(flags.pack);
  if (!analyzer.ok()) return Fail(analyzer.error());
  const auto lexicon = compiler::Lexicon::Open(flags.hunspell, flags.dictionary + "/irregular.txt");
  if (!lexicon.ok()) return Fail(lexicon.error());
  compiler::SourceErrors errors;
  const auto entries = compiler::ReadEntries(flags.dictionary, &errors);
  if (!entries.ok()) return Fail(entries.error());
  const compiler::Corruptor corruptor(*entries, *lexicon);
  training::Calibrator calibrator(*analyzer);
  Groups groups;
  Status read =
      ForEach(flags.paths, [&](const documents::Document& document) { groups.Count(document); });
  if (!read.ok()) return Fail(read.error());
  std::size_t number = 0;
  read = ForEach(flags.paths, [&](const documents::Document& document) {
    calibrator.AddHonest(document.text, groups.Of(document));
    compiler::CorruptOptions options;
    options.words_per_artifact = flags.densities[number++ % flags.densities.size()];
    const compiler::CorruptedText corrupted = corruptor.Corrupt(document.text, options);
    std::vector<Span> spans;
    for (const compiler::GoldSpan& gold : corrupted.spans) spans.push_back(gold.span);
    calibrator.AddRewritten(corrupted.text, spans);
  });
  if (!read.ok()) return Fail(read.error());
  const std::string text = calibrator.Fit().Format();
  if (Status written = storage::WriteFileAtomically(flags.fit, text); !written.ok()) {
    return Fail(written.error());
  }
  return kExitDone;
}

}  // namespace

void AddEvalCommand(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand("eval", "Measure detection quality on labelled texts");
  const auto flags = std::make_shared<EvalFlags>();
  command
      ->add_option("paths", flags->paths,
                   "JSON Lines with \"text\", \"label\" (\"human\" or a machine's) and \"domain\"")
      ->required();
  command->add_option("--pack", flags->pack, "Use this pack instead of the built-in one")
      ->type_name("FILE");
  command
      ->add_option("--fit", flags->fit,
                   "Take the texts as honest ones, rewrite each with the dictionary, fit the "
                   "calibration and write it to FILE")
      ->type_name("FILE");
  command->add_option("--dictionary", flags->dictionary, "Dictionary sources for --fit")
      ->capture_default_str();
  command
      ->add_option("--densities", flags->densities,
                   "For --fit: one artifact in so many words, in turn")
      ->delimiter(',')
      ->capture_default_str();
  command->footer("Example:\n  calque eval labelled.jsonl.zst");
  command->callback([action, flags] {
    *action = [flags] { return flags->fit.empty() ? Evaluate(*flags) : Fit(*flags); };
  });
}

}  // namespace calque::cli
