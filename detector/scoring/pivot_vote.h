// Which language did a text come through? Every pivot leak names one, and so does every
// hit of an entry that is typical of one. Bayes' rule over the languages and "none":
//
//   P(a hit names L | pivot L) = t + (1 - t) q(L),   else (1 - t) q(L)
//
// q(L) is how often a hit names L when there is no pivot: the share of L among such
// entries of the dictionary, the same for all languages with leaks. t is how much a hit
// can be trusted: a leak nearly always, an entry sometimes, as languages share idioms.
#ifndef CALQUE_DETECTOR_SCORING_PIVOT_VOTE_H_
#define CALQUE_DETECTOR_SCORING_PIVOT_VOTE_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "detector/dictionary/dictionary.h"

namespace calque::scoring {

// The languages that entries name, with their shares.
using PivotShares = std::map<std::string, double, std::less<>>;
PivotShares SharesOf(const dictionary::Dictionary& dictionary);

// What names a language in one text; entries count once.
struct PivotEvidence {
  std::vector<std::string_view> entries;  // languages of the different entries that hit
  std::vector<std::string_view> leaks;    // languages of the leaks
};

// Empty unless one language is far more probable than all else together.
std::optional<Pivot> Vote(const PivotShares& shares, const PivotEvidence& evidence);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_PIVOT_VOTE_H_
