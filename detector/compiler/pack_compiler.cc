// Reads, checks and joins the sections; the layout is that of storage/pack.h.
#include "detector/compiler/pack_compiler.h"

#include <optional>
#include <utility>

#include "detector/compiler/dictionary_compiler.h"
#include "detector/compiler/lexicon.h"
#include "detector/compiler/lexicon_compiler.h"
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

}  // namespace

Result<CompiledPack> CompilePack(const PackSources& sources) {
  auto lexicon = Lexicon::Open(sources.hunspell, sources.dictionary + "/irregular.txt");
  if (!lexicon.ok()) return lexicon.error();
  CompiledPack pack;
  auto entries = ReadEntries(sources.dictionary, &pack.errors);
  if (!entries.ok()) return entries.error();
  pack.entries = std::move(*entries);
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

  storage::PackWriter writer;
  writer.Add("meta", AsBytes(sources.name));
  writer.Add("lm", AsBytes(*model));
  writer.Add("dictionary", AsBytes(dictionary.section));
  writer.Add("lexicon", AsBytes(words->section));
  writer.Add("calibration", calibration);
  if (rates) writer.Add("rates", rates->bytes());
  pack.bytes = writer.Serialize();
  return pack;
}

}  // namespace calque::compiler
