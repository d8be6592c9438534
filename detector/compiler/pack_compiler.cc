// Reads, checks and joins the sections; the layout is that of storage/pack.h.
#include "detector/compiler/pack_compiler.h"

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

  auto model_file = storage::MappedFile::Open(sources.model);
  if (!model_file.ok()) return model_file.error();
  auto model = lm::DecodeTable(model_file->bytes());
  if (!model.ok()) return In(sources.model, model.error());

  if (!sources.weights.empty()) {
    const auto weights_file = storage::MappedFile::Open(sources.weights);
    if (!weights_file.ok()) return weights_file.error();
    const Status added = lm::AddSlotWeights(weights_file->bytes(), &*model);
    if (!added.ok()) return In(sources.weights, added.error());
  }

  // A model is read from aligned pages.
  const auto pages = storage::MappedFile::Copy(AsBytes(*model));
  if (!pages.ok()) return In(sources.model, pages.error());
  const auto opened = lm::NgramModel::Open(pages->bytes());
  if (!opened.ok()) return In(sources.model, opened.error());
  const auto words = CompileLexicon(sources.hunspell, sources.pivots, *opened);
  if (!words.ok()) return words.error();
  pack.lexicon_words = words->words;
  pack.lexicon_bytes = words->section.size();
  pack.missing_pivots = words->missing;

  auto calibration_file = storage::MappedFile::Open(sources.calibration);
  if (!calibration_file.ok()) return calibration_file.error();
  const std::span<const std::byte> calibration = calibration_file->bytes();
  const auto parsed = scoring::Calibration::Parse(
      {reinterpret_cast<const char*>(calibration.data()), calibration.size()});
  if (!parsed.ok()) return In(sources.calibration, parsed.error());

  std::optional<storage::MappedFile> rates;
  if (!sources.rates.empty()) {
    auto file = storage::MappedFile::Open(sources.rates);
    if (!file.ok()) return file.error();
    rates.emplace(std::move(*file));
  }
  const auto thesaurus = CompileThesaurus(sources.thesaurus);
  if (!thesaurus.ok()) return thesaurus.error();
  pack.thesaurus_bytes = thesaurus->size();

  storage::PackWriter writer;
  writer.Add("meta", AsBytes(sources.name));
  writer.Add("lm", AsBytes(*model));
  writer.Add("dictionary", AsBytes(dictionary.section));
  writer.Add("lexicon", AsBytes(words->section));
  writer.Add("calibration", calibration);
  if (rates) writer.Add("rates", rates->bytes());
  if (!thesaurus->empty()) writer.Add("thesaurus", AsBytes(*thesaurus));
  pack.bytes = writer.Serialize();
  return pack;
}

}  // namespace calque::compiler
