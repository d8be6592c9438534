// Sorted vectors: suffixes are found by walking along, prefixes by halving.
#include "detector/training/arpa_ngrams.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace calque::training {
namespace {

bool SuffixOrder(const ParsedNgram& a, const ParsedNgram& b) {
  return a.words != b.words ? a.words < b.words : a.line < b.line;
}

bool BeforeWords(const ParsedNgram& ngram, const ReversedNgram& words) {
  return ngram.words < words;
}

bool SameWords(const ParsedNgram& a, const ParsedNgram& b) { return a.words == b.words; }

// Without the first word, which is last.
ReversedNgram Suffix(const ReversedNgram& words, std::size_t order) {
  ReversedNgram suffix = words;
  suffix[order - 1] = 0;
  return suffix;
}

// Without the last word, which is first.
ReversedNgram Prefix(const ReversedNgram& words, std::size_t order) {
  ReversedNgram prefix{};
  std::copy_n(words.begin() + 1, order - 1, prefix.begin());
  return prefix;
}

}  // namespace

std::uint64_t ArpaNgrams::Add(std::vector<ParsedNgram> ngrams) {
  if (!std::is_sorted(ngrams.begin(), ngrams.end(), SuffixOrder)) {
    std::sort(ngrams.begin(), ngrams.end(), SuffixOrder);
  }
  const auto twice = std::adjacent_find(ngrams.begin(), ngrams.end(), SameWords);
  const std::uint64_t line = twice == ngrams.end() ? 0 : (twice + 1)->line;
  orders_.push_back(std::move(ngrams));
  return line;
}

std::uint64_t ArpaNgrams::Close() {
  std::uint64_t count = 0;
  for (std::size_t i = orders_.size(); i-- > 1;) {
    std::vector<ParsedNgram>& parts = orders_[i - 1];
    const std::vector<ParsedNgram> missing = MissingParts(i + 2, orders_[i], parts);
    count += missing.size();
    const auto old = static_cast<std::ptrdiff_t>(parts.size());
    parts.insert(parts.end(), missing.begin(), missing.end());
    std::inplace_merge(parts.begin(), parts.begin() + old, parts.end(), SuffixOrder);
  }
  return count;
}

std::vector<ParsedNgram> ArpaNgrams::MissingParts(std::size_t order,
                                                  const std::vector<ParsedNgram>& ngrams,
                                                  const std::vector<ParsedNgram>& parts) {
  std::vector<ParsedNgram> missing;
  auto walk = parts.begin();
  for (const ParsedNgram& ngram : ngrams) {
    const ReversedNgram suffix = Suffix(ngram.words, order);
    while (walk != parts.end() && walk->words < suffix) ++walk;
    if (walk == parts.end() || walk->words != suffix) missing.push_back({.words = suffix});
    const ReversedNgram prefix = Prefix(ngram.words, order);
    const auto found = std::lower_bound(parts.begin(), parts.end(), prefix, BeforeWords);
    if (found == parts.end() || found->words != prefix) missing.push_back({.words = prefix});
  }
  std::sort(missing.begin(), missing.end(), SuffixOrder);
  missing.erase(std::unique(missing.begin(), missing.end(), SameWords), missing.end());
  return missing;
}

void ArpaNgrams::Build(EstimatedModel* model) {
  ChildRanges children;
  for (std::size_t i = 0; i < orders_.size(); ++i) {
    const std::size_t order = i + 2;
    if (order > 2) children.AddLevel(*model, static_cast<int>(order) - 2);
    model->levels.push_back(BuildLevel(*model, children, order, orders_[i]));
    orders_[i] = {};
  }
}

ModelLevel ArpaNgrams::BuildLevel(const EstimatedModel& model, const ChildRanges& children,
                                  std::size_t order, const std::vector<ParsedNgram>& ngrams) {
  const ModelLevel& below = model.levels.back();
  ModelLevel level;
  level.Reserve(ngrams.size());
  SuffixFinder find_suffix(&model, &children);
  SuffixFinder find_prefix(&model, &children);
  for (const ParsedNgram& ngram : ngrams) {
    const std::span<const WordId> words(ngram.words.data(), order);
    const NgramIndex suffix = find_suffix.Find(words.first(order - 1));
    float log10_prob = ngram.log10_prob;
    if (ngram.line == 0) {
      const NgramIndex prefix = find_prefix.Find(words.subspan(1));
      log10_prob = below.log10_backoffs[prefix] + below.log10_probs[suffix];
    }
    level.Append(words[order - 1], suffix, log10_prob, ngram.log10_backoff);
  }
  return level;
}

}  // namespace calque::training
