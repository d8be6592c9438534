// calque stats: what all shards of a run have counted together.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "detector/batch/output.h"
#include "detector/batch/statistics.h"
#include "detector/cli/command.h"
#include "detector/reports/number_format.h"

namespace calque::cli {
namespace {

struct StatsFlags {
  std::vector<std::string> files;
  std::string output;
  std::size_t top = 20;
};

Result<batch::ShardStatistics> ReadShard(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::kNotFound, path + ": cannot be opened."};
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return batch::ParseShardStatistics(text, path);
}

std::string NameOf(const batch::ShardStatistics& shard) {
  return std::to_string(shard.shard) + "/" + std::to_string(shard.shards);
}

// Adds up the shards of one run; nothing may be counted twice. The result is the whole
// run when no shard is missing.
class Merger {
 public:
  Status Add(const batch::ShardStatistics& shard, const std::string& path) {
    if (seen_.empty()) {
      merged_.run = shard.run;
      shards_ = shard.shards;
    }
    if (shard.shards != shards_) {
      return Error{
          ErrorCode::kInvalidArgument,
          path + ": is shard " + NameOf(shard) + ", the others are of " + std::to_string(shards_)};
    }
    if (shard.run != merged_.run) {
      return Error{ErrorCode::kInvalidArgument,
                   path + ": was made with other options, another pack or another version:\n  " +
                       shard.run + "\n  " + merged_.run};
    }
    const auto [other, fresh] = seen_.emplace(shard.shard, path);
    if (!fresh) {
      return Error{ErrorCode::kInvalidArgument,
                   path + ": is shard " + NameOf(shard) + ", as is " + other->second};
    }
    merged_.counts.Add(shard.counts);
    return {};
  }

  const batch::ShardStatistics& merged() const { return merged_; }

  void WarnOfMissing() const {
    for (std::uint32_t i = 0; i < shards_; ++i) {
      if (seen_.contains(i)) continue;
      std::fprintf(stderr, "calque: shard %u/%u is missing: these are no totals of the run\n", i,
                   shards_);
    }
  }
  bool complete() const { return seen_.size() == shards_; }

 private:
  batch::ShardStatistics merged_;
  std::uint32_t shards_ = 1;
  std::map<std::uint32_t, std::string> seen_;  // paths by shard
};

void PrintRow(const std::string& name, std::uint64_t count, std::uint64_t of) {
  std::string number;
  reports::AppendGrouped(count, &number);
  std::string share;
  if (of > 0) {
    reports::AppendFixed(100 * static_cast<double>(count) / static_cast<double>(of), 2, &share);
    share += " %";
  }
  std::printf("%-32s %18s %10s\n", name.c_str(), number.c_str(), share.c_str());
}

// The most frequent first; the order of the ids between equals.
std::vector<std::pair<std::string, std::uint64_t>> TopEntries(const batch::Statistics& counts,
                                                              std::size_t top) {
  std::vector<std::pair<std::string, std::uint64_t>> entries(counts.entries.begin(),
                                                             counts.entries.end());
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  entries.resize(std::min(entries.size(), top));
  return entries;
}

void PrintTable(const batch::Statistics& counts, std::size_t top) {
  PrintRow("inputs", counts.inputs, 0);
  PrintRow("documents", counts.documents, 0);
  for (std::size_t i = 0; i < counts.verdicts.size(); ++i) {
    PrintRow(std::string("  ") + VerdictName(static_cast<Verdict>(i)), counts.verdicts[i],
             counts.documents);
  }
  PrintRow("  errors", counts.errors, counts.documents);
  PrintRow("bytes of text", counts.bytes, 0);
  PrintRow("words", counts.words, 0);
  PrintRow("repairs", counts.repairs, 0);
  PrintRow("hits", counts.hits, 0);
  for (std::size_t i = 0; i < counts.families.size(); ++i) {
    PrintRow(std::string("  ") + FamilyName(static_cast<Family>(i)), counts.families[i],
             counts.hits);
  }
  for (const auto& [entry, count] : TopEntries(counts, top)) {
    PrintRow("  " + entry, count, counts.hits);
  }
}

Status WriteMerged(const batch::ShardStatistics& merged, const std::string& path) {
  auto output = batch::Output::Open(path);
  if (!output.ok()) return output.error();
  if (Status s = output->Write(batch::ShardStatisticsText(merged)); !s.ok()) return s;
  return output->Finish();
}

int Stats(const StatsFlags& flags) {
  Merger merger;
  for (const std::string& path : flags.files) {
    const auto shard = ReadShard(path);
    if (!shard.ok()) return Fail(shard.error());
    if (Status added = merger.Add(*shard, path); !added.ok()) return Fail(added.error());
  }
  merger.WarnOfMissing();
  if (flags.output.empty()) {
    PrintTable(merger.merged().counts, flags.top);
    return kExitDone;
  }
  if (!merger.complete()) {
    return Fail({ErrorCode::kInvalidArgument, flags.output + ": only whole runs are written"});
  }
  const Status written = WriteMerged(merger.merged(), flags.output);
  return written.ok() ? kExitDone : Fail(written.error());
}

}  // namespace

void AddStatsCommand(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "stats", "Add up the statistics that the shards of a scan have left in --output-dir");
  const auto flags = std::make_shared<StatsFlags>();
  command->add_option("files", flags->files, "Statistics files (.stats)")->required();
  command->add_option("--top", flags->top, "Print the N most frequent entries (default 20)")
      ->type_name("N");
  command
      ->add_option("-o,--output", flags->output,
                   "Write the sum as a statistics file instead of printing a table")
      ->type_name("FILE");
  command->footer(
      "Shards of one run only: a shard given twice, or made with other options, is an error.\n"
      "Example:\n  calque stats results/*-of-4.stats");
  command->callback([action, flags] { *action = [flags] { return Stats(*flags); }; });
}

}  // namespace calque::cli
