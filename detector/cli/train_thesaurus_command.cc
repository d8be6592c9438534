// calque train-thesaurus: WordNet and clean texts to the table of word substitutions.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "detector/cli/command.h"
#include "detector/compiler/thesaurus_learner.h"
#include "detector/documents/document_reader.h"
#include "detector/lm/table_codec.h"
#include "detector/storage/pack_writer.h"

namespace calque::cli {
namespace {

struct ThesaurusFlags {
  std::vector<std::string> paths;
  std::string model;
  std::string wordnet = "/usr/share/wordnet";
  std::string dictionary = "dictionaries/en";
  std::string hunspell = "/usr/share/hunspell/en_US";
  std::string output;
};

Status Learn(const std::vector<std::string>& paths, compiler::ThesaurusLearner* learner) {
  documents::Document document;
  for (const std::string& path : paths) {
    auto reader = documents::OpenDocuments(path, documents::InputFormat::kAuto, {});
    if (!reader.ok()) return reader.error();
    while ((*reader)->Next(&document)) {
      if (document.error) return *document.error;
      learner->Add(document.text);
    }
  }
  return {};
}

int TrainThesaurus(const ThesaurusFlags& flags) {
  const auto lexicon = compiler::Lexicon::Open(flags.hunspell, flags.dictionary + "/irregular.txt");
  if (!lexicon.ok()) return Fail(lexicon.error());
  const auto synonyms = compiler::ReadWordNet(flags.wordnet);
  if (!synonyms.ok()) return Fail(synonyms.error());
  const auto pages = lm::LoadTable(flags.model);
  if (!pages.ok()) return Fail(pages.error());
  const auto model = lm::NgramModel::Open(pages->bytes());
  if (!model.ok()) return Fail({model.error().code, flags.model + ": " + model.error().message});
  auto learner = compiler::ThesaurusLearner::Create(
      compiler::InflectSynonyms(*synonyms, *lexicon, *model), *model);
  if (!learner.ok()) return Fail(learner.error());
  if (Status read = Learn(flags.paths, &*learner); !read.ok()) return Fail(read.error());
  const compiler::ThesaurusSource learned = learner->Learned();
  std::size_t pairs = 0;
  for (const auto& word : learned.pairs) pairs += word.second.size();
  if (Status written = storage::WriteFileAtomically(flags.output, learned.Format());
      !written.ok()) {
    return Fail(written.error());
  }
  std::fprintf(stderr, "calque: %s: %zu words, %zu pairs; learned from %zu words, %zu swaps\n",
               flags.output.c_str(), learned.pairs.size(), pairs, learner->words(),
               learner->swaps());
  return kExitDone;
}

}  // namespace

void AddTrainThesaurusCommand(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand("train-thesaurus",
                                          "Learn from clean text which synonyms betray a spinner");
  const auto flags = std::make_shared<ThesaurusFlags>();
  command->add_option("paths", flags->paths, "Clean texts: plain or JSON Lines")->required();
  command
      ->add_option("--lm", flags->model,
                   "Language model made by train-lm from other texts than these")
      ->required()
      ->type_name("FILE");
  command->add_option("--wordnet", flags->wordnet, "Folder of WordNet's database")
      ->capture_default_str();
  command->add_option("--dictionary", flags->dictionary, "Folder with irregular.txt")
      ->capture_default_str();
  command->add_option("--hunspell", flags->hunspell, "hunspell dictionary without extension")
      ->capture_default_str();
  command->add_option("-o,--output", flags->output, "The table to write")
      ->required()
      ->type_name("FILE");
  command->footer(
      "Example:\n"
      "  calque train-lm even.jsonl.zst -o even.lm\n"
      "  calque train-thesaurus odd.jsonl.zst --lm even.lm -o thesaurus.tsv");
  command->callback([action, flags] { *action = [flags] { return TrainThesaurus(*flags); }; });
}

}  // namespace calque::cli
