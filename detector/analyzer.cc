// Works through the text block by block, so that memory does not grow with it;
// what needs the whole document (guards, evidence) is settled at the end.
#include "detector/analyzer.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

#include "detector/default_pack.h"
#include "detector/scoring/adjudicator.h"
#include "detector/scoring/casing.h"
#include "detector/scoring/mention.h"
#include "detector/scoring/structure.h"
#include "detector/scoring/substitution.h"
#include "detector/scoring/verdict.h"
#include "detector/scoring/word_status.h"
#include "detector/text/segmenter.h"

namespace calque {
namespace {

using dictionary::Candidate;
using scoring::Alternative;
using scoring::Decision;
using scoring::StructureFinding;
using text::SegmentedText;
using text::Sentence;

constexpr std::uint32_t kNoEntry = std::numeric_limits<std::uint32_t>::max();

// One analysis: the state that lives as long as a text is read.
class Reading {
 public:
  Reading(const Analyzer& analyzer, Mode mode, const std::array<double, 3>& swap_cost)
      : analyzer_(analyzer),
        swap_cost_(swap_cost),
        adjudicator_(analyzer.model()),
        substitutions_(analyzer.model(), analyzer.thesaurus()),
        marks_(analyzer.dictionary().mark_count()) {
    result_.report.mode = mode;
  }

  void Take(const SegmentedText& block) {
    CollectFindings(block);
    scores_.resize(block.keys.size() + block.sentences.size());
    analyzer_.model().ScoreBlock(block, scores_);
    std::size_t candidate = 0;
    std::size_t finding = 0;
    for (std::uint32_t s = 0; s < block.sentences.size(); ++s) {
      CollectAlternatives(s, &candidate, &finding);
      adjudicator_.Decide(block, block.sentences[s], alternatives_, &decisions_);
      for (const Decision& decision : decisions_) AddHit(block, decision);
      AddSentence(block, s);
    }
    AddSubstitutions(block);
    for (const text::Token& token : block.tokens) {
      const bool word =
          token.kind == text::TokenKind::kWord || token.kind == text::TokenKind::kNumber;
      result_.report.words += word ? 1 : 0;
    }
    result_.report.invalid_bytes += block.invalid_bytes;
  }

  Analysis Finish() {
    DropForbidden();
    FinishSentences();
    result_.substitutions = repeated_.Total();
    Report& report = result_.report;
    report.evidence = scoring::Summarise(report.words, report.hits, report.sentences);
    result_.features = scoring::FeaturesOf(report.words, report.hits, report.sentences);
    const scoring::Calibration& calibration = analyzer_.calibration();
    report.probability = calibration.document.Probability(result_.features);
    report.verdict = scoring::Decide(calibration, report.mode, report.probability, report.words,
                                     report.evidence.distinct);
    return std::move(result_);
  }

 private:
  void CollectFindings(const SegmentedText& block) {
    candidates_.clear();
    findings_.clear();
    analyzer_.dictionary().Find(block, &candidates_, &marks_);
    structure_.Find(block, &findings_);
    scoring::FindMentions(block, &mentioned_);
    const auto mentioned = [&](const auto& place) {
      return mentioned_[place.begin] && mentioned_[place.end - 1];
    };
    std::erase_if(candidates_, mentioned);
    std::erase_if(findings_, mentioned);
  }

  float Cost(Strength strength) const {
    return static_cast<float>(swap_cost_[static_cast<std::size_t>(strength)]);
  }

  // The alternatives of sentence `s`, ordered by begin. Findings are numbered
  // behind the candidates.
  void CollectAlternatives(std::uint32_t s, std::size_t* candidate, std::size_t* finding) {
    alternatives_.clear();
    const dictionary::Dictionary& dictionary = analyzer_.dictionary();
    for (; *candidate < candidates_.size() && candidates_[*candidate].sentence == s; ++*candidate) {
      const Candidate& c = candidates_[*candidate];
      const dictionary::Variant& variant = dictionary.variant(c.variant);
      const float cost = Cost(dictionary.EntryStrength(variant.entry));
      for (std::uint16_t i = 0; i < variant.original_count; ++i) {
        alternatives_.push_back({c.begin, c.end, dictionary.OriginalKeys(variant, i), cost,
                                 static_cast<std::uint32_t>(*candidate), i});
      }
    }
    for (; *finding < findings_.size() && findings_[*finding].sentence == s; ++*finding) {
      const StructureFinding& f = findings_[*finding];
      alternatives_.push_back({f.begin, f.end, f.original_keys, Cost(f.rule->strength),
                               static_cast<std::uint32_t>(candidates_.size() + *finding), 0});
    }
    std::stable_sort(alternatives_.begin(), alternatives_.end(),
                     [](const Alternative& a, const Alternative& b) { return a.begin < b.begin; });
  }

  void AddHit(const SegmentedText& block, const Decision& decision) {
    const Alternative& chosen = alternatives_[decision.alternative];
    Hit hit;
    hit.span = {block.base + block.tokens[chosen.begin].begin,
                block.base + block.tokens[chosen.end - 1].end};
    hit.gain = decision.gain;
    std::uint32_t entry = kNoEntry;
    if (chosen.finding < candidates_.size()) {
      entry = FillFromEntry(block, chosen, &hit);
    } else {
      const StructureFinding& finding = findings_[chosen.finding - candidates_.size()];
      hit.entry = finding.rule->id;
      hit.family = Family::kStructure;
      hit.strength = finding.rule->strength;
      hit.originals = {finding.original};
    }
    result_.report.hits.push_back(std::move(hit));
    hit_entries_.push_back(entry);
  }

  std::uint32_t FillFromEntry(const SegmentedText& block, const Alternative& chosen,
                              Hit* hit) const {
    const dictionary::Dictionary& dictionary = analyzer_.dictionary();
    const dictionary::Variant& variant = dictionary.variant(candidates_[chosen.finding].variant);
    hit->entry = dictionary.EntryId(variant.entry);
    hit->family = dictionary.EntryFamily(variant.entry);
    hit->strength = dictionary.EntryStrength(variant.entry);
    const auto add = [&](std::uint16_t i) {
      hit->originals.push_back(
          scoring::InCaseOf(block, chosen.begin, chosen.end, dictionary.OriginalText(variant, i)));
    };
    add(chosen.rank);
    for (std::uint16_t i = 0; i < variant.original_count; ++i) {
      if (i != chosen.rank) add(i);
    }
    return variant.entry;
  }

  void AddSentence(const SegmentedText& block, std::size_t index) {
    const Sentence& sentence = block.sentences[index];
    const auto scores = lm::NgramModel::ScoresOf(block, index, scores_);
    alone_.resize(sentence.end - sentence.begin);
    scoring::ScoreAlone(analyzer_.model(), block.Keys(sentence), alone_);
    const scoring::SentenceScore score = scoring::ScoreOf(block, sentence, scores, alone_);
    for (const lm::WordScore& word : scores) result_.log10_prob += word.log10_prob;
    result_.events += scores.size();
    SentenceReport report;
    report.span = {block.base + block.tokens[sentence.begin].begin,
                   block.base + block.tokens[sentence.end - 1].end};
    report.fluency = scoring::Fluency(analyzer_.calibration(), score);
    if (score.tokens > 0) {
      report.weakest = {block.base + block.tokens[score.weakest_begin].begin,
                        block.base + block.tokens[score.weakest_end - 1].end};
    }
    scoring::CountUnknown(block, sentence, scores, analyzer_.lexicon(),
                          &result_.report.unknown_words);
    result_.report.sentences.push_back(report);
    result_.sentence_scores.push_back(score);
  }

  void AddSubstitutions(const SegmentedText& block) {
    substitutions_.Find(block, scores_, &finds_);
    result_.asked_words += substitutions_.asked();
    std::size_t find = 0;
    for (const Sentence& sentence : block.sentences) {
      float sum = 0;
      for (; find < finds_.size() && finds_[find].token < sentence.end; ++find) {
        const scoring::Substitution& found = finds_[find];
        if (mentioned_[found.token]) continue;
        sum += found.weight;
        repeated_.Add(block.keys[found.token], block.base + block.tokens[found.token].begin,
                      found.weight);
      }
      result_.sentence_substitutions.push_back(sum);
    }
  }

  // Drops the hits that a document guard forbids, now that all of it was seen.
  void DropForbidden() {
    std::vector<Hit>& hits = result_.report.hits;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < hits.size(); ++i) {
      const std::uint32_t entry = hit_entries_[i];
      if (entry != kNoEntry && !analyzer_.dictionary().DocumentAllows(entry, marks_)) continue;
      if (kept != i) hits[kept] = std::move(hits[i]);
      ++kept;
    }
    hits.resize(kept);
  }

  void FinishSentences() {
    Report& report = result_.report;
    auto hit = report.hits.begin();
    for (std::size_t i = 0; i < report.sentences.size(); ++i) {
      SentenceReport& sentence = report.sentences[i];
      const auto first = hit;
      while (hit != report.hits.end() && hit->span.begin < sentence.span.end) ++hit;
      const scoring::SentenceFeatures features = scoring::FeaturesOf(sentence, {first, hit});
      sentence.probability = analyzer_.calibration().sentence.Probability(features);
      result_.sentence_features.push_back(features);
    }
  }

  const Analyzer& analyzer_;
  const std::array<double, 3>& swap_cost_;
  scoring::Adjudicator adjudicator_;
  scoring::SubstitutionFinder substitutions_;
  scoring::SubstitutionTotal repeated_;
  scoring::StructureFinder structure_;
  dictionary::DocumentMarks marks_;
  Analysis result_;
  std::vector<std::uint32_t> hit_entries_;  // beside report.hits
  std::vector<Candidate> candidates_;       // of the current block
  std::vector<StructureFinding> findings_;
  std::vector<bool> mentioned_;
  std::vector<scoring::Substitution> finds_;
  std::vector<Alternative> alternatives_;  // of the current sentence
  std::vector<Decision> decisions_;
  std::vector<lm::WordScore> scores_;  // of the current block
  std::vector<float> alone_;           // of the current sentence
};

std::string_view AsText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Error InPack(const storage::Pack& pack, const Error& error) {
  return {error.code, pack.name() + ": " + error.message};
}

}  // namespace

Result<Analyzer> Analyzer::Open(storage::Pack pack) {
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
  analyzer.pack_name_ = name;
  return analyzer;
}

Result<storage::Pack> OpenDefaultPack() {
  const std::span<const std::byte> pack = DefaultPack();
  if (pack.empty()) {
    return Error{ErrorCode::kNotFound, "this build has no built-in pack; name a pack file"};
  }
  return storage::Pack::Open(pack, "built-in pack", storage::Verify::kTableOnly);
}

Analysis Analyzer::Read(std::string_view text, Mode mode,
                        const std::array<double, 3>& swap_cost) const {
  static thread_local SegmentedText block;
  Reading reading(*this, mode, swap_cost);
  text::Segmenter segmenter(text);
  while (segmenter.Next(&block)) reading.Take(block);
  return reading.Finish();
}

Analysis Analyzer::Analyze(std::string_view text, Mode mode) const {
  Analysis first = Read(text, mode, calibration_.swap_cost);
  if (!scoring::ShowsRewriting(calibration_, first.report.words, first.report.hits)) return first;
  return Read(text, mode, calibration_.rewritten_swap_cost);
}

}  // namespace calque
