// Works through the text block by block, so that memory does not grow with it;
// what needs the whole document (guards, evidence) is settled at the end.
#include "detector/analyzer.h"

#include <cstdint>
#include <utility>

#include "detector/default_pack.h"
#include "detector/reading.h"
#include "detector/scored_text.h"
#include "detector/scoring/pivot_leak.h"
#include "detector/scoring/structure.h"
#include "detector/scoring/structure_clue.h"
#include "detector/text/kept_memory.h"

namespace calque {
namespace {

std::string_view AsText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Error InPack(const storage::Pack& pack, const Error& error) {
  return {error.code, pack.name() + ": " + error.message};
}

// Room, and nothing in it.
template <typename T>
std::vector<T> Emptied(std::vector<T>* list) {
  text::EmptyForNextText(list);
  return std::move(*list);
}

}  // namespace

void Analysis::Clear() {
  Analysis empty;
  empty.report.explanation = Emptied(&report.explanation);
  empty.report.hits = Emptied(&report.hits);
  empty.report.sentences = Emptied(&report.sentences);
  empty.sentence_features = Emptied(&sentence_features);
  empty.sentence_scores = Emptied(&sentence_scores);
  empty.sentence_substitutions = Emptied(&sentence_substitutions);
  empty.silenced = Emptied(&silenced);
  *this = std::move(empty);
}

scoring::TextEvidence Analysis::Evidence() const {
  const double translationese =
      report.evidence.translationese.value_or(0) * static_cast<double>(events);
  return {report.words,   report.hits, report.sentences, inconsistency.terms, substitutions,
          translationese, events};
}

Result<Analyzer> Analyzer::Open(storage::Pack pack, const DetectorOptions& options) {
  const auto meta = pack.Section("meta");
  if (!meta.ok()) return meta.error();
  const auto lm_section = pack.Section("lm");
  if (!lm_section.ok()) return lm_section.error();
  const auto dictionary_section = pack.Section("dictionary");
  if (!dictionary_section.ok()) return dictionary_section.error();
  const auto lexicon_section = pack.Section("lexicon");
  if (!lexicon_section.ok()) return lexicon_section.error();
  const auto calibration_section = pack.Section("calibration");
  if (!calibration_section.ok()) return calibration_section.error();

  auto model = lm::NgramModel::Open(*lm_section);
  if (!model.ok()) return InPack(pack, model.error());
  auto dictionary = dictionary::Dictionary::Open(*dictionary_section);
  if (!dictionary.ok()) return InPack(pack, dictionary.error());
  auto lexicon = scoring::LexiconTable::Open(*lexicon_section);
  if (!lexicon.ok()) return InPack(pack, lexicon.error());
  scoring::Thesaurus thesaurus;
  if (pack.Has("thesaurus")) {
    const auto opened = scoring::Thesaurus::Open(*pack.Section("thesaurus"));
    if (!opened.ok()) return InPack(pack, opened.error());
    thesaurus = *opened;
  }
  auto calibration = scoring::Calibration::Parse(AsText(*calibration_section));
  if (!calibration.ok()) return InPack(pack, calibration.error());

  const std::string name(AsText(*meta));
  Analyzer analyzer(std::move(pack), *dictionary, *model);
  analyzer.lexicon_ = *lexicon;
  analyzer.thesaurus_ = thesaurus;
  analyzer.calibration_ = *calibration;
  analyzer.pivot_shares_ = scoring::SharesOf(*dictionary);
  analyzer.pack_name_ = name;
  for (const NamedBytes& file : options.dictionaries) {
    if (Status added = analyzer.AddUserDictionary(file); !added.ok()) return added.error();
  }
  for (const NamedBytes& file : options.ignore) {
    if (Status added = analyzer.AddIgnored(file); !added.ok()) return added.error();
  }
  return analyzer;
}

Status Analyzer::AddUserDictionary(const NamedBytes& file) {
  auto pack = storage::Pack::OpenCopy(std::as_bytes(std::span(file.bytes)), file.name);
  if (!pack.ok()) return pack.error();
  const auto section = pack->Section("dictionary");
  if (!section.ok()) return section.error();
  const auto dictionary = dictionary::Dictionary::Open(*section);
  if (!dictionary.ok()) return InPack(*pack, dictionary.error());
  dictionaries_.Add(*dictionary);
  packs_.push_back(std::move(*pack));
  return {};
}

Status Analyzer::AddIgnored(const NamedBytes& file) {
  return ignored_.Add(file.name, file.bytes, [&](std::string_view id) {
    return dictionaries_.HasEntry(id) || scoring::IsStructureRule(id) ||
           scoring::IsStructureClue(id) || id.starts_with(scoring::kPivotLeakRule);
  });
}

Result<storage::Pack> OpenDefaultPack() {
  const std::span<const std::byte> pack = DefaultPack();
  if (pack.empty()) {
    return Error{ErrorCode::kNotFound, "this build has no built-in pack; name a pack file"};
  }
  return storage::Pack::Open(pack, "built-in pack", storage::Verify::kTableOnly,
                             storage::Source::kPagesOfAFile);
}

Reading Analyzer::Read(ScoredText* text, Mode mode, scoring::Prior prior, Detail detail,
                       std::vector<std::uint32_t>* candidates, Analysis* result) const {
  Reading reading(*this, mode, prior, detail, text->marks(), candidates, result);
  text->Rewind();
  while (const ScoredBlock* block = text->Next()) reading.Take(*block);
  // Where a guard went by the beginning of the text and the end says otherwise.
  if (!reading.finder().Settled()) return Read(text, mode, prior, detail, candidates, result);
  return reading;
}

void Analyzer::Analyze(std::string_view text, Mode mode, Detail detail,
                       std::vector<std::uint32_t>* candidates, Analysis* result) const {
  ScoredText scored(*this, text);
  Reading first = Read(&scored, mode, scoring::Prior::kHonest, detail, candidates, result);
  if (!first.ShowsRewriting()) return first.Finish();
  Read(&scored, mode, scoring::Prior::kRewritten, detail, candidates, result).Finish();
}

Analysis Analyzer::Analyze(std::string_view text, Mode mode,
                           std::vector<std::uint32_t>* candidates) const {
  Analysis analysis;
  Analyze(text, mode, Detail::kAll, candidates, &analysis);
  return analysis;
}

void Analyzer::ReportOn(std::string_view text, Mode mode, Report* report) const {
  Analysis analysis;
  analysis.report = std::exchange(*report, {});
  Analyze(text, mode, Detail::kReport, nullptr, &analysis);
  *report = std::move(analysis.report);
}

}  // namespace calque
