// The statistics of entries as text: TSV for programs, a summary for people. The same counts
// give the same bytes.
#ifndef CALQUE_DETECTOR_COMPILER_STATISTICS_TABLE_H_
#define CALQUE_DETECTOR_COMPILER_STATISTICS_TABLE_H_

#include <string>

#include "detector/compiler/entry_statistics.h"

namespace calque::compiler {

// A header row, then one entry a line in the order of the dictionary. Rates are per million
// words. `domains` lists those with hits as name=rate, `gains` the
// gains of the honest hits, greatest first, | between; the last four columns are empty without
// rewritten text, the precision is so without any hit.
//
//   id family strength candidates hits candidates_per_million hits_per_million worst_domain
//   worst_per_million domains gains rewritten_hits rewritten_per_million precision precision_low
std::string StatisticsTsv(const Statistics& statistics);

// Totals by domain, by family and strength, then the `worst` entries with most hits.
std::string StatisticsSummary(const Statistics& statistics, std::size_t worst);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_STATISTICS_TABLE_H_
