// calque dict: check the dictionary sources, compile them into a pack, derive entries.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "calque/detector.h"
#include "detector/batch/output.h"
#include "detector/cli/command.h"
#include "detector/compiler/example_check.h"
#include "detector/compiler/pack_compiler.h"
#include "detector/compiler/phrase_expander.h"
#include "detector/documents/document_reader.h"
#include "detector/storage/pack_writer.h"

namespace calque::cli {
namespace {

struct DictFlags {
  compiler::PackSources sources{"en",
                                "dictionaries/en",
                                "corpora/models/en.lm",
                                "corpora/models/calibration.tsv",
                                "/usr/share/hunspell/en_US",
                                "corpora/models/thesaurus.tsv",
                                "/usr/share/hunspell"};
  std::string half = "both";
  std::vector<std::string> texts;  // for expand
  compiler::ExpandOptions expand;
  std::string output;
};

void PrintErrors(const compiler::SourceErrors& errors) {
  for (const std::string& error : errors) std::fprintf(stderr, "%s\n", error.c_str());
}

int Compile(const DictFlags& flags) {
  compiler::PackSources sources = flags.sources;
  sources.half = *compiler::ParseHalf(flags.half);
  const auto pack = compiler::CompilePack(sources);
  if (!pack.ok()) return Fail(pack.error());
  PrintErrors(pack->errors);
  if (!pack->errors.empty()) {
    return Fail({ErrorCode::kInvalidArgument, flags.sources.dictionary + ": " +
                                                  std::to_string(pack->errors.size()) +
                                                  " errors; nothing was written"});
  }
  if (Status written = storage::WriteFileAtomically(flags.output, pack->bytes); !written.ok()) {
    return Fail(written.error());
  }
  for (const std::string& language : pack->missing_pivots) {
    std::fprintf(stderr,
                 "calque: %s: no hunspell dictionary of language \"%s\"; words of it will count as "
                 "misspelt\n",
                 flags.sources.pivots.c_str(), language.c_str());
  }
  std::fprintf(
      stderr, "calque: %s: %zu entries, %zu phrases (%zu KB), %zu words (%zu KB), pack of %zu KB\n",
      flags.output.c_str(), pack->entries.size(), pack->phrases, pack->dictionary_bytes >> 10,
      pack->lexicon_words, pack->lexicon_bytes >> 10, pack->bytes.size() >> 10);
  return kExitDone;
}

int Expand(const DictFlags& flags) {
  const compiler::PackSources& sources = flags.sources;
  const auto lexicon =
      compiler::Lexicon::Open(sources.hunspell, sources.dictionary + "/irregular.txt");
  if (!lexicon.ok()) return Fail(lexicon.error());
  compiler::SourceErrors errors;
  const auto entries = compiler::ReadEntries(sources.dictionary, &errors);
  if (!entries.ok()) return Fail(entries.error());
  PrintErrors(errors);
  compiler::PhraseExpander expander(*entries, *lexicon);
  documents::Document document;
  for (const std::string& path : flags.texts) {
    auto reader = documents::OpenDocuments(path, documents::InputFormat::kAuto, {});
    if (!reader.ok()) return Fail(reader.error());
    while ((*reader)->Next(&document)) {
      if (document.error) return Fail(*document.error);
      expander.Add(document.text);
    }
  }
  auto output = batch::Output::Open(flags.output);
  if (!output.ok()) return Fail(output.error());
  Status written = output->Write(expander.Derive(flags.expand));
  if (written.ok()) written = output->Finish();
  return written.ok() ? kExitDone : Fail(written.error());
}

int Check(const DictFlags& flags) {
  // The examples depend neither on the pivot languages' words nor on the thesaurus.
  compiler::PackSources sources = flags.sources;
  sources.pivots.clear();
  sources.thesaurus.clear();
  auto pack = compiler::CompilePack(sources);
  if (!pack.ok()) return Fail(pack.error());
  const auto detector = Detector::OpenBytes(pack->bytes);
  if (!detector.ok()) return Fail(detector.error());
  compiler::CheckExamples(pack->entries, *detector, &pack->errors);
  PrintErrors(pack->errors);
  std::printf("%zu entries, %zu phrases, %zu errors\n", pack->entries.size(), pack->phrases,
              pack->errors.size());
  return pack->errors.empty() ? kExitDone : kExitError;
}

void AddSourceOptions(CLI::App* command, DictFlags* flags) {
  compiler::PackSources* sources = &flags->sources;
  command->add_option("dictionary", sources->dictionary, "Folder of dictionary sources")
      ->capture_default_str();
  command->add_option("--lm", sources->model, "Language model made by train-lm")
      ->capture_default_str();
  command->add_option("--calibration", sources->calibration, "Fitted weights and thresholds")
      ->capture_default_str();
  command
      ->add_option("--thesaurus", sources->thesaurus,
                   "Word substitutions made by train-thesaurus; empty for none")
      ->capture_default_str();
  command->add_option("--hunspell", sources->hunspell, "hunspell dictionary without extension")
      ->capture_default_str();
}

void AddExpandCommand(CLI::App* dict, const std::shared_ptr<DictFlags>& flags, Action* action) {
  CLI::App* expand = dict->add_subcommand(
      "expand", "Derive entries: word substitutions put into the fixed phrases of clean text");
  expand->add_option("texts", flags->texts, "Clean texts: plain or JSON Lines")->required();
  expand->add_option("--dictionary", flags->sources.dictionary, "Folder of dictionary sources")
      ->capture_default_str();
  expand
      ->add_option("--least-count", flags->expand.least_count,
                   "Phrases that the texts have so often, or more (default 150)")
      ->type_name("N");
  expand
      ->add_option("--most", flags->expand.most_entries,
                   "So many entries, those of the most frequent phrases (default 5000)")
      ->type_name("N");
  expand->add_option("-o,--output", flags->output, "Dictionary source (default standard output)")
      ->type_name("FILE");
  expand->footer("Example:\n  calque dict expand clean.jsonl.zst -o derived.tsv");
  expand->callback([action, flags] { *action = [flags] { return Expand(*flags); }; });
}

}  // namespace

void AddDictCommand(CLI::App* app, Action* action) {
  CLI::App* dict = app->add_subcommand("dict", "Check and compile dictionary sources");
  dict->require_subcommand(1);
  const auto flags = std::make_shared<DictFlags>();

  CLI::App* check = dict->add_subcommand(
      "check", "Check the sources, then ask the model whether every example hits or stays clean");
  AddSourceOptions(check, flags.get());
  check->footer("Example:\n  calque dict check dictionaries/en");
  check->callback([action, flags] { *action = [flags] { return Check(*flags); }; });

  CLI::App* compile = dict->add_subcommand("compile", "Compile sources and model into a pack");
  AddSourceOptions(compile, flags.get());
  compile
      ->add_option(
          "--pivots", flags->sources.pivots,
          "Folder of hunspell dictionaries of languages that texts are translated through; "
          "empty for none")
      ->capture_default_str();
  compile
      ->add_option("--half", flags->half,
                   "Compile only one half of the entries, by a hash of their ids, to read texts "
                   "rewritten with the other")
      ->check(CLI::IsMember({"both", "even", "odd"}))
      ->capture_default_str();
  compile->add_option("--name", flags->sources.name, "Name and version of the pack")
      ->capture_default_str();
  compile->add_option("-o,--output", flags->output, "The pack to write")
      ->required()
      ->type_name("FILE");
  compile->footer("Example:\n  calque dict compile dictionaries/en -o en.pack");
  compile->callback([action, flags] { *action = [flags] { return Compile(*flags); }; });
  AddExpandCommand(dict, flags, action);
}

}  // namespace calque::cli
