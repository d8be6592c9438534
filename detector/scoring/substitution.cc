// First the odd places of a block are collected, then every original of each is
// asked with two bigram look-ups; the full context is scored for the few that remain.
#include "detector/scoring/substitution.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "detector/scoring/written_sentence.h"

namespace calque::scoring {
namespace {

using lm::NgramModel;
using lm::WordScore;
using text::SegmentedText;
using text::Sentence;
using text::TokenKey;

// A find begins with one step.
constexpr float kGainStep = 0.5f;
// What the bigrams alone must promise (log10) before the whole context is asked.
constexpr float kBigramGain = 1;
// An odd word and the one after it are together no likelier than this (log10).
constexpr float kMostProbability = -5.5f;
// Of the n-grams that end in an odd word and in the one after it, together: a known
// pair with one neighbour at most.
constexpr int kMostOrders = 3;
// About the length of an article; as that of the hits (verdict.cc).
constexpr std::size_t kStretchBytes = 8192;

}  // namespace

SubstitutionFinder::Scratch& SubstitutionFinder::ScratchOfThread() {
  static thread_local Scratch scratch;
  return scratch;
}

SubstitutionFinder::SubstitutionFinder(const NgramModel& model, const Thesaurus& thesaurus)
    : model_(model),
      thesaurus_(thesaurus),
      places_(ScratchOfThread().places),
      probes_(ScratchOfThread().probes) {}

void SubstitutionFinder::CollectPlaces(const SegmentedText& block,
                                       std::span<const WordScore> scores) {
  places_.clear();
  for (std::uint32_t s = 0; s < block.sentences.size(); ++s) {
    const Sentence& sentence = block.sentences[s];
    const auto of = NgramModel::ScoresOf(block, s, scores);
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      const std::uint8_t left = of[i - sentence.begin].order;
      const std::uint8_t right = of[i - sentence.begin + 1].order;
      if (left + right > kMostOrders) continue;
      const float written = of[i - sentence.begin].log10_prob;
      const float written_next = of[i - sentence.begin + 1].log10_prob;
      if (written + written_next > kMostProbability) continue;
      if ((block.classes[i] & (text::kAnyWord | text::kCapitalWord)) != text::kAnyWord) continue;
      thesaurus_.Prefetch(block.keys[i]);
      places_.push_back({i, s, {}, left > 1, right > 1, written, written_next});
    }
  }
  std::size_t kept = 0;
  for (const Place& place : places_) {
    const PairRange pairs = thesaurus_.Find(block.keys[place.token]);
    if (pairs.empty()) continue;
    thesaurus_.Prefetch(pairs);
    places_[kept] = place;
    places_[kept++].pairs = pairs;
  }
  places_.resize(kept);
}

void SubstitutionFinder::CollectProbes(const SegmentedText& block) {
  const lm::NgramRegion& bigrams = model_.table().region(2);
  probes_.clear();
  for (std::uint32_t p = 0; p < places_.size(); ++p) {
    const Place& place = places_[p];
    const Sentence& sentence = block.sentences[place.sentence];
    const bool first = place.token == sentence.begin;
    const bool last = place.token + 1 == sentence.end;
    const TokenKey previous = first ? text::SentenceBeginKey() : block.keys[place.token - 1];
    const TokenKey next = last ? text::SentenceEndKey() : block.keys[place.token + 1];
    for (std::uint32_t pair = place.pairs.begin; pair < place.pairs.end; ++pair) {
      const TokenKey original = thesaurus_.Original(pair);
      const Probe probe{p, pair, bigrams.Locate(text::Extend(previous, original)),
                        bigrams.Locate(text::Extend(original, next))};
      if (!place.left_known) bigrams.Prefetch(probe.left);
      if (!place.right_known) bigrams.Prefetch(probe.right);
      probes_.push_back(probe);
    }
  }
}

// Whether bigrams alone let a find be expected: the model knows the original, and not
// the word as written, beside a neighbour, and finds them likelier.
bool SubstitutionFinder::FitsBetter(const Probe& probe) const {
  const lm::NgramTable& table = model_.table();
  const Place& place = places_[probe.place];
  float gain = 0;
  if (!place.left_known) {
    const lm::NgramSlot slot = table.region(2).Find(probe.left);
    if (slot.has_probability()) gain += table.Probability(2, slot) - place.written;
  }
  if (!place.right_known) {
    const lm::NgramSlot slot = table.region(2).Find(probe.right);
    if (slot.has_probability()) gain += table.Probability(2, slot) - place.written_next;
  }
  return gain >= kBigramGain;
}

// All originals of one place.
void SubstitutionFinder::Ask(const SegmentedText& block, std::span<const Probe> probes,
                             std::span<const WordScore> scores,
                             std::vector<Substitution>* finds) const {
  const Place& place = places_[probes[0].place];
  const Sentence& sentence = block.sentences[place.sentence];
  const auto of = NgramModel::ScoresOf(block, place.sentence, scores);
  const std::uint32_t first = place.token - sentence.begin;
  const std::size_t count =
      std::min<std::size_t>(static_cast<std::size_t>(model_.order()), of.size() - first);
  float written = 0;
  for (std::size_t i = 0; i < count; ++i) written += of[first + i].log10_prob;
  const WrittenSentence as_written(model_, block, sentence, of);
  std::optional<NgramModel::State> before;
  float best_gain = 0;
  std::uint32_t best_pair = 0;
  for (const Probe& probe : probes) {
    if (!FitsBetter(probe)) continue;
    if (!before) before = as_written.StateBefore(place.token);
    NgramModel::State state = *before;
    float score = model_.Score(state, thesaurus_.Original(probe.pair), &state).log10_prob;
    bool rejoined = false;
    for (std::uint32_t token = place.token + 1; token < place.token + count; ++token) {
      if (rejoined) {
        score += as_written.Score(token);
        continue;
      }
      score += model_.Score(state, as_written.Key(token), &state).log10_prob;
      rejoined = as_written.Rejoins(state, token, place.token + 1);
    }
    if (score - written <= best_gain) continue;
    best_gain = score - written;
    best_pair = probe.pair;
  }
  if (best_gain >= kGainStep) finds->push_back(Weighed(place, best_pair, best_gain));
}

Substitution SubstitutionFinder::Weighed(const Place& place, std::uint32_t pair, float gain) const {
  const auto step = std::min(static_cast<std::size_t>(gain / kGainStep), kGainSteps - 1);
  const std::size_t known = place.left_known || place.right_known ? 1 : 0;
  const auto find_class = static_cast<std::uint32_t>(known * kGainSteps + step);
  const double ratio = std::exp(static_cast<double>(thesaurus_.LogRatio(pair, find_class)));
  return {place.token, pair, find_class, gain,
          static_cast<float>(std::log1p(kAskedDensity * ratio))};
}

void SubstitutionFinder::Find(const SegmentedText& block, std::span<const WordScore> scores,
                              std::vector<Substitution>* finds) {
  finds->clear();
  CollectPlaces(block, scores);
  CollectProbes(block);
  for (std::size_t i = 0; i < probes_.size();) {
    std::size_t end = i + 1;
    while (end < probes_.size() && probes_[end].place == probes_[i].place) ++end;
    Ask(block, std::span(probes_).subspan(i, end - i), scores, finds);
    i = end;
  }
}

void SubstitutionTotal::Add(TokenKey word, std::size_t place, float weight) {
  if (place / kStretchBytes != stretch_) CloseStretch();
  stretch_ = place / kStretchBytes;
  finds_.push_back({word, weight});
}

double SubstitutionTotal::Total() {
  CloseStretch();
  return closed_;
}

void SubstitutionTotal::CloseStretch() {
  std::sort(finds_.begin(), finds_.end(), [](const Find& a, const Find& b) {
    return a.word != b.word ? a.word < b.word : a.weight > b.weight;
  });
  for (std::size_t i = 0; i < finds_.size(); ++i) {
    const bool first = i == 0 || finds_[i - 1].word != finds_[i].word;
    if (first) closed_ += static_cast<double>(finds_[i].weight);
  }
  finds_.clear();
}

}  // namespace calque::scoring
