// First the odd places of a block are collected, then every original of each is
// asked with two bigram look-ups; the full context is scored for the few that remain. Each
// step is done for all of the block before the next, so that lines are on their way meanwhile.
#include "detector/scoring/substitution.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "detector/scoring/swap_scorer.h"

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
constexpr std::uint32_t kWordBits = 64;

// Whether the scores of a word and of the one after it are odd.
bool IsOdd(const WordScore* scores) {
  return scores[0].order + scores[1].order <= kMostOrders &&
         scores[0].log10_prob + scores[1].log10_prob <= kMostProbability;
}

#if defined(__SSE2__)
// The same of four words, a bit each.
unsigned AreOdd(const WordScore* scores) {
  static_assert(sizeof(WordScore) == 8 && offsetof(WordScore, order) == 4);
  const auto load = [&](std::size_t i) {
    return _mm_loadu_ps(reinterpret_cast<const float*>(scores + i));
  };
  const auto probabilities = [](__m128 low, __m128 high) {
    return _mm_shuffle_ps(low, high, _MM_SHUFFLE(2, 0, 2, 0));
  };
  const auto orders = [](__m128 low, __m128 high) {
    const __m128i rest = _mm_castps_si128(_mm_shuffle_ps(low, high, _MM_SHUFFLE(3, 1, 3, 1)));
    return _mm_and_si128(rest, _mm_set1_epi32(0xFF));
  };
  const __m128 a = load(0), b = load(2), next_a = load(1), next_b = load(3);
  const __m128 sum = _mm_add_ps(probabilities(a, b), probabilities(next_a, next_b));
  const __m128i known = _mm_add_epi32(orders(a, b), orders(next_a, next_b));
  const __m128i unseen = _mm_cmplt_epi32(known, _mm_set1_epi32(kMostOrders + 1));
  const __m128 unlikely = _mm_cmple_ps(sum, _mm_set1_ps(kMostProbability));
  return static_cast<unsigned>(_mm_movemask_ps(_mm_and_ps(unlikely, _mm_castsi128_ps(unseen))));
}
#endif

// Of the first `count` words, 64 at the most, a bit for each whose scores are odd. The score
// behind the last is read, too.
std::uint64_t OddPlaces(const WordScore* scores, std::uint32_t count) {
  std::uint64_t places = 0;
  std::uint32_t i = 0;
#if defined(__SSE2__)
  for (; i + 4 <= count; i += 4) places |= std::uint64_t{AreOdd(scores + i)} << i;
#endif
  for (; i < count; ++i) places |= std::uint64_t{IsOdd(scores + i)} << i;
  return places;
}

}  // namespace

SubstitutionFinder::Scratch& SubstitutionFinder::ScratchOfThread() {
  static thread_local Scratch scratch;
  return scratch;
}

SubstitutionFinder::SubstitutionFinder(const NgramModel& model, const Thesaurus& thesaurus)
    : model_(model),
      thesaurus_(thesaurus),
      odd_(ScratchOfThread().odd),
      places_(ScratchOfThread().places),
      probes_(ScratchOfThread().probes) {}

std::span<const SubstitutionFinder::Word> SubstitutionFinder::FindOddWords(
    const SegmentedText& block, std::span<const WordScore> scores) {
  odd_.resize(std::max(odd_.size(), block.keys.size() + 1));
  std::size_t count = 0;
  for (std::uint32_t s = 0; s < block.sentences.size(); ++s) {
    const std::uint32_t end = block.sentences[s].end;
    const WordScore* of = NgramModel::ScoresOf(block, s, scores).data();
    for (std::uint32_t i = block.sentences[s].begin; i < end; i += kWordBits, of += kWordBits) {
      std::uint64_t places = OddPlaces(of, std::min(end - i, kWordBits));
      for (; places != 0; places &= places - 1) {
        const std::uint32_t token = i + static_cast<std::uint32_t>(std::countr_zero(places));
        constexpr unsigned kAsked = text::kAnyWord | text::kCapitalWord;
        odd_[count] = {token, s};
        count += (block.classes[token] & kAsked) == text::kAnyWord ? 1 : 0;
      }
    }
  }
  return std::span(odd_).first(count);
}

void SubstitutionFinder::CollectPlaces(const SegmentedText& block,
                                       std::span<const WordScore> scores) {
  places_.clear();
  const std::span<const Word> odd = FindOddWords(block, scores);
  for (const Word& word : odd) thesaurus_.Prefetch(block.keys[word.token]);
  for (const Word& word : odd) {
    const PairRange pairs = thesaurus_.Find(block.keys[word.token]);
    if (pairs.empty()) continue;
    thesaurus_.Prefetch(pairs);
    const WordScore* score = &scores[word.token + word.sentence];
    places_.push_back({word.token, word.sentence, pairs, score[0].order > 1, score[1].order > 1,
                       score[0].log10_prob, score[1].log10_prob});
  }
}

void SubstitutionFinder::CollectProbes(const SegmentedText& block) {
  const lm::NgramRegion bigrams = model_.table().region(2);
  probes_.clear();
  for (std::uint32_t p = 0; p < places_.size(); ++p) {
    const Place& place = places_[p];
    const Sentence& sentence = block.sentences[place.sentence];
    const bool first = place.token == sentence.begin;
    const bool last = place.token + 1 == sentence.end;
    const TokenKey previous = first ? text::SentenceBeginKey() : block.keys[place.token - 1];
    const TokenKey next = last ? text::SentenceEndKey() : block.keys[place.token + 1];
    std::uint32_t pair = place.pairs.begin;
    for (const TokenKey original : thesaurus_.Originals(place.pairs)) {
      Probe probe{p, pair++, 0, 0};
      if (!place.left_known) {
        probe.left = bigrams.Locate(text::Extend(previous, original));
        bigrams.Prefetch(probe.left);
      }
      if (!place.right_known) {
        probe.right = bigrams.Locate(text::Extend(original, next));
        bigrams.Prefetch(probe.right);
      }
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

// The originals that fit, each in its whole context; of a place the best one counts.
void SubstitutionFinder::Ask(const WrittenBlock& block, std::vector<Substitution>* finds) const {
  SwapScorer swaps(model_);
  for (const Probe& probe : probes_) {
    const Place& place = places_[probe.place];
    swaps.Add({model_, block, place.sentence}, place.token, place.token + 1,
              thesaurus_.Originals({probe.pair, probe.pair + 1}));
  }
  swaps.Score();
  for (std::size_t i = 0; i < probes_.size();) {
    const std::uint32_t place = probes_[i].place;
    float best_gain = 0;
    std::uint32_t best_pair = 0;
    for (; i < probes_.size() && probes_[i].place == place; ++i) {
      if (swaps.Gain(i) <= best_gain) continue;
      best_gain = swaps.Gain(i);
      best_pair = probes_[i].pair;
    }
    if (best_gain >= kGainStep) finds->push_back(Weighed(places_[place], best_pair, best_gain));
  }
}

Substitution SubstitutionFinder::Weighed(const Place& place, std::uint32_t pair, float gain) const {
  const auto step = std::min(static_cast<std::size_t>(gain / kGainStep), kGainSteps - 1);
  const std::size_t known = place.left_known || place.right_known ? 1 : 0;
  const auto find_class = static_cast<std::uint32_t>(known * kGainSteps + step);
  const double ratio = std::exp(static_cast<double>(thesaurus_.LogRatio(pair, find_class)));
  return {place.token, pair, find_class, gain,
          static_cast<float>(std::log1p(kAskedDensity * ratio))};
}

void SubstitutionFinder::Find(const WrittenBlock& block, std::vector<Substitution>* finds) {
  finds->clear();
  CollectPlaces(block.text, block.scores);
  CollectProbes(block.text);
  std::erase_if(probes_, [&](const Probe& probe) { return !FitsBetter(probe); });
  Ask(block, finds);
}

SubstitutionTotal::SubstitutionTotal() : finds_(ListOfThread()) { finds_.clear(); }

std::vector<SubstitutionTotal::Find>& SubstitutionTotal::ListOfThread() {
  static thread_local std::vector<Find> list;
  return list;
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
