// Plain printf: fixed precision, no locale is ever set.
#include "detector/compiler/statistics_table.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace calque::compiler {
namespace {

template <typename... Args>
std::string Text(const char* format, Args... args) {
  char text[256];
  std::snprintf(text, sizeof(text), format, args...);
  return text;
}

std::string DomainList(const Statistics& s, const EntryFigures& entry) {
  std::string list;
  for (const EntryHits& hits : entry.by_domain) {
    const DomainFigures& domain = s.domains[hits.domain];
    if (!list.empty()) list += '|';
    list += domain.name + Text("=%.3f", PerMillion(hits.hits, domain.words));
  }
  return list;
}

std::string GainList(const EntryFigures& entry) {
  std::string list;
  for (const double gain : entry.gains) list += Text(list.empty() ? "%.1f" : "|%.1f", gain);
  return list;
}

std::string Row(const Statistics& s, const EntryFigures& entry) {
  std::string row = entry.id + '\t' + FamilyName(entry.family) + '\t' +
                    StrengthName(entry.strength) +
                    Text("\t%zu\t%zu\t%.3f\t%.3f\t", entry.candidates, entry.hits,
                         PerMillion(entry.candidates, s.words), PerMillion(entry.hits, s.words));
  if (const EntryHits* worst = WorstDomain(s, entry)) {
    const DomainFigures& domain = s.domains[worst->domain];
    row += domain.name + Text("\t%.3f\t", PerMillion(worst->hits, domain.words));
  } else {
    row += "\t0.000\t";
  }
  row += DomainList(s, entry) + '\t' + GainList(entry);
  if (s.rewritten_words == 0) return row + "\t\t\t\t\n";
  row += Text("\t%zu\t%.3f\t", entry.rewritten_hits,
              PerMillion(entry.rewritten_hits, s.rewritten_words));
  if (!entry.precision) return row + "\t\n";
  return row + Text("%.4f\t%.4f\n", *entry.precision, entry.precision_bound);
}

// Sums over entries of one family or strength.
struct Group {
  std::size_t entries = 0;
  std::size_t candidates = 0;
  std::size_t hits = 0;
  std::size_t rewritten_hits = 0;

  void Add(const EntryFigures& entry) {
    ++entries;
    candidates += entry.candidates;
    hits += entry.hits;
    rewritten_hits += entry.rewritten_hits;
  }
};

std::string GroupRow(const Statistics& s, const char* name, const Group& g) {
  return Text("%-12s %7zu %12.2f %10.3f %12.2f\n", name, g.entries,
              PerMillion(g.candidates, s.words), PerMillion(g.hits, s.words),
              PerMillion(g.rewritten_hits, s.rewritten_words));
}

std::string DomainRows(const Statistics& s) {
  std::string out =
      Text("%-42s %10s %9s %9s %9s\n", "honest domain", "words", "hits/1000", "strong", "strong/M");
  for (const DomainFigures& d : s.domains) {
    out +=
        Text("%-42s %10zu %9.3f %9zu %9.2f\n", d.name.c_str(), d.words,
             PerMillion(d.hits, d.words) / 1000, d.strong_hits, PerMillion(d.strong_hits, d.words));
  }
  return out;
}

std::string GroupRows(const Statistics& s) {
  std::array<Group, kFamilyCount> families{};
  std::array<Group, 3> strengths{};
  for (const EntryFigures& entry : s.entries) {
    families[static_cast<std::size_t>(entry.family)].Add(entry);
    strengths[static_cast<std::size_t>(entry.strength)].Add(entry);
  }
  std::string out = Text("%-12s %7s %12s %10s %12s\n", "per million", "entries", "candidates",
                         "hits", "rewritten");
  for (std::size_t i = 0; i < families.size(); ++i) {
    out += GroupRow(s, FamilyName(static_cast<Family>(i)), families[i]);
  }
  for (std::size_t i = strengths.size(); i-- > 0;) {
    out += GroupRow(s, StrengthName(static_cast<Strength>(i)), strengths[i]);
  }
  return out;
}

std::string WorstRow(const Statistics& s, const EntryFigures& entry) {
  const EntryHits* worst = WorstDomain(s, entry);
  std::string row = Text("%-22s %-11s %-7s %10zu %7zu %10.3f", entry.id.c_str(),
                         FamilyName(entry.family), StrengthName(entry.strength), entry.candidates,
                         entry.hits, PerMillion(entry.hits, s.words));
  row += entry.precision ? Text(" %9.3f %6.3f", *entry.precision, entry.precision_bound)
                         : Text(" %9s %6s", "-", "-");
  return row + Text("  %s %.2f\n", s.domains[worst->domain].name.c_str(),
                    PerMillion(worst->hits, s.domains[worst->domain].words));
}

}  // namespace

std::string StatisticsTsv(const Statistics& statistics) {
  std::string out =
      "id\tfamily\tstrength\tcandidates\thits\tcandidates_per_million\thits_per_million\t"
      "worst_domain\tworst_per_million\tdomains\tgains\trewritten_hits\trewritten_per_million\t"
      "precision\tprecision_low\n";
  for (const EntryFigures& entry : statistics.entries) out += Row(statistics, entry);
  return out;
}

std::string StatisticsSummary(const Statistics& statistics, std::size_t worst) {
  std::vector<const EntryFigures*> entries;
  for (const EntryFigures& entry : statistics.entries) {
    if (entry.hits > 0) entries.push_back(&entry);
  }
  // A hit of a strong entry convicts more than one of a weak one, so it stands first.
  std::stable_sort(entries.begin(), entries.end(), [](const auto* a, const auto* b) {
    return a->strength != b->strength ? a->strength > b->strength : a->hits > b->hits;
  });
  std::string out = DomainRows(statistics) + '\n' + GroupRows(statistics) + '\n';
  out += Text("%-22s %-11s %-7s %10s %7s %10s %9s %6s  %s\n", "worst entries", "family", "strength",
              "candidates", "hits", "hits/M", "precision", "low", "worst domain, hits/M");
  std::array<std::size_t, 3> shown{};
  for (const EntryFigures* entry : entries) {
    if (++shown[static_cast<std::size_t>(entry->strength)] <= worst) {
      out += WorstRow(statistics, *entry);
    }
  }
  return out;
}

}  // namespace calque::compiler
