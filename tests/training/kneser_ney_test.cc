// Kneser-Ney estimates against a slow estimator made of maps.
#include "detector/training/kneser_ney.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/training/toy_corpus.h"

namespace calque::training {
namespace {

// Chen & Goodman's formulas, word for word, on maps.
class Oracle {
 public:
  Oracle(const Corpus& corpus, int order, std::vector<std::uint64_t> thresholds)
      : order_(static_cast<std::size_t>(order)), thresholds_(std::move(thresholds)) {
    thresholds_.resize(order_, thresholds_.empty() ? 0 : thresholds_.back());
    for (const Words& sentence : corpus) Count(sentence);
    vocabulary_.insert({"<unk>", "</s>"});
    Adjust();
    for (std::size_t n = 1; n <= order_; ++n) SetDiscounts(n);
  }

  bool Kept(const Words& ngram) const {
    return occurrences_.at(ngram) > static_cast<double>(thresholds_[ngram.size() - 1]);
  }

  double Prob(const Words& context, const std::string& word) const {
    const double total = Total(context);
    const double lower = context.empty() ? 1.0 / static_cast<double>(vocabulary_.size())
                                         : Prob(Words(context.begin() + 1, context.end()), word);
    if (total == 0) return lower;
    Words ngram = context;
    ngram.push_back(word);
    const auto found = adjusted_.find(ngram);
    double share = 0;
    if (found != adjusted_.end() && Kept(ngram)) {
      share = (found->second - Discount(ngram.size(), found->second)) / total;
    }
    return share + Gamma(context) * lower;
  }

  double Gamma(const Words& context) const {
    double freed = 0;
    for (const auto& [ngram, count] : Continuations(context)) {
      freed += Kept(ngram) ? Discount(ngram.size(), count) : count;
    }
    const double total = Total(context);
    return total == 0 ? 1.0 : freed / total;
  }

  const std::map<Words, double>& adjusted() const { return adjusted_; }
  const std::set<std::string>& vocabulary() const { return vocabulary_; }

 private:
  void Count(const Words& sentence) {
    Words padded(order_ - 1, "<s>");
    padded.insert(padded.end(), sentence.begin(), sentence.end());
    padded.push_back("</s>");
    vocabulary_.insert(sentence.begin(), sentence.end());
    for (std::size_t end = order_; end <= padded.size(); ++end) {
      for (std::size_t n = 1; n <= order_; ++n) {
        const auto last = padded.begin() + static_cast<std::ptrdiff_t>(end);
        const Words ngram(last - static_cast<std::ptrdiff_t>(n), last);
        if (std::count(ngram.begin() + 1, ngram.end(), "<s>") > 0) continue;
        if (ngram != Words{"<s>"}) ++occurrences_[ngram];
      }
    }
  }

  void Adjust() {
    for (const auto& [ngram, count] : occurrences_) {
      if (ngram.size() == order_ || ngram[0] == "<s>") adjusted_[ngram] = count;
      if (ngram.size() == 1 || ngram[1] == "<s>") continue;
      adjusted_[Words(ngram.begin() + 1, ngram.end())] += 1;  // one more word before it
    }
  }

  void SetDiscounts(std::size_t n) {
    std::array<double, 5> counts{};
    for (const auto& [ngram, count] : adjusted_) {
      if (ngram.size() == n && count <= 4) ++counts[static_cast<std::size_t>(count)];
    }
    std::array<double, 4> d{};
    const double y = counts[1] / (counts[1] + 2 * counts[2]);
    bool good = true;
    for (std::size_t k = 1; k <= 3; ++k) {
      d[k] = static_cast<double>(k) - static_cast<double>(k + 1) * y * counts[k + 1] / counts[k];
      good = good && counts[k] > 0 && d[k] >= 0 && d[k] <= static_cast<double>(k);
    }
    discounts_.push_back(good ? d : std::array<double, 4>{0, 0.5, 1.0, 1.5});
  }

  double Discount(std::size_t n, double count) const {
    return discounts_[n - 1][static_cast<std::size_t>(std::min(count, 3.0))];
  }

  std::map<Words, double> Continuations(const Words& context) const {
    std::map<Words, double> result;
    for (auto it = adjusted_.lower_bound(context); it != adjusted_.end(); ++it) {
      if (!std::equal(context.begin(), context.end(), it->first.begin(),
                      it->first.begin() + static_cast<std::ptrdiff_t>(
                                              std::min(context.size(), it->first.size())))) {
        break;
      }
      if (it->first.size() == context.size() + 1) result.insert(*it);
    }
    return result;
  }

  double Total(const Words& context) const {
    double total = 0;
    for (const auto& [ngram, count] : Continuations(context)) total += count;
    return total;
  }

  std::size_t order_;
  std::vector<std::uint64_t> thresholds_;
  std::set<std::string> vocabulary_;  // without <s>
  std::map<Words, double> occurrences_;
  std::map<Words, double> adjusted_;
  std::vector<std::array<double, 4>> discounts_;
};

void ExpectSame(const PlainModel& model, const Oracle& oracle, int order) {
  std::size_t kept = 2;  // <unk> and <s>
  for (const auto& [ngram, count] : oracle.adjusted()) {
    if (!oracle.Kept(ngram)) continue;
    ++kept;
    const auto found = model.entries.find(ngram);
    ASSERT_NE(found, model.entries.end()) << testing::PrintToString(ngram);
    const Words context(ngram.begin(), ngram.end() - 1);
    const double prob = oracle.Prob(context, ngram.back());
    ASSERT_NEAR(found->second.prob / prob, 1.0, 1e-5) << testing::PrintToString(ngram);
    if (static_cast<int>(ngram.size()) == order) continue;
    ASSERT_NEAR(found->second.backoff / oracle.Gamma(ngram), 1.0, 1e-5)
        << testing::PrintToString(ngram);
  }
  EXPECT_EQ(model.entries.size(), kept);
  EXPECT_NEAR(model.entries.at({"<unk>"}).prob / oracle.Prob({}, "<unk>"), 1.0, 1e-5);
  if (order > 1) {
    EXPECT_NEAR(model.entries.at({"<s>"}).backoff / oracle.Gamma({"<s>"}), 1.0, 1e-5);
  }
}

struct ModelCase {
  unsigned seed;
  std::size_t sentences;
  unsigned vocabulary;
  int order;
  std::vector<std::uint64_t> thresholds;
};

class KneserNeyTest : public testing::TestWithParam<ModelCase> {};

TEST_P(KneserNeyTest, AgreesWithTheFormulas) {
  const ModelCase& c = GetParam();
  const Corpus corpus = RandomCorpus(c.seed, c.sentences, c.vocabulary);
  EstimatorOptions options = ToyOptions(c.order);
  options.count_thresholds = c.thresholds;
  const PlainModel model(Estimate(corpus, options));
  ExpectSame(model, Oracle(corpus, c.order, c.thresholds), c.order);
  ExpectSumsOfOne(model, c.order);
  ExpectClosed(model);
}

INSTANTIATE_TEST_SUITE_P(Corpora, KneserNeyTest,
                         testing::Values(ModelCase{1, 200, 30, 1, {}}, ModelCase{2, 200, 30, 2, {}},
                                         ModelCase{3, 200, 30, 3, {}}, ModelCase{4, 200, 30, 4, {}},
                                         ModelCase{5, 200, 30, 5, {}}, ModelCase{6, 60, 8, 6, {}},
                                         ModelCase{7, 400, 300, 3, {}}, ModelCase{8, 10, 4, 4, {}},
                                         ModelCase{9, 3, 2, 5, {}}, ModelCase{10, 1, 5, 3, {}},
                                         ModelCase{11, 300, 12, 4, {0, 0, 1}},
                                         ModelCase{12, 300, 12, 4, {0, 1, 2, 3}},
                                         ModelCase{13, 300, 12, 3, {0, 2}},
                                         ModelCase{14, 300, 12, 3, {0, 1000}}));

TEST(KneserNey, TheSameBytesForAnyMemoryLimit) {
  const Corpus corpus = RandomCorpus(21, 500, 50);
  EstimatorOptions options = ToyOptions(4);
  options.memory_limit = 1 << 24;
  const std::string expected = ArpaText(Estimate(corpus, options));
  for (const std::size_t limit : {0u, 1000u, 4096u, 50000u}) {
    options.memory_limit = limit;
    EXPECT_EQ(ArpaText(Estimate(corpus, options)), expected) << limit;
  }
}

struct DiscountCase {
  std::array<std::uint64_t, 5> counts_of_counts;
  std::array<double, 4> discounts;
  bool fallback;
};

TEST(KneserNey, Discounts) {
  constexpr std::array<double, 4> kFallback = {0, 0.5, 1.0, 1.5};
  const DiscountCase cases[] = {
      {{0, 100, 50, 20, 10}, {0, 0.5, 1.4, 2.0}, false},
      {{0, 100, 50, 20, 0}, {0, 0.5, 1.4, 3.0}, false},  // the upper bound itself
      {{0, 0, 50, 20, 10}, kFallback, true},
      {{0, 100, 0, 20, 10}, kFallback, true},
      {{0, 100, 50, 0, 10}, kFallback, true},
      {{0, 100, 50, 80, 10}, kFallback, true},  // D2 is negative
      {{0, 0, 0, 0, 0}, kFallback, true},
  };
  for (const DiscountCase& c : cases) {
    const Discounts discounts = EstimateDiscounts({.counts_of_counts = c.counts_of_counts});
    EXPECT_EQ(discounts.fallback, c.fallback);
    for (std::size_t k = 1; k <= 3; ++k) {
      EXPECT_NEAR(discounts.of_count[k], c.discounts[k], 1e-12);
    }
  }
}

}  // namespace
}  // namespace calque::training
