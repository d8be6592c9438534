// Counts by domain while texts come in; small domains are put together at the end, when
// their sizes are known.
#include "detector/compiler/entry_statistics.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "detector/scoring/calibration.h"

namespace calque::compiler {
namespace {

// A domain's name as it may stand in a table cell or a note: printable ASCII, not too long.
std::string PlainName(std::string_view name) {
  std::string plain(name.substr(0, 40));
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return c <= ' ' || c > '~'; }, '_');
  return plain;
}

// Wilson's lower bound of a proportion, one-sided, 95 %.
double LowerBound(double successes, double trials) {
  constexpr double kZ = 1.6448536269514722;
  const double share = successes / trials;
  const double z2 = kZ * kZ / trials;
  const double spread = kZ * std::sqrt((share * (1 - share) + z2 / 4) / trials);
  return std::max(0.0, (share + z2 / 2 - spread) / (1 + z2));
}

// From the share of an entry's hits that fell into the rewritten words at hand to the
// share that would if texts came with the prior.
double Reweigh(double share, std::size_t rewritten_words, std::size_t words) {
  const double rewritten = scoring::kPrior * share / static_cast<double>(rewritten_words);
  const double honest = (1 - scoring::kPrior) * (1 - share) / static_cast<double>(words);
  return rewritten / (rewritten + honest);
}

void FillPrecision(const Statistics& s, EntryFigures* entry) {
  const std::size_t hits = entry->hits + entry->rewritten_hits;
  if (hits == 0 || s.words == 0 || s.rewritten_words == 0) return;
  const auto right = static_cast<double>(entry->rewritten_hits);
  const auto all = static_cast<double>(hits);
  entry->precision = Reweigh(right / all, s.rewritten_words, s.words);
  entry->precision_bound = Reweigh(LowerBound(right, all), s.rewritten_words, s.words);
}

}  // namespace

double PerMillion(std::size_t count, std::size_t words) {
  return words == 0 ? 0 : 1e6 * static_cast<double>(count) / static_cast<double>(words);
}

const EntryHits* WorstDomain(const Statistics& statistics, const EntryFigures& entry) {
  const auto rate = [&](const EntryHits& hits) {
    return PerMillion(hits.hits, statistics.domains[hits.domain].words);
  };
  const auto worst =
      std::max_element(entry.by_domain.begin(), entry.by_domain.end(),
                       [&](const auto& a, const auto& b) { return rate(a) < rate(b); });
  return worst == entry.by_domain.end() ? nullptr : &*worst;
}

EntryStatistics::EntryStatistics(const Analyzer& analyzer)
    : analyzer_(analyzer),
      candidates_(analyzer.dictionaries().front().entry_count()),
      gains_(analyzer.dictionaries().front().entry_count()),
      rewritten_hits_(analyzer.dictionaries().front().entry_count()) {
  for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
    entries_.emplace(analyzer.dictionaries().front().EntryId(i), i);
  }
}

// The rules of scoring/structure.h hit, too, but are no entries.
std::optional<std::uint32_t> EntryStatistics::EntryOf(const Hit& hit) const {
  const auto it = entries_.find(hit.entry);
  if (it == entries_.end()) return std::nullopt;
  return it->second;
}

void EntryStatistics::AddHonest(std::string_view text, std::string_view file,
                                std::string_view domain) {
  const Report report = analyzer_.Analyze(text, Mode::kStrict, &found_).report;
  Tally& tally = honest_[PlainName(domain.empty() ? file : domain)];
  tally.file = PlainName(file);
  tally.total.words += report.words;
  for (const std::uint32_t entry : found_) ++candidates_[entry];
  for (const Hit& hit : report.hits) {
    ++tally.total.hits;
    tally.total.strong_hits += hit.strength == Strength::kStrong ? 1 : 0;
    const auto entry = EntryOf(hit);
    if (!entry) continue;
    ++tally.hits[*entry];
    gains_[*entry].push_back(hit.gain);
  }
}

void EntryStatistics::AddRewritten(std::string_view text) {
  const Report report = analyzer_.Analyze(text, Mode::kStrict).report;
  rewritten_words_ += report.words;
  for (const Hit& hit : report.hits) {
    if (const auto entry = EntryOf(hit)) ++rewritten_hits_[*entry];
  }
}

std::map<std::string, EntryStatistics::Tally> EntryStatistics::Domains() const {
  std::map<std::string, Tally> domains;
  for (const auto& [name, tally] : honest_) {
    const bool large = tally.total.words >= kMinDomainWords;
    Tally& sum = domains[large ? name : tally.file];
    sum.total.words += tally.total.words;
    sum.total.hits += tally.total.hits;
    sum.total.strong_hits += tally.total.strong_hits;
    for (const auto& [entry, hits] : tally.hits) sum.hits[entry] += hits;
  }
  return domains;
}

Statistics EntryStatistics::Sum() const {
  Statistics sum;
  sum.rewritten_words = rewritten_words_;
  for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
    EntryFigures entry;
    entry.id = analyzer_.dictionaries().front().EntryId(i);
    entry.family = analyzer_.dictionaries().front().EntryFamily(i);
    entry.strength = analyzer_.dictionaries().front().EntryStrength(i);
    entry.candidates = candidates_[i];
    entry.gains = gains_[i];
    std::sort(entry.gains.begin(), entry.gains.end(), std::greater<>());
    entry.rewritten_hits = rewritten_hits_[i];
    sum.entries.push_back(std::move(entry));
  }
  for (const auto& [name, tally] : Domains()) {
    for (const auto& [entry, hits] : tally.hits) {
      sum.entries[entry].hits += hits;
      sum.entries[entry].by_domain.push_back({sum.domains.size(), hits});
    }
    sum.words += tally.total.words;
    sum.domains.push_back(tally.total);
    sum.domains.back().name = name;
  }
  for (EntryFigures& entry : sum.entries) FillPrecision(sum, &entry);
  return sum;
}

}  // namespace calque::compiler
