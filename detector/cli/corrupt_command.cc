// calque corrupt: clean JSON Lines to rewritten ones with gold spans.
#include <memory>
#include <string>
#include <vector>

#include "detector/batch/output.h"
#include "detector/cli/command.h"
#include "detector/compiler/corruptor.h"
#include "detector/documents/document_reader.h"
#include "detector/reports/json_writer.h"

namespace calque::cli {
namespace {

struct CorruptFlags {
  std::vector<std::string> paths;
  std::string dictionary = "dictionaries/en";
  std::string hunspell = "/usr/share/hunspell/en_US";
  std::string output;
  std::string half = "both";
  compiler::CorruptOptions options;
};

void AppendLine(const documents::Document& document, const compiler::CorruptedText& corrupted,
                std::string* out) {
  reports::JsonWriter json(out);
  json.BeginObject();
  json.Key("id");
  json.String(document.id);
  json.Key("text");
  json.String(corrupted.text);
  json.Key("label");
  json.String("rewritten");
  json.Key("domain");
  json.String(document.domain);
  json.Key("spans");
  json.BeginArray();
  for (const compiler::GoldSpan& gold : corrupted.spans) {
    json.BeginObject();
    json.Key("begin_byte");
    json.Unsigned(gold.span.begin);
    json.Key("end_byte");
    json.Unsigned(gold.span.end);
    json.Key("original");
    json.String(gold.original);
    json.Key("entry");
    json.String(gold.entry);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  *out += '\n';
}

// Writes the corrupted documents of one input.
Status CorruptInput(const std::string& path, const compiler::Corruptor& corruptor,
                    const compiler::CorruptOptions& options, batch::Output* output) {
  auto reader = documents::OpenDocuments(path, documents::InputFormat::kAuto, {});
  if (!reader.ok()) return reader.error();
  documents::Document document;
  std::string line;
  while ((*reader)->Next(&document)) {
    if (document.error) return *document.error;
    line.clear();
    AppendLine(document, corruptor.Corrupt(document.text, options), &line);
    if (Status written = output->Write(line); !written.ok()) return written;
  }
  return {};
}

int Corrupt(const CorruptFlags& flags) {
  const auto lexicon = compiler::Lexicon::Open(flags.hunspell, flags.dictionary + "/irregular.txt");
  if (!lexicon.ok()) return Fail(lexicon.error());
  compiler::SourceErrors errors;
  auto entries = compiler::ReadEntries(flags.dictionary, &errors);
  if (!entries.ok()) return Fail(entries.error());
  if (!errors.empty()) return Fail({ErrorCode::kInvalidArgument, errors.front()});
  compiler::KeepHalf(*compiler::ParseHalf(flags.half), &*entries);
  const compiler::Corruptor corruptor(*entries, *lexicon);
  auto output = batch::Output::Open(flags.output);
  if (!output.ok()) return Fail(output.error());
  for (const std::string& path : flags.paths) {
    Status done = CorruptInput(path, corruptor, flags.options, &*output);
    if (!done.ok()) return output->closed_by_reader() ? kExitDone : Fail(done.error());
  }
  if (Status finished = output->Finish(); !finished.ok()) return Fail(finished.error());
  return kExitDone;
}

}  // namespace

void AddCorruptCommand(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "corrupt", "Rewrite clean text as a spinner would, with the places marked");
  const auto flags = std::make_shared<CorruptFlags>();
  command->add_option("paths", flags->paths, "Clean texts: plain or JSON Lines")->required();
  command->add_option("-o,--output", flags->output, "JSON Lines file (default standard output)")
      ->type_name("FILE");
  command
      ->add_option("--density", flags->options.words_per_artifact,
                   "One artifact in so many words (default 8)")
      ->check(CLI::Range(1.0, 1e9))
      ->type_name("WORDS");
  command->add_option("--seed", flags->options.seed, "Seed of the random choices (default 1)")
      ->type_name("N");
  command->add_option("--dictionary", flags->dictionary, "Folder of dictionary sources")
      ->capture_default_str();
  command
      ->add_option("--half", flags->half,
                   "Rewrite with one half of the entries, by a hash of their ids, then read with a "
                   "pack of the other")
      ->check(CLI::IsMember({"both", "even", "odd"}))
      ->capture_default_str();
  command->footer("Example:\n  calque corrupt --density 20 clean.jsonl -o rewritten.jsonl");
  command->callback([action, flags] { *action = [flags] { return Corrupt(*flags); }; });
}

}  // namespace calque::cli
