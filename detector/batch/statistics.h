// What a run counted, in a form that can be added up: by thread, by input, by shard.
// Sums do not depend on how the inputs were split, so merging the statistics of all
// shards gives those of one run over everything.
//
// As text, one count a line, tab-separated, always in this order; what was never
// seen has no line below `family` and `entry`:
//
//   inputs     40
//   documents  1204          errors included
//   errors     2
//   bytes      56700000      of text
//   words      9120000
//   repairs    0             bad bytes and surrogates replaced or skipped
//   hits       310
//   verdict    clean  1190   ... one line for each verdict
//   family     name   12     hits of a family
//   entry      en/names/0042  3
#ifndef CALQUE_DETECTOR_BATCH_STATISTICS_H_
#define CALQUE_DETECTOR_BATCH_STATISTICS_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/documents/document.h"

namespace calque::batch {

struct Statistics {
  std::uint64_t inputs = 0;
  std::uint64_t documents = 0;
  std::uint64_t errors = 0;
  std::uint64_t bytes = 0;
  std::uint64_t words = 0;
  std::uint64_t repairs = 0;
  std::uint64_t hits = 0;
  std::array<std::uint64_t, 4> verdicts{};  // by Verdict
  std::array<std::uint64_t, kFamilyCount> families{};
  std::map<std::string, std::uint64_t> entries;  // hits by id of the dictionary entry

  // `report` is null when the document could not be read.
  void Count(const documents::Document& document, const Report* report);
  void Add(const Statistics& part);
  std::uint64_t Of(Verdict verdict) const { return verdicts[static_cast<std::size_t>(verdict)]; }
  friend bool operator==(const Statistics&, const Statistics&) = default;
};

void AppendStatistics(const Statistics& statistics, std::string* out);

// Takes a line of that text, without its end; false when it is none.
bool ParseStatisticsLine(std::string_view line, Statistics* statistics);

// The statistics of one shard of a run, as they lie in a file:
//
//   calque statistics  1
//   run    OPTIONS           see OutputFolder
//   shard  0/4
//   ...                      the counts
//   end
struct ShardStatistics {
  std::string run;
  std::uint32_t shard = 0;
  std::uint32_t shards = 1;
  Statistics counts;
};

std::string ShardStatisticsText(const ShardStatistics& shard);
// `name` stands in errors.
Result<ShardStatistics> ParseShardStatistics(std::string_view text, const std::string& name);

// The rest of `line` behind `key` and a tab; false when it begins otherwise.
bool TakeField(std::string_view key, std::string_view line, std::string_view* value);
bool ParseCount(std::string_view text, std::uint64_t* value);

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_STATISTICS_H_
