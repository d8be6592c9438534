// calque dict stats: what every entry does on real text.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "detector/analyzer.h"
#include "detector/cli/command.h"
#include "detector/cli/dict_sources.h"
#include "detector/compiler/corruptor.h"
#include "detector/compiler/demotion.h"
#include "detector/compiler/entry_statistics.h"
#include "detector/compiler/statistics_table.h"
#include "detector/documents/document_reader.h"
#include "detector/storage/pack.h"

namespace calque::cli {
namespace {

struct StatsFlags {
  compiler::PackSources sources = EnglishSources();
  std::vector<std::string> paths;
  std::string format = "tsv";
  std::size_t worst = 20;
  bool rewritten = false;
  std::string demote;  // the folder to be rewritten; empty: none
  compiler::CorruptOptions corrupt{.words_per_artifact = 20};
};

// The sources, compiled and open.
struct Measured {
  compiler::CompiledPack pack;
  std::optional<Analyzer> analyzer;
};

Result<Measured> Compile(const compiler::PackSources& sources) {
  auto pack = compiler::CompilePack(sources);
  if (!pack.ok()) return pack.error();
  if (!pack->errors.empty()) return Error{ErrorCode::kInvalidArgument, pack->errors.front()};
  auto bytes = storage::Pack::OpenCopy(std::as_bytes(std::span(pack->bytes)), sources.dictionary);
  if (!bytes.ok()) return bytes.error();
  auto analyzer = Analyzer::Open(std::move(*bytes));
  if (!analyzer.ok()) return analyzer.error();
  return Measured{std::move(*pack), std::move(*analyzer)};
}

std::string FileName(const std::string& path) {
  const std::string file = std::filesystem::path(path).filename().string();
  return file.substr(0, file.find(".jsonl"));
}

Status Count(const StatsFlags& flags, const compiler::Corruptor* corruptor,
             compiler::EntryStatistics* statistics) {
  documents::Document document;
  for (const std::string& path : flags.paths) {
    auto reader = documents::OpenDocuments(path, documents::InputFormat::kAuto, {});
    if (!reader.ok()) return reader.error();
    while ((*reader)->Next(&document)) {
      if (document.error) {
        Fail(*document.error);
        continue;
      }
      if (!document.label.empty() && document.label != "human") {
        statistics->AddRewritten(document.text);
        continue;
      }
      statistics->AddHonest(document.text, FileName(path), document.domain);
      if (corruptor == nullptr) continue;
      statistics->AddRewritten(corruptor->Corrupt(document.text, flags.corrupt).text);
    }
  }
  return {};
}

// Writes the demotions; the figures are those from before.
int Demote(const StatsFlags& flags, const std::vector<compiler::SourceEntry>& entries,
           const compiler::Statistics& statistics) {
  auto demotions = compiler::Demotions(statistics, {});
  const auto written = compiler::Demote(flags.sources, entries, std::move(demotions));
  if (!written.ok()) return Fail(written.error());
  for (const compiler::Demotion& demotion : *written) {
    std::fprintf(stderr, "calque: %s is now %s: %s\n", demotion.id.c_str(), demotion.to.c_str(),
                 demotion.note.c_str());
  }
  std::fprintf(stderr, "calque: %s: %zu entries demoted\n", flags.sources.dictionary.c_str(),
               written->size());
  return kExitDone;
}

int Stats(const StatsFlags& flags) {
  const auto measured = Compile(flags.sources);
  if (!measured.ok()) return Fail(measured.error());
  std::optional<compiler::Corruptor> corruptor;
  if (flags.rewritten) {
    const auto lexicon = compiler::Lexicon::Open(flags.sources.hunspell,
                                                 flags.sources.dictionary + "/irregular.txt");
    if (!lexicon.ok()) return Fail(lexicon.error());
    corruptor.emplace(measured->pack.entries, *lexicon);
  }
  compiler::EntryStatistics statistics(*measured->analyzer);
  const Status counted = Count(flags, corruptor ? &*corruptor : nullptr, &statistics);
  if (!counted.ok()) return Fail(counted.error());
  const compiler::Statistics sum = statistics.Sum();
  const std::string table = flags.format == "tsv" ? compiler::StatisticsTsv(sum)
                                                  : compiler::StatisticsSummary(sum, flags.worst);
  std::fputs(table.c_str(), stdout);
  return flags.demote.empty() ? kExitDone : Demote(flags, measured->pack.entries, sum);
}

}  // namespace

void AddDictStatsCommand(CLI::App* dict, Action* action) {
  CLI::App* command = dict->add_subcommand(
      "stats", "Count every entry's candidates and hits in honest and in rewritten text");
  const auto flags = std::make_shared<StatsFlags>();
  flags->sources.pivots.clear();  // no hit depends on the pivot languages' words
  command
      ->add_option("paths", flags->paths,
                   "Plain texts or JSON Lines; a \"label\" other than \"human\" means rewritten")
      ->required();
  CLI::Option* dictionary =
      command->add_option("--dictionary", flags->sources.dictionary, "Folder of dictionary sources")
          ->capture_default_str();
  command
      ->add_option("--demote", flags->demote,
                   "Measure the sources in this folder, also on rewritten text, then demote in "
                   "place the entries that misfire")
      ->type_name("FOLDER")
      ->excludes(dictionary);
  AddModelOptions(command, &flags->sources);
  command->add_option("--format", flags->format, "tsv: every entry; human: totals and the worst")
      ->check(CLI::IsMember({"tsv", "human"}))
      ->capture_default_str();
  command->add_option("--worst", flags->worst, "For human: so many entries of each strength")
      ->capture_default_str();
  command->add_flag("--rewritten", flags->rewritten,
                    "Also measure each honest text rewritten with the dictionary");
  command
      ->add_option("--density", flags->corrupt.words_per_artifact,
                   "For --rewritten: one artifact in so many words")
      ->check(CLI::Range(1.0, 1e9))
      ->capture_default_str();
  command->add_option("--seed", flags->corrupt.seed, "For --rewritten: seed of the random choices")
      ->capture_default_str();
  command->footer("Example:\n  calque dict stats --rewritten --format human honest.jsonl.zst");
  command->callback([action, flags] {
    if (!flags->demote.empty()) {
      flags->sources.dictionary = flags->demote;
      flags->rewritten = true;
    }
    *action = [flags] { return Stats(*flags); };
  });
}

}  // namespace calque::cli
