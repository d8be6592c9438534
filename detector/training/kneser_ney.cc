// Two passes an order: sums after each context, then interpolation. While an order is
// in work its probabilities, and those of the order below, are not yet logarithms.
#include "detector/training/kneser_ney.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "detector/training/suffix_finder.h"

namespace calque::training {
namespace {

constexpr std::uint64_t kReportEvery = 1 << 16;  // n-grams

float Log10(double value) {
  return value <= 0 ? kNeverLog10 : std::max(static_cast<float>(std::log10(value)), kNeverLog10);
}

// What follows a context.
struct ContextSums {
  double freed = 0;  // what discounts and cut-offs leave to the lower order
  std::uint32_t total = 0;

  double gamma() const { return total == 0 ? 1.0 : freed / total; }
};

class Estimation {
 public:
  Estimation(AdjustedCounts counts, Vocabulary vocabulary, const ShareReport& report)
      : counts_(std::move(counts)), report_(report) {
    for (const NgramSpool& spool : counts_.spools) total_ += spool.size();
    model_.vocabulary = std::move(vocabulary);
    model_.levels.resize(counts_.orders.size());
  }

  Result<EstimatedModel> Run() {
    if (Status s = Unigrams(); !s.ok()) return s.error();
    for (int order = 2; order <= model_.order(); ++order) {
      if (Status s = Order(order); !s.ok()) return s.error();
    }
    TakeLogarithms(&model_.levels.back());
    model_.levels.front().log10_probs[kSentenceBeginId] = kNeverLog10;
    return std::move(model_);
  }

 private:
  Status Unigrams() {
    const std::size_t size = model_.vocabulary.size();
    const Discounts discounts = EstimateDiscounts(counts_.orders[0]);
    ModelLevel& level = model_.levels[0];
    level.Reserve(size);
    for (WordId word = 0; word < size; ++word) level.Append(word, 0, 0, 0);
    ContextSums sums;
    std::vector<double> shares(size, 0.0);
    level.occurrences.assign(size, 0);
    NgramSpool& spool = counts_.spools[0];
    for (AdjustedNgram ngram; spool.Next(&ngram); Count()) {
      const double discount = discounts.For(ngram.count);
      sums.total += ngram.count;
      sums.freed += discount;
      shares[ngram.words[0]] = ngram.count - discount;
      level.occurrences[ngram.words[0]] = ngram.occurrences;
    }
    if (!spool.status().ok()) return spool.status();
    level.occurrences[kSentenceBeginId] = level.occurrences[kSentenceEndId];
    const double uniform = sums.gamma() / static_cast<double>(size - 1);
    const double total = std::max<std::uint32_t>(sums.total, 1);
    for (std::size_t i = 0; i < size; ++i) {
      level.log10_probs[i] = static_cast<float>(shares[i] / total + uniform);
    }
    spool = {};
    return {};
  }

  Status Order(int order) {
    if (order > 2) children_.AddLevel(model_, order - 2);
    std::vector<ContextSums> sums(model_.level(order - 1).size());
    std::vector<NgramIndex> contexts;
    if (Status s = ReadCounts(order, &sums, &contexts); !s.ok()) return s;
    Interpolate(order, sums, contexts);
    return {};
  }

  // Fills the level with discounted counts for probabilities, `sums` and, for each
  // kept n-gram, the index of its context.
  Status ReadCounts(int order, std::vector<ContextSums>* sums, std::vector<NgramIndex>* contexts) {
    const std::size_t n = static_cast<std::size_t>(order);
    const OrderCounts& counts = counts_.orders[n - 1];
    const Discounts discounts = EstimateDiscounts(counts);
    NgramSpool& spool = counts_.spools[n - 1];
    ModelLevel& level = model_.levels[n - 1];
    level.Reserve(counts.kept);
    level.occurrences.reserve(counts.kept);
    contexts->reserve(counts.kept);
    SuffixFinder find_suffix(&model_, &children_);
    SuffixFinder find_context(&model_, &children_);
    for (AdjustedNgram ngram; spool.Next(&ngram); Count()) {
      const std::span<const WordId> words(ngram.words.data(), n);
      const NgramIndex context = find_context.Find(words.subspan(1));
      if (context == kNoNgram) continue;
      ContextSums& sum = (*sums)[context];
      const double discount = discounts.For(ngram.count);
      sum.total += ngram.count;
      sum.freed += ngram.cut ? ngram.count : discount;
      if (ngram.cut) continue;
      contexts->push_back(context);
      const auto share = static_cast<float>(ngram.count - discount);
      level.Append(words[n - 1], find_suffix.Find(words.first(n - 1)), share, 0);
      level.occurrences.push_back(ngram.occurrences);
    }
    Status status = spool.status();
    spool = {};
    return status;
  }

  // Turns the shares of `order` into probabilities, and the level below, which has
  // done its part, into logarithms.
  void Interpolate(int order, const std::vector<ContextSums>& sums,
                   const std::vector<NgramIndex>& contexts) {
    ModelLevel& level = model_.levels[static_cast<std::size_t>(order) - 1];
    ModelLevel& below = model_.levels[static_cast<std::size_t>(order) - 2];
    for (std::size_t i = 0; i < level.size(); ++i) {
      const ContextSums& sum = sums[contexts[i]];
      const double lower = below.log10_probs[level.suffixes[i]];
      level.log10_probs[i] =
          static_cast<float>(double{level.log10_probs[i]} / sum.total + sum.gamma() * lower);
    }
    TakeLogarithms(&below);
    for (std::size_t i = 0; i < below.size(); ++i) below.log10_backoffs[i] = Log10(sums[i].gamma());
  }

  void Count() {
    if (++read_ % kReportEvery != 0 || !report_) return;
    report_(static_cast<double>(read_) / static_cast<double>(total_));
  }

  static void TakeLogarithms(ModelLevel* level) {
    for (float& prob : level->log10_probs) prob = std::min(Log10(prob), 0.0f);
  }

  AdjustedCounts counts_;
  const ShareReport& report_;
  std::uint64_t read_ = 0;   // n-grams of all orders
  std::uint64_t total_ = 0;  // likewise, when all are read
  EstimatedModel model_;
  ChildRanges children_;
};

}  // namespace

Discounts EstimateDiscounts(const OrderCounts& counts) {
  const Discounts fallback{.of_count = {0, 0.5, 1.0, 1.5}, .fallback = true};
  std::array<double, 5> n{};
  for (std::size_t k = 1; k < n.size(); ++k) n[k] = static_cast<double>(counts.counts_of_counts[k]);
  if (n[1] == 0 || n[2] == 0 || n[3] == 0) return fallback;
  const double y = n[1] / (n[1] + 2 * n[2]);
  Discounts discounts;
  for (std::size_t k = 1; k <= 3; ++k) {
    const auto number = static_cast<double>(k);
    const double discount = number - (number + 1) * y * n[k + 1] / n[k];
    if (discount < 0 || discount > number) return fallback;
    discounts.of_count[k] = discount;
  }
  return discounts;
}

Result<EstimatedModel> EstimateKneserNey(AdjustedCounts counts, Vocabulary vocabulary,
                                         const ShareReport& report) {
  return Estimation(std::move(counts), std::move(vocabulary), report).Run();
}

}  // namespace calque::training
