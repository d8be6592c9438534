// Worth of every n-gram, top order first; then backoffs and arrays anew.
#include "detector/training/pruning.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "detector/training/suffix_finder.h"

namespace calque::training {
namespace {

// Below this a context has seen all that the lower order can predict.
constexpr double kNoMass = 1e-9;

double Exp10(float log10_value) { return std::pow(10.0, static_cast<double>(log10_value)); }

// Sums over explicit continuations of a context: p(v|h) and p(v|h').
struct ContextMass {
  double here = 0;
  double below = 0;
};

// What pruning does to the continuations of a context.
struct ContextChange {
  ContextMass gone;
  bool empty = true;  // nothing stays
};

class EntropyPruner {
 public:
  explicit EntropyPruner(EstimatedModel* model)
      : model_(model), contexts_(model->levels.size()), worth_(model->levels.size()) {}

  double Run(const PruningTarget& target) {
    for (int order = 1; order + 2 <= model_->order(); ++order) children_.AddLevel(*model_, order);
    for (int order = 2; order <= model_->order(); ++order) FindContexts(order);
    children_ = {};
    ComputeWorths();
    RaiseToNeeds();
    const double threshold = Threshold(target);
    for (int order = 2; order <= model_->order(); ++order) UpdateBackoffs(order, threshold);
    Compact(threshold);
    return threshold;
  }

 private:
  std::vector<NgramIndex>& Contexts(int order) {
    return contexts_[static_cast<std::size_t>(order) - 1];
  }
  std::vector<float>& Worth(int order) { return worth_[static_cast<std::size_t>(order) - 1]; }
  ModelLevel& Level(int order) { return model_->levels[static_cast<std::size_t>(order) - 1]; }

  void FindContexts(int order) {
    std::vector<NgramIndex>& contexts = Contexts(order);
    contexts.reserve(Level(order).size());
    SuffixFinder finder(model_, &children_);
    std::array<WordId, kMaxModelOrder> reversed;
    model_->Visit(order, [&](std::span<const WordId> words, float, float) {
      std::copy(words.rbegin() + 1, words.rend(), reversed.begin());
      contexts.push_back(finder.Find(std::span(reversed.data(), words.size() - 1)));
    });
  }

  void ComputeWorths() {
    const std::vector<std::uint32_t>& words = Level(1).occurrences;
    const double events = std::accumulate(words.begin(), words.end(), 0.0) -
                          static_cast<double>(words[kSentenceBeginId]);
    for (int order = 2; order <= model_->order(); ++order) ComputeWorths(order, events);
  }

  void ComputeWorths(int order, double events) {
    const ModelLevel& level = Level(order);
    const ModelLevel& below = Level(order - 1);
    const std::vector<NgramIndex>& contexts = Contexts(order);
    std::vector<double> mass_below(below.size(), 0.0);
    for (std::size_t i = 0; i < level.size(); ++i) {
      mass_below[contexts[i]] += Exp10(below.log10_probs[level.suffixes[i]]);
    }
    std::vector<float>& worth = Worth(order);
    worth.resize(level.size());
    for (std::size_t i = 0; i < level.size(); ++i) {
      const NgramIndex h = contexts[i];
      const double left_below = std::max(1.0 - mass_below[h], kNoMass);
      const double backoff = Exp10(below.log10_backoffs[h]);
      const double p = Exp10(level.log10_probs[i]);
      const double q = Exp10(below.log10_probs[level.suffixes[i]]);
      const double left = backoff * left_below;
      const double new_backoff = (left + p) / (left_below + q);
      const double entropy =
          p * std::log(p / (new_backoff * q)) + left * std::log(backoff / new_backoff);
      worth[i] = static_cast<float>(below.occurrences[h] / events * entropy);
    }
  }

  // An n-gram is worth as much as the best of those that need it.
  void RaiseToNeeds() {
    for (int order = model_->order(); order > 2; --order) {
      std::vector<float>& below = Worth(order - 1);
      for (std::size_t i = 0; i < Level(order).size(); ++i) {
        const float worth = Worth(order)[i];
        float& context = below[Contexts(order)[i]];
        context = std::max(context, worth);
        float& suffix = below[Level(order).suffixes[i]];
        suffix = std::max(suffix, worth);
      }
    }
  }

  double Threshold(const PruningTarget& target) const {
    const double asked = target.threshold > 0 ? target.threshold : -HUGE_VAL;
    if (target.max_ngrams == 0 || model_->ngram_count() <= target.max_ngrams) return asked;
    std::vector<float> all;
    all.reserve(model_->ngram_count());
    for (const std::vector<float>& worth : worth_)
      all.insert(all.end(), worth.begin(), worth.end());
    if (all.empty()) return asked;  // nothing but unigrams, and they stay
    const std::size_t unigrams = model_->levels[0].size();
    const std::size_t room = target.max_ngrams > unigrams ? target.max_ngrams - unigrams : 0;
    // all[room] is the best of those that there is no room for.
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(room), all.end(),
                     std::greater<>());
    const float cut = std::nextafter(all[room], std::numeric_limits<float>::infinity());
    return std::max(asked, static_cast<double>(cut));
  }

  void UpdateBackoffs(int order, double threshold) {
    const ModelLevel& level = Level(order);
    ModelLevel& below = Level(order - 1);
    std::vector<double> mass_below(below.size(), 0.0);
    std::vector<ContextChange> changes(below.size());
    for (std::size_t i = 0; i < level.size(); ++i) {
      const NgramIndex h = Contexts(order)[i];
      const double q = Exp10(below.log10_probs[level.suffixes[i]]);
      mass_below[h] += q;
      if (Worth(order)[i] >= threshold) {
        changes[h].empty = false;
        continue;
      }
      changes[h].gone.here += Exp10(level.log10_probs[i]);
      changes[h].gone.below += q;
    }
    for (std::size_t h = 0; h < below.size(); ++h) {
      const ContextMass& gone = changes[h].gone;
      if (gone.here <= 0) continue;
      const double left_below = std::max(1.0 - mass_below[h], kNoMass);
      const double left = Exp10(below.log10_backoffs[h]) * left_below;
      // Exactly 0, for rounding errors are dear: they do not compress.
      below.log10_backoffs[h] =
          changes[h].empty
              ? 0.0f
              : static_cast<float>(std::log10((left + gone.here) / (left_below + gone.below)));
    }
  }

  void Compact(double threshold) {
    std::vector<NgramIndex> places(model_->levels[0].size());  // new index by old one
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<NgramIndex>(i);
    for (int order = 2; order <= model_->order(); ++order) {
      const ModelLevel old = std::move(Level(order));
      const std::vector<float>& worth = Worth(order);
      ModelLevel& level = Level(order) = {};
      const auto kept = static_cast<std::size_t>(
          std::count_if(worth.begin(), worth.end(), [&](float w) { return w >= threshold; }));
      level.Reserve(kept);
      level.occurrences.reserve(kept);
      std::vector<NgramIndex> new_places(old.size(), kNoNgram);
      for (std::size_t i = 0; i < old.size(); ++i) {
        if (worth[i] < threshold) continue;
        new_places[i] = static_cast<NgramIndex>(level.size());
        level.Append(old.words[i], places[old.suffixes[i]], old.log10_probs[i],
                     old.log10_backoffs[i]);
        level.occurrences.push_back(old.occurrences[i]);
      }
      places = std::move(new_places);
    }
  }

  EstimatedModel* model_;
  ChildRanges children_;
  std::vector<std::vector<NgramIndex>> contexts_;  // [order - 1]
  std::vector<std::vector<float>> worth_;          // [order - 1], empty for unigrams
};

}  // namespace

double PruneByEntropy(const PruningTarget& target, EstimatedModel* model) {
  return EntropyPruner(model).Run(target);
}

}  // namespace calque::training
