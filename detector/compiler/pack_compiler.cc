// Reads, checks and joins the sections; the layout is that of storage/pack.h.
#include "detector/compiler/pack_compiler.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "detector/compiler/dictionary_compiler.h"
#include "detector/compiler/lexicon.h"
#include "detector/compiler/lexicon_compiler.h"
#include "detector/compiler/thesaurus_source.h"
#include "detector/lm/slot_weights.h"
#include "detector/lm/table_codec.h"
#include "detector/scoring/calibration.h"
#include "detector/storage/pack.h"
#include "detector/storage/pack_writer.h"

namespace calque::compiler {
namespace {

std::span<const std::byte> AsBytes(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

Error In(const std::string& path, const Error& error) {
  return {error.code, path + ": " + error.message};
}

// The section, or nothing for an empty path.
Result<std::string> CompileThesaurus(const std::string& path) {
  if (path.empty()) return std::string();
  auto file = storage::MappedFile::Open(path);
  if (!file.ok()) return file.error();
  const std::span<const std::byte> bytes = file->bytes();
  const auto source =
      ThesaurusSource::Parse(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!source.ok()) return source.error();
  return source->Compile();
}

// Empty: none.
std::string IfThere(const std::filesystem::path& path) {
  return std::filesystem::exists(path) ? path.string() : std::string();
}

std::string WeightsFile(const PackSources& sources) {
  if (sources.weights) return *sources.weights;
  return IfThere(std::filesystem::path(sources.model).replace_extension(".weights"));
}

std::string ThesaurusFile(const PackSources& sources) {
  if (sources.thesaurus) return *sources.thesaurus;
  return IfThere(std::filesystem::path(sources.model).replace_filename("thesaurus.tsv"));
}

// The model's section with its weights, in aligned pages as a model is read from.
Result<storage::MappedFile> LoadModel(const PackSources& sources) {
  const auto file = storage::MappedFile::Open(sources.model);
  if (!file.ok()) return file.error();
  auto model = lm::DecodeTable(file->bytes());
  if (!model.ok()) return In(sources.model, model.error());
  if (const std::string path = WeightsFile(sources); !path.empty()) {
    const auto weights = storage::MappedFile::Open(path);
    if (!weights.ok()) return weights.error();
    const Status added = lm::AddSlotWeights(weights->bytes(), &*model);
    if (!added.ok()) return In(path, added.error());
  }
  auto pages = storage::MappedFile::Copy(AsBytes(*model));
  if (!pages.ok()) return In(sources.model, pages.error());
  return pages;
}

Result<storage::MappedFile> LoadCalibration(const PackSources& sources) {
  auto file = storage::MappedFile::Open(sources.calibration);
  if (!file.ok()) return file.error();
  const std::span<const std::byte> bytes = file->bytes();
  const auto parsed =
      scoring::Calibration::Parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!parsed.ok()) return In(sources.calibration, parsed.error());
  return file;
}

}  // namespace

Result<CompiledPack> CompilePack(const PackSources& sources) {
  auto lexicon = Lexicon::Open(sources.hunspell, sources.dictionary + "/irregular.txt");
  if (!lexicon.ok()) return lexicon.error();
  CompiledPack pack;
  auto entries = ReadEntries(sources.dictionary, &pack.errors);
  if (!entries.ok()) return entries.error();
  pack.entries = std::move(*entries);
  KeepHalf(sources.half, &pack.entries);
  const CompiledDictionary dictionary = CompileDictionary(pack.entries, *lexicon, &pack.errors);
  pack.phrases = dictionary.phrases;
  pack.dictionary_bytes = dictionary.section.size();

  const auto model = LoadModel(sources);
  if (!model.ok()) return model.error();
  const auto opened = lm::NgramModel::Open(model->bytes());
  if (!opened.ok()) return In(sources.model, opened.error());
  const auto words = CompileLexicon(sources.hunspell, sources.pivots, *opened);
  if (!words.ok()) return words.error();
  pack.lexicon_words = words->words;
  pack.lexicon_bytes = words->section.size();
  pack.missing_pivots = words->missing;
  const auto calibration = LoadCalibration(sources);
  if (!calibration.ok()) return calibration.error();
  const auto thesaurus = CompileThesaurus(ThesaurusFile(sources));
  if (!thesaurus.ok()) return thesaurus.error();
  pack.thesaurus_bytes = thesaurus->size();

  storage::PackWriter writer;
  writer.Add("meta", AsBytes(sources.name));
  writer.Add("lm", model->bytes());
  writer.Add("dictionary", AsBytes(dictionary.section));
  writer.Add("lexicon", AsBytes(words->section));
  writer.Add("calibration", calibration->bytes());
  std::optional<storage::MappedFile> rates;
  if (!sources.rates.empty()) {
    auto file = storage::MappedFile::Open(sources.rates);
    if (!file.ok()) return file.error();
    rates.emplace(std::move(*file));
    writer.Add("rates", rates->bytes());
  }
  if (!thesaurus->empty()) writer.Add("thesaurus", AsBytes(*thesaurus));
  pack.bytes = writer.Serialize();
  return pack;
}

}  // namespace calque::compiler
