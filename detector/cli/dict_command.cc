// calque dict: check the dictionary sources, compile them into a pack, measure them,
// derive entries.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calque/detector.h"
#include "detector/batch/output.h"
#include "detector/cli/command.h"
#include "detector/cli/dict_sources.h"
#include "detector/compiler/example_check.h"
#include "detector/compiler/pack_compiler.h"
#include "detector/compiler/phrase_expander.h"
#include "detector/compiler/user_dictionary.h"
#include "detector/documents/document_reader.h"
#include "detector/storage/pack_writer.h"

namespace calque::cli {
namespace {

struct DictFlags {
  compiler::PackSources sources = EnglishSources();
  std::string half = "both";
  std::vector<std::string> texts;  // for expand
  compiler::ExpandOptions expand;
  std::string output;
};

// A single source file becomes a dictionary to be searched beside a pack's.
int CompileFile(const DictFlags& flags) {
  const std::string& path = flags.sources.dictionary;
  const auto user = compiler::CompileUserDictionary(path, flags.sources.hunspell);
  if (!user.ok()) return Fail(user.error());
  for (const std::string& warning : user->warnings) {
    std::fprintf(stderr, "calque: %s\n", warning.c_str());
  }
  PrintErrors(user->errors);
  if (!user->errors.empty()) {
    return Fail({ErrorCode::kInvalidArgument, path + ": " + std::to_string(user->errors.size()) +
                                                  " errors; nothing was written"});
  }
  if (Status written = storage::WriteFileAtomically(flags.output, user->bytes); !written.ok()) {
    return Fail(written.error());
  }
  std::fprintf(stderr, "calque: %s: %zu entries, %zu phrases\n", flags.output.c_str(),
               user->entries, user->phrases);
  return kExitDone;
}

int Compile(const DictFlags& flags) {
  if (std::filesystem::is_regular_file(flags.sources.dictionary)) return CompileFile(flags);
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
  sources.thesaurus = "";
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
  AddModelOptions(command, sources);
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
  CLI::App* dict = app->add_subcommand("dict", "Check, compile and measure dictionary sources");
  dict->require_subcommand(1);
  const auto flags = std::make_shared<DictFlags>();

  CLI::App* check = dict->add_subcommand(
      "check", "Check the sources, then ask the model whether every example hits or stays clean");
  AddSourceOptions(check, flags.get());
  check->footer("Example:\n  calque dict check dictionaries/en");
  check->callback([action, flags] { *action = [flags] { return Check(*flags); }; });

  CLI::App* compile =
      dict->add_subcommand("compile",
                           "Compile sources and model into a pack, or one .tsv file into a "
                           "dictionary to be added to a pack");
  AddSourceOptions(compile, flags.get());
  compile
      ->add_option(
          "--pivots", flags->sources.pivots,
          "Folder of hunspell dictionaries of languages that texts are translated through; "
          "empty for none")
      ->capture_default_str();
  compile
      ->add_option("--rates", flags->sources.rates,
                   "Measured rates of the modes, as calque eval --rates writes them")
      ->type_name("FILE");
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
  compile->footer(
      "Example:\n  calque dict compile dictionaries/en -o en.pack\n"
      "  calque dict compile mine.tsv -o mine.dict");
  compile->callback([action, flags] { *action = [flags] { return Compile(*flags); }; });
  AddExpandCommand(dict, flags, action);
  AddDictStatsCommand(dict, action);
}

}  // namespace calque::cli
