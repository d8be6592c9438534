// What every dictionary entry does on real text: how often it stands there (candidates), how
// often the language model confirms it (hits), in honest prose domain by domain and in
// rewritten text, and which share of its hits is right.
//
// precision = p*r / (p*r + (1-p)*c), where r and c are its hits per word of rewritten and of
// honest text and p is the prior share of rewritten texts (scoring::kPrior). Given the sum of
// both counts, the count in rewritten text is binomial (Przyborowski and Wilenski 1940), so
// Wilson's score bound (1927) on that share gives the lower bound of the precision.
#ifndef CALQUE_DETECTOR_COMPILER_ENTRY_STATISTICS_H_
#define CALQUE_DETECTOR_COMPILER_ENTRY_STATISTICS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "detector/analyzer.h"

namespace calque::compiler {

// A domain of honest prose.
struct DomainFigures {
  std::string name;
  std::size_t words = 0;
  std::size_t hits = 0;  // of all entries and rules
  std::size_t strong_hits = 0;
};

struct EntryHits {
  std::size_t domain = 0;  // index in Statistics::domains
  std::size_t hits = 0;
};

struct EntryFigures {
  std::string id;
  Family family = Family::kSynonym;
  Strength strength = Strength::kWeak;
  std::size_t candidates = 0;  // in honest prose
  std::size_t hits = 0;
  std::vector<EntryHits> by_domain;  // domains with hits, in their order
  std::vector<double> gains;         // of the hits in honest prose, greatest first
  std::size_t rewritten_hits = 0;
  // Absent without rewritten text or without any hit.
  std::optional<double> precision;
  double precision_bound = 0;  // one-sided, 95 %
};

struct Statistics {
  std::vector<DomainFigures> domains;  // ordered by name
  std::vector<EntryFigures> entries;   // in the order of the dictionary
  std::size_t words = 0;               // of honest prose
  std::size_t rewritten_words = 0;
};

double PerMillion(std::size_t count, std::size_t words);

// The entry's domain with most hits per word; null when it has none.
const EntryHits* WorstDomain(const Statistics& statistics, const EntryFigures& entry);

class EntryStatistics {
 public:
  explicit EntryStatistics(const Analyzer& analyzer);

  // `file` names the domain when `domain` is empty or too small to say anything.
  void AddHonest(std::string_view text, std::string_view file, std::string_view domain);
  void AddRewritten(std::string_view text);

  // Domains of fewer words than this are counted with their file.
  static constexpr std::size_t kMinDomainWords = 200'000;
  Statistics Sum() const;

 private:
  struct Tally {
    std::string file;
    DomainFigures total;
    std::map<std::uint32_t, std::size_t> hits;  // by entry
  };
  std::optional<std::uint32_t> EntryOf(const Hit& hit) const;
  std::map<std::string, Tally> Domains() const;

  const Analyzer& analyzer_;
  std::map<std::string, std::uint32_t, std::less<>> entries_;  // by id
  std::map<std::string, Tally> honest_;
  std::vector<std::size_t> candidates_;  // by entry
  std::vector<std::vector<double>> gains_;
  std::vector<std::size_t> rewritten_hits_;
  std::size_t rewritten_words_ = 0;
  std::vector<std::uint32_t> found_;  // scratch: candidates of one text
};

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_ENTRY_STATISTICS_H_
