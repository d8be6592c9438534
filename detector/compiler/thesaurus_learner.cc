// The ratio of a class is that of its rates among swapped words and among clean ones.
// A pair's trust compares the clean finds that its swapped finds let expect, were it
// like the others, with those it made.
#include "detector/compiler/thesaurus_learner.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "detector/compiler/split_mix.h"
#include "detector/text/segmenter.h"

namespace calque::compiler {
namespace {

using scoring::kFindClasses;
using scoring::Substitution;

// One swap in so many words, so that swapped words seldom are neighbours.
constexpr std::uint64_t kWordsPerSwap = 12;
// Finds that every pair is taken to have made beforehand, as expected.
constexpr double kPriorFinds = 2;
// A pair whose finds are less likely than this in swapped text is of no use.
constexpr double kLeastLogRatio = 0.7;
constexpr double kMostTrust = 100;

}  // namespace

Result<ThesaurusLearner> ThesaurusLearner::Create(ThesaurusSource pairs,
                                                  const lm::NgramModel& model) {
  ThesaurusLearner learner(std::move(pairs), model);
  const std::string bytes = learner.source_.Compile();
  learner.section_.resize((bytes.size() + 7) / 8);
  std::memcpy(learner.section_.data(), bytes.data(), bytes.size());
  auto thesaurus =
      scoring::Thesaurus::Open(std::as_bytes(std::span(learner.section_)).first(bytes.size()));
  if (!thesaurus.ok()) return thesaurus.error();
  learner.thesaurus_ = *thesaurus;
  learner.counts_.resize(thesaurus->pair_count());
  return learner;
}

ThesaurusLearner::ThesaurusLearner(ThesaurusSource pairs, const lm::NgramModel& model)
    : source_(std::move(pairs)), model_(model) {
  for (const auto& [word, originals] : source_.pairs) {
    for (const auto& original : originals) {
      spun_[text::HashToken(original.first)].push_back(text::HashToken(word));
    }
  }
}

const std::vector<Substitution>& ThesaurusLearner::Finds(const text::SegmentedText& block) {
  scores_.resize(block.keys.size() + block.sentences.size());
  model_.ScoreBlock(block, scores_, {}, &codes_);
  scoring::SubstitutionFinder(model_, thesaurus_).Find({block, scores_, codes_}, &finds_);
  return finds_;
}

void ThesaurusLearner::CountClean(const text::SegmentedText& block) {
  for (const Substitution& find : Finds(block)) {
    ++counts_[find.pair].clean;
    ++clean_of_class_[find.find_class];
  }
  for (const text::Token& token : block.tokens) {
    words_ += token.kind == text::TokenKind::kWord ? 1 : 0;
  }
}

void ThesaurusLearner::Swap(text::SegmentedText* block) {
  swapped_.assign(block->keys.size(), false);
  for (std::size_t i = 0; i < block->keys.size(); ++i) {
    if ((block->tokens[i].flags & text::kCapitalised) != 0) continue;
    const auto it = spun_.find(block->keys[i]);
    if (it == spun_.end() || NextRandom(&random_) % kWordsPerSwap != 0) continue;
    block->keys[i] = it->second[NextRandom(&random_) % it->second.size()];
    swapped_[i] = true;
    ++swaps_;
  }
}

void ThesaurusLearner::CountSwapped(const text::SegmentedText& block) {
  for (const Substitution& find : Finds(block)) {
    if (swapped_[find.token]) ++counts_[find.pair].swapped[find.find_class];
  }
}

void ThesaurusLearner::Add(std::string_view text) {
  text::Segmenter segmenter(text);
  text::SegmentedText block;
  while (segmenter.Next(&block)) {
    CountClean(block);
    Swap(&block);
    CountSwapped(block);
  }
}

ThesaurusSource ThesaurusLearner::Learned() const {
  std::array<double, kFindClasses> swapped_of_class{};
  for (const PairCount& count : counts_) {
    for (std::size_t c = 0; c < kFindClasses; ++c) swapped_of_class[c] += count.swapped[c];
  }
  ThesaurusSource learned;
  std::array<double, kFindClasses> clean_per_swapped{};
  const double words_per_swap =
      static_cast<double>(words_) / static_cast<double>(std::max<std::size_t>(1, swaps_));
  for (std::size_t c = 0; c < kFindClasses; ++c) {
    const double clean = static_cast<double>(clean_of_class_[c]) + kPriorFinds;
    clean_per_swapped[c] = clean / (swapped_of_class[c] + kPriorFinds);
    learned.log_ratio[c] = static_cast<float>(std::log(words_per_swap / clean_per_swapped[c]));
  }
  std::size_t pair = 0;
  for (const auto& [word, originals] : source_.pairs) {
    for (const auto& original : originals) {
      const PairCount& count = counts_[pair++];
      double expected = 0;  // clean finds, were this pair like the others
      double finds = 0;
      double log_ratio = 0;  // mean over its swapped finds
      for (std::size_t c = 0; c < kFindClasses; ++c) {
        expected += count.swapped[c] * clean_per_swapped[c];
        finds += count.swapped[c];
        log_ratio += count.swapped[c] * static_cast<double>(learned.log_ratio[c]);
      }
      if (finds == 0) continue;
      const double trust = std::log((expected + kPriorFinds) / (count.clean + kPriorFinds));
      if (log_ratio / finds + trust < kLeastLogRatio) continue;
      const double units = std::round(trust / static_cast<double>(scoring::kTrustUnit));
      learned.pairs[word][original.first] =
          static_cast<std::int8_t>(std::clamp(units, -kMostTrust, kMostTrust));
    }
  }
  return learned;
}

}  // namespace calque::compiler
