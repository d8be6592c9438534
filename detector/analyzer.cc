// Works through the text block by block, so that memory does not grow with it;
// what needs the whole document (guards, evidence) is settled at the end.
#include "detector/analyzer.h"

#include <cstdint>
#include <utility>

#include "detector/default_pack.h"
#include "detector/reading.h"
#include "detector/scoring/pivot_leak.h"
#include "detector/scoring/structure.h"
#include "detector/scoring/structure_clue.h"
#include "detector/scoring/verdict.h"
#include "detector/text/segmenter.h"

namespace calque {
namespace {

std::string_view AsText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Error InPack(const storage::Pack& pack, const Error& error) {
  return {error.code, pack.name() + ": " + error.message};
}

}  // namespace

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
  return storage::Pack::Open(pack, "built-in pack", storage::Verify::kTableOnly);
}

Analysis Analyzer::Read(std::string_view text, Mode mode, scoring::Prior prior,
                        dictionary::DictionarySet::Marks* marks,
                        std::vector<std::uint32_t>* candidates) const {
  static thread_local text::SegmentedText block;
  Reading reading(*this, mode, prior, *marks, candidates);
  text::Segmenter segmenter(text);
  while (segmenter.Next(&block)) reading.Take(block);
  const bool settled = reading.finder().Settled();
  *marks = reading.finder().marks();
  // Where a guard went by the beginning of the text and the end says otherwise.
  return settled ? reading.Finish() : Read(text, mode, prior, marks, candidates);
}

// Silenced hits are asked, too: so the hits of a text are those that it has without
// the ignored findings, less these, and a baseline silences all of its run.
bool Analyzer::ShowsRewriting(const Analysis& first) const {
  if (first.silenced.empty()) {
    return scoring::ShowsRewriting(calibration_, first.report.words, first.report.hits);
  }
  std::vector<Hit> hits = first.report.hits;
  hits.insert(hits.end(), first.silenced.begin(), first.silenced.end());
  return scoring::ShowsRewriting(calibration_, first.report.words, hits);
}

Analysis Analyzer::Analyze(std::string_view text, Mode mode,
                           std::vector<std::uint32_t>* candidates) const {
  dictionary::DictionarySet::Marks marks;
  Analysis first = Read(text, mode, scoring::Prior::kHonest, &marks, candidates);
  if (!ShowsRewriting(first)) return first;
  return Read(text, mode, scoring::Prior::kRewritten, &marks, candidates);
}

}  // namespace calque
