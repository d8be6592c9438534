// One table names the plain counts, for writing, reading and adding alike.
#include "detector/batch/statistics.h"

#include <charconv>
#include <cstddef>
#include <optional>

#include "detector/reports/number_format.h"

namespace calque::batch {
namespace {

constexpr std::string_view kTitle = "calque statistics\t1";
constexpr std::string_view kEnd = "end";

struct PlainCount {
  const char* name;
  std::uint64_t Statistics::*count;
};

constexpr PlainCount kPlainCounts[] = {
    {"inputs", &Statistics::inputs}, {"documents", &Statistics::documents},
    {"errors", &Statistics::errors}, {"bytes", &Statistics::bytes},
    {"words", &Statistics::words},   {"repairs", &Statistics::repairs},
    {"hits", &Statistics::hits},
};

void AppendLine(std::string_view key, std::string_view name, std::uint64_t count,
                std::string* out) {
  out->append(key).append("\t");
  if (!name.empty()) out->append(name).append("\t");
  reports::AppendUnsigned(count, out);
  out->push_back('\n');
}

// "name\tcount"
bool ParseNamed(std::string_view value, std::string_view* name, std::uint64_t* count) {
  const std::size_t tab = value.find('\t');
  if (tab == std::string_view::npos) return false;
  *name = value.substr(0, tab);
  return ParseCount(value.substr(tab + 1), count);
}

std::optional<std::size_t> VerdictIndex(std::string_view name) {
  for (std::size_t i = 0; i < 4; ++i) {
    if (name == VerdictName(static_cast<Verdict>(i))) return i;
  }
  return std::nullopt;
}

// "I/N"
bool ParseShard(std::string_view value, ShardStatistics* shard) {
  const std::size_t slash = value.find('/');
  if (slash == std::string_view::npos) return false;
  std::uint64_t index = 0;
  std::uint64_t count = 0;
  if (!ParseCount(value.substr(0, slash), &index) || !ParseCount(value.substr(slash + 1), &count)) {
    return false;
  }
  if (index >= count || count > UINT32_MAX) return false;
  shard->shard = static_cast<std::uint32_t>(index);
  shard->shards = static_cast<std::uint32_t>(count);
  return true;
}

}  // namespace

bool TakeField(std::string_view key, std::string_view line, std::string_view* value) {
  if (!line.starts_with(key) || line.size() == key.size() || line[key.size()] != '\t') return false;
  *value = line.substr(key.size() + 1);
  return true;
}

bool ParseCount(std::string_view text, std::uint64_t* value) {
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, *value);
  return error == std::errc() && at == end && !text.empty();
}

void Statistics::Count(const documents::Document& document, const Report* report) {
  ++documents;
  bytes += document.text.size();
  repairs += document.repairs;
  if (report == nullptr) {
    ++errors;
    return;
  }
  words += report->words;
  hits += report->hits.size();
  repairs += report->invalid_bytes;
  ++verdicts[static_cast<std::size_t>(report->verdict)];
  for (const Hit& hit : report->hits) {
    ++families[static_cast<std::size_t>(hit.family)];
    ++entries[hit.entry];
  }
}

void Statistics::Add(const Statistics& part) {
  for (const PlainCount& plain : kPlainCounts) this->*plain.count += part.*plain.count;
  for (std::size_t i = 0; i < verdicts.size(); ++i) verdicts[i] += part.verdicts[i];
  for (std::size_t i = 0; i < families.size(); ++i) families[i] += part.families[i];
  for (const auto& [entry, count] : part.entries) entries[entry] += count;
}

void AppendStatistics(const Statistics& statistics, std::string* out) {
  for (const PlainCount& plain : kPlainCounts) {
    AppendLine(plain.name, "", statistics.*plain.count, out);
  }
  for (std::size_t i = 0; i < statistics.verdicts.size(); ++i) {
    AppendLine("verdict", VerdictName(static_cast<Verdict>(i)), statistics.verdicts[i], out);
  }
  for (std::size_t i = 0; i < statistics.families.size(); ++i) {
    if (statistics.families[i] == 0) continue;
    AppendLine("family", FamilyName(static_cast<Family>(i)), statistics.families[i], out);
  }
  for (const auto& [entry, count] : statistics.entries) AppendLine("entry", entry, count, out);
}

bool ParseStatisticsLine(std::string_view line, Statistics* statistics) {
  std::string_view value;
  for (const PlainCount& plain : kPlainCounts) {
    if (TakeField(plain.name, line, &value)) return ParseCount(value, &(statistics->*plain.count));
  }
  std::string_view name;
  std::uint64_t count = 0;
  if (TakeField("verdict", line, &value)) {
    if (!ParseNamed(value, &name, &count)) return false;
    const std::optional<std::size_t> verdict = VerdictIndex(name);
    if (verdict) statistics->verdicts[*verdict] = count;
    return verdict.has_value();
  }
  if (TakeField("family", line, &value)) {
    if (!ParseNamed(value, &name, &count)) return false;
    const std::optional<Family> family = ParseFamily(std::string(name));
    if (family) statistics->families[static_cast<std::size_t>(*family)] = count;
    return family.has_value();
  }
  if (!TakeField("entry", line, &value) || !ParseNamed(value, &name, &count)) return false;
  statistics->entries[std::string(name)] = count;
  return true;
}

std::string ShardStatisticsText(const ShardStatistics& shard) {
  std::string text(kTitle);
  text.append("\nrun\t").append(shard.run).append("\nshard\t");
  reports::AppendUnsigned(shard.shard, &text);
  text.push_back('/');
  reports::AppendUnsigned(shard.shards, &text);
  text.push_back('\n');
  AppendStatistics(shard.counts, &text);
  text.append(kEnd).append("\n");
  return text;
}

Result<ShardStatistics> ParseShardStatistics(std::string_view text, const std::string& name) {
  ShardStatistics shard;
  std::size_t number = 0;
  bool ended = false;
  const bool whole = text.ends_with('\n');
  while (!text.empty() && !ended) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    std::string_view value;
    if (number == 1 && line != kTitle) break;
    ended = line == kEnd;
    if (number == 1 || ended) continue;
    bool known = true;
    if (TakeField("run", line, &value)) {
      shard.run = value;
    } else if (TakeField("shard", line, &value)) {
      known = ParseShard(value, &shard);
    } else {
      known = ParseStatisticsLine(line, &shard.counts);
    }
    if (known) continue;
    return Error{ErrorCode::kDataLoss,
                 name + ":" + std::to_string(number) + ": this line is no count of a run."};
  }
  if (whole && ended && text.empty()) return shard;
  return Error{ErrorCode::kDataLoss, name + ": is not a whole statistics file of this version."};
}

}  // namespace calque::batch
