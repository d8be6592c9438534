// Candidates and word scores of a block first, then each sentence by itself.
#include "detector/reading.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "detector/scoring/casing.h"
#include "detector/scoring/finding_id.h"
#include "detector/scoring/structure.h"
#include "detector/scoring/structure_clue.h"
#include "detector/scoring/verdict.h"
#include "detector/text/kept_memory.h"

namespace calque {

using dictionary::Candidate;
using scoring::Alternative;
using scoring::Clue;
using scoring::Decision;
using scoring::Prior;
using scoring::StructureFinding;
using text::SegmentedText;
using text::Sentence;
using Marks = dictionary::DictionarySet::Marks;

namespace {

void AddTo(const UnknownWords& part, UnknownWords* sum) {
  sum->english += part.english;
  sum->name += part.name;
  sum->foreign += part.foreign;
  sum->misspelt += part.misspelt;
}

// For so many more, at once; a text of many blocks still doubles.
template <typename T>
void MakeRoom(std::size_t count, std::vector<T>* vector) {
  const std::size_t needed = vector->size() + count;
  if (needed > vector->capacity()) vector->reserve(std::max(needed, 2 * vector->capacity()));
}

}  // namespace

Reading::Memory& Reading::MemoryOfThread() {
  static thread_local Memory memory;
  return memory;
}

Reading::Reading(const Analyzer& analyzer, Mode mode, Prior prior, Detail detail,
                 const Marks& marks, std::vector<std::uint32_t>* candidate_entries,
                 Analysis* result)
    : analyzer_(analyzer),
      detail_(detail),
      swap_cost_(prior == Prior::kHonest ? analyzer.calibration().swap_cost
                                         : analyzer.calibration().rewritten_swap_cost),
      candidate_entries_(candidate_entries),
      adjudicator_(analyzer.model()),
      finder_(analyzer.dictionaries(), analyzer.ignored(), prior, marks),
      leaks_(analyzer.lexicon()),
      result_(*result) {
  text::EmptyForNextText(&memory_.substitutions);
  result_.Clear();
  result_.report.mode = mode;
  if (candidate_entries_ != nullptr) candidate_entries_->clear();
}

void Reading::Take(const ScoredBlock& scored) {
  const SegmentedText& block = scored.text;
  finder_.Find(block, scored.matches);
  NoteCandidates();
  CountPlaces();
  MakeRoom(block.sentences.size(), &result_.report.sentences);
  FindClues(scored);
  CollectAlternatives(block);
  adjudicator_.Decide({block, scored.scores, scored.codes}, alternatives_, &decisions_);
  std::span<const Clue> clues = clues_;
  auto decision = decisions_.cbegin();
  for (std::uint32_t s = 0; s < block.sentences.size(); ++s) {
    const auto first = decision;
    while (decision != decisions_.cend() && PlaceOf(*decision) < block.sentences[s].end) ++decision;
    AddHits(block, s, {first, decision}, &clues);
    AddSentence(block, s, scored.sentences[s]);
  }
  AddSubstitutions(scored);
  if (detail_ == Detail::kAll) AddDetails(scored);
  result_.report.words += scored.words;
  result_.events += scored.scores.size();
  AddTo(scored.unknown, &result_.report.unknown_words);
  hits_.AddWords(block);
  result_.report.invalid_bytes += block.invalid_bytes;
}

// Silenced hits are asked, too: so the hits of a text are those that it has without
// the ignored findings, less these, and a baseline silences all of its run.
bool Reading::ShowsRewriting() {
  hits_.DropDisallowed(leaks_);
  const scoring::Calibration& calibration = analyzer_.calibration();
  if (result_.silenced.empty()) {
    return scoring::ShowsRewriting(calibration, result_.report.words, hits_.hits());
  }
  std::vector<Hit> hits = hits_.hits();
  hits.insert(hits.end(), result_.silenced.begin(), result_.silenced.end());
  return scoring::ShowsRewriting(calibration, result_.report.words, hits);
}

void Reading::Finish() {
  result_.substitutions = repeated_.Total();
  Report& report = result_.report;
  hits_.DropDisallowed(leaks_);
  result_.inconsistency = hits_.MarkInconsistent();
  report.pivot = hits_.NamePivot(analyzer_.pivot_shares());
  hits_.TakeHits(&report.hits);
  FinishSentences();
  report.evidence = scoring::Summarise(report.words, report.hits, report.sentences);
  report.evidence.translationese = MeanWeight(result_.weight, result_.events);
  result_.features = scoring::FeaturesOf(result_.Evidence());
  const scoring::Calibration& calibration = analyzer_.calibration();
  report.probability = calibration.document.Probability(result_.features);
  scoring::Explain(calibration, result_.features, &report.explanation);
  report.verdict = scoring::Decide(calibration, report.mode, result_.features, report.words,
                                   report.evidence.distinct);
}

void Reading::NoteCandidates() {
  if (candidate_entries_ == nullptr) return;
  for (const Candidate& candidate : finder_.candidates()) {
    if (candidate.source != 0) continue;
    candidate_entries_->push_back(analyzer_.dictionaries().VariantOf(candidate).entry);
  }
}

void Reading::CountPlaces() {
  std::uint32_t end = 0;
  for (const Candidate& candidate : finder_.candidates()) {
    if (candidate.begin < end) continue;
    end = candidate.end;
    ++result_.candidates;
  }
}

float Reading::Cost(Strength strength) const {
  return static_cast<float>(swap_cost_[static_cast<std::size_t>(strength)]);
}

void Reading::CollectAlternatives(const SegmentedText& block) {
  alternatives_.clear();
  article_keys_.clear();
  std::size_t candidate = 0;
  std::size_t finding = 0;
  for (std::uint32_t s = 0; s < block.sentences.size(); ++s) {
    AddAlternatives(block, s, &candidate, &finding);
  }
}

void Reading::AddAlternatives(const SegmentedText& block, std::uint32_t s, std::size_t* candidate,
                              std::size_t* finding) {
  const auto first = static_cast<std::ptrdiff_t>(alternatives_.size());
  const std::vector<Candidate>& candidates = finder_.candidates();
  const std::vector<StructureFinding>& findings = finder_.findings();
  for (; *candidate < candidates.size() && candidates[*candidate].sentence == s; ++*candidate) {
    const Candidate& c = candidates[*candidate];
    const dictionary::Dictionary& dictionary = analyzer_.dictionaries().Of(c);
    const dictionary::Variant& variant = dictionary.variant(c.variant);
    const float cost = Cost(dictionary.EntryStrength(variant.entry));
    for (std::uint16_t i = 0; i < variant.original_count; ++i) {
      alternatives_.push_back({c.begin, c.end, dictionary.OriginalKeys(variant, i), cost,
                               static_cast<std::uint32_t>(*candidate), i});
      scoring::AgreeArticle(block, block.sentences[s], dictionary.OriginalText(variant, i),
                            &article_keys_, &alternatives_.back());
    }
  }
  for (; *finding < findings.size() && findings[*finding].sentence == s; ++*finding) {
    const StructureFinding& f = findings[*finding];
    alternatives_.push_back({f.begin, f.end, f.original_keys, Cost(f.rule->strength),
                             static_cast<std::uint32_t>(candidates.size() + *finding), 0});
  }
  // Those that begin together stay in the order in which they were added. A stable sort would be
  // shorter and ask for memory.
  const auto before = [](const Alternative& a, const Alternative& b) {
    return std::tie(a.begin, a.finding, a.rank) < std::tie(b.begin, b.finding, b.rank);
  };
  const auto added = alternatives_.begin() + first;
  if (!std::is_sorted(added, alternatives_.end(), before)) {
    std::sort(added, alternatives_.end(), before);
  }
}

void Reading::AddHits(const SegmentedText& block, std::uint32_t s,
                      std::span<const Decision> decisions, std::span<const Clue>* clues) {
  const auto drop_first = [&] { *clues = clues->subspan(1); };
  const auto add_before = [&](std::uint32_t end) {
    for (; !clues->empty() && clues->front().end <= end; drop_first()) {
      AddClue(block, s, clues->front());
    }
  };
  for (const Decision& decision : decisions) {
    const Alternative& chosen = alternatives_[decision.alternative];
    add_before(chosen.begin);
    while (!clues->empty() && clues->front().begin < chosen.end) drop_first();
    AddDecision(block, s, decision);
  }
  add_before(block.sentences[s].end);
}

void Reading::FindClues(const ScoredBlock& scored) {
  clues_.clear();
  leaks_.Find(scored.text, scored.scores, &clues_);
  scoring::FindStructureClues(scored.text, &clues_);
  const auto before = [](const Clue& a, const Clue& b) { return a.begin < b.begin; };
  if (!std::is_sorted(clues_.begin(), clues_.end(), before)) {
    std::stable_sort(clues_.begin(), clues_.end(), before);
  }
  std::erase_if(clues_, [&](const Clue& clue) {
    return finder_.IsMentioned(clue.begin) || analyzer_.ignored().HasEntry(clue.id, clue.family);
  });
}

void Reading::AddClue(const SegmentedText& block, std::uint32_t s, const Clue& clue) {
  Hit hit;
  hit.entry = clue.id;
  hit.family = clue.family;
  hit.strength = clue.strength;
  AddHit(block, s, {clue.begin, clue.end}, {}, std::move(hit));
}

void Reading::AddDecision(const SegmentedText& block, std::uint32_t s, const Decision& decision) {
  const Alternative& chosen = alternatives_[decision.alternative];
  const std::size_t candidates = finder_.candidates().size();
  Hit hit;
  hit.gain = decision.gain;
  HitSource source;
  std::uint32_t begin = chosen.begin;
  if (chosen.finding < candidates) {
    begin = finder_.candidates()[chosen.finding].begin;  // without the article before it
    source = FillFromEntry(block, chosen, &hit);
  } else {
    const StructureFinding& finding = finder_.findings()[chosen.finding - candidates];
    hit.entry = finding.rule->id;
    hit.family = Family::kStructure;
    hit.strength = finding.rule->strength;
    hit.originals = {finding.original};
  }
  AddHit(block, s, {begin, chosen.end}, source, std::move(hit));
}

void Reading::AddHit(const SegmentedText& block, std::uint32_t s, Tokens tokens,
                     const HitSource& source, Hit hit) {
  hit.span = {block.base + block.tokens[tokens.begin].begin,
              block.base + block.tokens[tokens.end - 1].end};
  hit.finding = scoring::FindingId(block, block.sentences[s], tokens.begin, tokens.end, hit.entry);
  if (analyzer_.ignored().HasFinding(hit.finding)) {
    result_.silenced.push_back(std::move(hit));
  } else {
    hits_.Add(tokens, source, std::move(hit));
  }
}

HitSource Reading::FillFromEntry(const SegmentedText& block, const Alternative& chosen,
                                 Hit* hit) const {
  const Candidate& candidate = finder_.candidates()[chosen.finding];
  const dictionary::Dictionary& dictionary = analyzer_.dictionaries().Of(candidate);
  const dictionary::Variant& variant = dictionary.variant(candidate.variant);
  hit->entry = dictionary.EntryId(variant.entry);
  hit->family = dictionary.EntryFamily(variant.entry);
  hit->strength = dictionary.EntryStrength(variant.entry);
  const auto add = [&](std::uint16_t i) {
    hit->originals.push_back(scoring::InCaseOf(block, candidate.begin, candidate.end,
                                               dictionary.OriginalText(variant, i)));
  };
  hit->originals.reserve(variant.original_count);
  add(chosen.rank);
  for (std::uint16_t i = 0; i < variant.original_count; ++i) {
    if (i != chosen.rank) add(i);
  }
  return {dictionary.EntryPivot(variant.entry), dictionary.OriginalKeys(variant, chosen.rank)};
}

void Reading::AddSentence(const SegmentedText& block, std::size_t index,
                          const scoring::SentenceScore& scored) {
  const Sentence& sentence = block.sentences[index];
  result_.weight += scored.weight;
  SentenceReport& report = result_.report.sentences.emplace_back();
  report.translationese = MeanWeight(scored.weight, sentence.end - sentence.begin + 1);
  report.span = {block.base + block.tokens[sentence.begin].begin,
                 block.base + block.tokens[sentence.end - 1].end};
  const scoring::SentenceScore& score = Judged(scored, index);
  report.fluency = scoring::Fluency(analyzer_.calibration(), score);
  if (score.tokens > 0) {
    report.weakest = {block.base + block.tokens[score.weakest_begin].begin,
                      block.base + block.tokens[score.weakest_end - 1].end};
  }
}

// Artifacts that are talked about spoil the sentence, and nobody is to blame for it.
const scoring::SentenceScore& Reading::Judged(const scoring::SentenceScore& score,
                                              std::size_t index) const {
  static constexpr scoring::SentenceScore kNone{};
  return finder_.MentionsArtifact(index) ? kNone : score;
}

void Reading::AddDetails(const ScoredBlock& scored) {
  MakeRoom(scored.sentences.size(), &result_.sentence_scores);
  for (std::size_t s = 0; s < scored.sentences.size(); ++s) {
    result_.sentence_scores.push_back(Judged(scored.sentences[s], s));
  }
  for (const lm::WordScore& word : scored.scores) result_.log10_prob += word.log10_prob;
}

void Reading::AddSubstitutions(const ScoredBlock& scored) {
  const SegmentedText& block = scored.text;
  const std::vector<scoring::Substitution>& finds = scored.substitutions;
  MakeRoom(block.sentences.size(), &memory_.substitutions);
  std::size_t find = 0;
  for (const Sentence& sentence : block.sentences) {
    float sum = 0;
    for (; find < finds.size() && finds[find].token < sentence.end; ++find) {
      const scoring::Substitution& found = finds[find];
      if (finder_.IsMentioned(found.token)) continue;
      sum += found.weight;
      repeated_.Add(block.keys[found.token], block.base + block.tokens[found.token].begin,
                    found.weight);
    }
    memory_.substitutions.push_back(sum);
  }
}

std::optional<double> Reading::MeanWeight(std::int64_t sum, std::size_t events) const {
  const double scale = analyzer_.model().table().weight_scale();
  if (scale == 0 || events == 0) return std::nullopt;
  return scale * static_cast<double>(sum) / static_cast<double>(events);
}

void Reading::FinishSentences() {
  Report& report = result_.report;
  const bool all = detail_ == Detail::kAll;
  if (all) {
    result_.sentence_features.reserve(report.sentences.size());
    result_.sentence_substitutions = memory_.substitutions;
  }
  auto hit = report.hits.begin();
  for (std::size_t i = 0; i < report.sentences.size(); ++i) {
    SentenceReport& sentence = report.sentences[i];
    const auto first = hit;
    while (hit != report.hits.end() && hit->span.begin < sentence.span.end) ++hit;
    const scoring::SentenceFeatures features =
        scoring::FeaturesOf(sentence, {first, hit}, static_cast<double>(memory_.substitutions[i]));
    sentence.probability = analyzer_.calibration().sentence.Probability(features);
    if (all) result_.sentence_features.push_back(features);
  }
}

}  // namespace calque
