// The rules in the order of the header; each adds to the set of demoted entries.
#include "detector/compiler/demotion.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

#include "calque/detector.h"
#include "detector/compiler/example_check.h"
#include "detector/compiler/source_edit.h"

namespace calque::compiler {
namespace {

class Judge {
 public:
  Judge(const Statistics& statistics, const DemotionLimits& limits)
      : statistics_(statistics), limits_(limits), demoted_(statistics.entries.size()) {
    for (const DomainFigures& domain : statistics.domains) {
      strong_.push_back(domain.strong_hits);
      all_.push_back(domain.hits);
    }
  }

  std::vector<bool> Read() {
    for (std::size_t i = 0; i < demoted_.size(); ++i) {
      if (TooOften(statistics_.entries[i]) || TooWrong(statistics_.entries[i])) Take(i);
    }
    for (std::size_t d = 0; d < all_.size(); ++d) {
      while (TooMany(strong_[d], d, limits_.domain_strong) && TakeWorst(d, true)) {
      }
      while (TooMany(all_[d], d, limits_.domain_all) && TakeWorst(d, false)) {
      }
    }
    while (MedianRate() > limits_.median_all && TakeWorst()) {
    }
    return demoted_;
  }

 private:
  bool TooOften(const EntryFigures& entry) const {
    const double limit = limits_.per_million[static_cast<std::size_t>(entry.strength)];
    return entry.hits > limits_.accidents && PerMillion(entry.hits, statistics_.words) > limit;
  }

  bool TooWrong(const EntryFigures& entry) const {
    return entry.hits >= limits_.precision_hits && entry.precision.value_or(1) < limits_.precision;
  }

  bool TooMany(std::size_t hits, std::size_t domain, double limit) const {
    const std::size_t words = statistics_.domains[domain].words;
    return hits > 1 && words >= limits_.domain_words && PerMillion(hits, words) > limit;
  }

  double MedianRate() const {
    std::vector<double> rates;
    for (std::size_t d = 0; d < all_.size(); ++d) {
      const std::size_t words = statistics_.domains[d].words;
      if (words >= limits_.domain_words) rates.push_back(PerMillion(all_[d], words));
    }
    if (rates.empty()) return 0;
    const auto middle = rates.begin() + (std::ssize(rates) - 1) / 2;
    std::nth_element(rates.begin(), middle, rates.end());
    return *middle;
  }

  static std::size_t HitsIn(const EntryFigures& entry, std::size_t domain) {
    for (const EntryHits& hits : entry.by_domain) {
      if (hits.domain == domain) return hits.hits;
    }
    return 0;
  }

  // What a demoted entry hits from now on is not known, so its hits count as gone; the next
  // measurement tells.
  void Take(std::size_t index) {
    const EntryFigures& entry = statistics_.entries[index];
    demoted_[index] = true;
    for (const EntryHits& hits : entry.by_domain) {
      all_[hits.domain] -= hits.hits;
      if (entry.strength == Strength::kStrong) strong_[hits.domain] -= hits.hits;
    }
  }

  // Demotes the entry for which `hits` is greatest; false when it is zero for all.
  template <typename Hits>
  bool TakeGreatest(const Hits& hits) {
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t i = 0; i < demoted_.size(); ++i) {
      const std::size_t count = demoted_[i] ? 0 : hits(statistics_.entries[i]);
      if (count > most) {
        best = i;
        most = count;
      }
    }
    if (most > 0) Take(best);
    return most > 0;
  }

  bool TakeWorst(std::size_t domain, bool strong_only) {
    return TakeGreatest([&](const EntryFigures& entry) {
      const bool counts = !strong_only || entry.strength == Strength::kStrong;
      return counts ? HitsIn(entry, domain) : 0;
    });
  }
  bool TakeWorst() {
    return TakeGreatest([](const EntryFigures& entry) { return entry.hits; });
  }

  const Statistics& statistics_;
  const DemotionLimits& limits_;
  std::vector<bool> demoted_;
  std::vector<std::size_t> strong_;  // hits of each domain that are left
  std::vector<std::size_t> all_;
};

std::string Below(Strength strength) {
  if (strength == Strength::kWeak) return std::string(kOff);
  return StrengthName(strength == Strength::kStrong ? Strength::kMedium : Strength::kWeak);
}

// "7 hits in 12.0 M honest words (brown 5, vox 2), precision 0.31"
std::string Reason(const Statistics& statistics, const EntryFigures& entry) {
  constexpr std::size_t kNamed = 3;
  char text[96];
  std::snprintf(text, sizeof(text), "%zu hits in %.1f M honest words", entry.hits,
                static_cast<double>(statistics.words) / 1e6);
  std::string reason = text;
  std::vector<EntryHits> domains = entry.by_domain;
  std::stable_sort(domains.begin(), domains.end(),
                   [](const EntryHits& a, const EntryHits& b) { return a.hits > b.hits; });
  for (std::size_t i = 0; i < std::min(kNamed, domains.size()); ++i) {
    reason += (i == 0 ? " (" : ", ") + statistics.domains[domains[i].domain].name + " " +
              std::to_string(domains[i].hits);
  }
  if (!domains.empty()) reason += domains.size() > kNamed ? ", ...)" : ")";
  if (!entry.precision) return reason;
  std::snprintf(text, sizeof(text), ", precision %.2f", *entry.precision);
  return reason + text;
}

Status WriteDemotions(const std::vector<SourceEntry>& entries,
                      const std::vector<Demotion>& demotions) {
  std::map<std::string, const Demotion*> by_id;
  for (const Demotion& demotion : demotions) by_id[demotion.id] = &demotion;
  std::map<std::string, SourceEdits> files;
  for (const SourceEntry& entry : entries) {
    const auto it = by_id.find(entry.id);
    if (it == by_id.end()) continue;
    const std::string before = entry.note.empty() ? "" : entry.note + "; ";
    files[entry.file][entry.line] = {it->second->to, before + it->second->note};
  }
  for (const auto& [file, edits] : files) {
    if (Status written = EditSourceFile(file, edits); !written.ok()) return written;
  }
  return {};
}

}  // namespace

std::vector<Demotion> Demotions(const Statistics& statistics, const DemotionLimits& limits) {
  const std::vector<bool> demoted = Judge(statistics, limits).Read();
  std::vector<Demotion> demotions;
  for (std::size_t i = 0; i < demoted.size(); ++i) {
    if (!demoted[i]) continue;
    const EntryFigures& entry = statistics.entries[i];
    demotions.push_back({entry.id, Below(entry.strength),
                         std::string("demoted from ") + StrengthName(entry.strength) + ": " +
                             Reason(statistics, entry)});
  }
  return demotions;
}

Result<std::vector<Demotion>> Demote(const PackSources& sources,
                                     const std::vector<SourceEntry>& entries,
                                     std::vector<Demotion> demotions) {
  if (Status written = WriteDemotions(entries, demotions); !written.ok()) return written.error();
  const auto pack = CompilePack(sources);
  if (!pack.ok()) return pack.error();
  const auto detector = Detector::OpenBytes(pack->bytes);
  if (!detector.ok()) return detector.error();
  std::vector<Demotion> further;
  for (Demotion& demotion : demotions) {
    const auto entry = std::find_if(pack->entries.begin(), pack->entries.end(),
                                    [&](const SourceEntry& e) { return e.id == demotion.id; });
    const bool doubtful = entry != pack->entries.end() && entry->strength == Strength::kMedium;
    if (!doubtful || Hits(*detector, *entry, entry->hit_example)) continue;
    demotion.to = StrengthName(Strength::kWeak);
    further.push_back(demotion);
    further.back().note = "its example gains too little for medium";
  }
  if (Status written = WriteDemotions(pack->entries, further); !written.ok()) {
    return written.error();
  }
  return demotions;
}

}  // namespace calque::compiler
