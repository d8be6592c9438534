// calque dict: check the dictionary sources, compile them into a pack.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "calque/detector.h"
#include "detector/cli/command.h"
#include "detector/compiler/example_check.h"
#include "detector/compiler/pack_compiler.h"
#include "detector/storage/pack_writer.h"

namespace calque::cli {
namespace {

struct DictFlags {
  compiler::PackSources sources{"en",
                                "dictionaries/en",
                                "corpora/models/en.lm",
                                "corpora/models/calibration.tsv",
                                "/usr/share/hunspell/en_US",
                                "",
                                "/usr/share/hunspell"};
  std::optional<std::string> weights;
  std::string output;
};

// The sources as the options name them. Weights lie beside the model, if there are any.
compiler::PackSources SourcesOf(const DictFlags& flags) {
  compiler::PackSources sources = flags.sources;
  std::filesystem::path beside(sources.model);
  beside.replace_extension(".weights");
  if (flags.weights) {
    sources.weights = *flags.weights;
  } else if (std::filesystem::exists(beside)) {
    sources.weights = beside.string();
  }
  return sources;
}

void PrintErrors(const compiler::SourceErrors& errors) {
  for (const std::string& error : errors) std::fprintf(stderr, "%s\n", error.c_str());
}

int Compile(const DictFlags& flags) {
  const auto pack = compiler::CompilePack(SourcesOf(flags));
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

int Check(const DictFlags& flags) {
  // The examples do not depend on the pivot languages' words.
  compiler::PackSources sources = SourcesOf(flags);
  sources.pivots.clear();
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
  command
      ->add_option("--weights", flags->weights,
                   "Translationese weights made by train-weights for the same model; empty for "
                   "none (default: the model's name with .weights, if it is there)")
      ->type_name("FILE");
  command->add_option("--calibration", sources->calibration, "Fitted weights and thresholds")
      ->capture_default_str();
  command->add_option("--hunspell", sources->hunspell, "hunspell dictionary without extension")
      ->capture_default_str();
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
  compile->add_option("--name", flags->sources.name, "Name and version of the pack")
      ->capture_default_str();
  compile->add_option("-o,--output", flags->output, "The pack to write")
      ->required()
      ->type_name("FILE");
  compile->footer("Example:\n  calque dict compile dictionaries/en -o en.pack");
  compile->callback([action, flags] { *action = [flags] { return Compile(*flags); }; });
}

}  // namespace calque::cli
