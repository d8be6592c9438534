// One input at a time is being written: pieces come in the order of the inputs.
#include "detector/batch/output_folder.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "detector/batch/content_hash.h"
#include "detector/batch/done_marker.h"
#include "detector/batch/input_plan.h"
#include "detector/batch/output_name.h"

namespace calque::batch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMarkerFolder = "/.calque/";
constexpr std::string_view kMarkerEnding = ".done";

std::string FolderOf(const std::string& path) { return fs::path(path).parent_path().string(); }

std::optional<DoneMarker> ReadMarker(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return ParseDoneMarker(text);
}

// A file that is not there is removed already.
Status Remove(const std::string& path) {
  if (unlink(path.c_str()) == 0 || errno == ENOENT || errno == ENOTDIR) return {};
  return Error{ErrorCode::kIo, path + ": cannot be removed: " + std::strerror(errno)};
}

Status WriteFile(const std::string& path, std::string_view text, Durability durability) {
  if (Status made = MakeFolders(FolderOf(path)); !made.ok()) return made;
  Result<Output> output = Output::Open(path);
  if (!output.ok()) return output.error();
  if (Status written = output->Write(text); !written.ok()) return written;
  return output->Finish(durability);
}

void RemoveTemporariesOf(const std::vector<std::string>& paths) {
  std::map<std::string, std::set<std::string>> names;  // by folder
  for (const std::string& path : paths) {
    names[FolderOf(path)].insert(fs::path(path).filename().string());
  }
  for (const auto& [folder, files] : names) RemoveLeftovers(folder, files);
}

}  // namespace

Result<OutputFolder> OutputFolder::Open(FolderOptions options,
                                        const std::vector<std::string>& inputs) {
  OutputFolder folder(std::move(options));
  if (Status made = MakeFolders(folder.options_.folder); !made.ok()) return made.error();
  if (Status planned = folder.Plan(inputs); !planned.ok()) return planned.error();
  if (Status removed = Remove(folder.StatisticsPath()); !removed.ok()) return removed.error();
  if (folder.options_.resume) folder.LeaveOutDone();
  folder.stamps_.resize(folder.inputs_.size());
  return folder;
}

Status OutputFolder::Plan(const std::vector<std::string>& inputs) {
  Result<InputPlan> plan = PlanInputs(inputs, options_.folder, options_.extension);
  if (!plan.ok()) return plan.error();
  warnings_ = std::move(plan->warnings);
  inputs_ = std::move(plan->inputs);
  std::erase_if(inputs_, [&](const std::string& input) {
    return ShardOf(input, options_.shards) != options_.shard;
  });
  std::vector<std::string> files = {StatisticsPath()};
  for (const std::string& input : inputs_) {
    files.push_back(OutputPath(input));
    files.push_back(MarkerPath(input));
  }
  RemoveTemporariesOf(files);
  return {};
}

void OutputFolder::LeaveOutDone() {
  const auto is_done = [&](const std::string& input) {
    const std::optional<DoneMarker> marker = ReadMarker(MarkerPath(input));
    const bool done = marker && marker->run == options_.run &&
                      marker->input == PercentEscaped(input) && IsStill(marker->read, input) &&
                      IsStill(marker->written, OutputPath(input));
    if (done) counts_.Add(marker->counts);
    return done;
  };
  done_before_ = std::erase_if(inputs_, is_done);
}

std::string OutputFolder::OutputPath(const std::string& input) const {
  return options_.folder + "/" + OutputName(input, options_.extension);
}

std::string OutputFolder::MarkerPath(const std::string& input) const {
  return options_.folder + std::string(kMarkerFolder) +
         OutputName(input, options_.extension + std::string(kMarkerEnding));
}

std::string OutputFolder::StatisticsPath() const {
  const std::string name = options_.shards == 1 ? "all"
                                                : std::to_string(options_.shard) + "-of-" +
                                                      std::to_string(options_.shards);
  return options_.folder + "/" + name + std::string(kStatisticsEnding);
}

bool OutputFolder::Take(const Piece& piece) {
  if (!begun_) {
    begun_ = true;
    current_ = {};
    if (Status begun = Begin(inputs_[piece.input]); !begun.ok()) GiveUp(begun.error());
  }
  if (file_) {
    current_.Add(piece.counts);
    if (Status written = file_->Write(piece.results); !written.ok()) GiveUp(written.error());
  }
  if (piece.last) {
    begun_ = false;
    if (file_) {
      if (Status ended = End(piece.input); !ended.ok()) GiveUp(ended.error());
      file_.reset();
    }
  }
  return errors_.empty() || errors_.back().code != ErrorCode::kResourceExhausted;
}

void OutputFolder::GiveUp(const Error& error) {
  file_.reset();
  errors_.push_back(error);
}

Status OutputFolder::Begin(const std::string& input) {
  if (Status removed = Remove(MarkerPath(input)); !removed.ok()) return removed;
  const std::string path = OutputPath(input);
  if (Status made = MakeFolders(FolderOf(path)); !made.ok()) return made;
  Result<ResultFile> file = ResultFile::Open(path, options_.frame);
  if (!file.ok()) return file.error();
  file_ = *std::move(file);
  return {};
}

// What could not be read has no identity and gets no marker: the next run tries again.
Status OutputFolder::End(std::size_t input) {
  const std::string& path = inputs_[input];
  std::optional<FileIdentity> read;
  if (stamps_[input]) {
    const Result<std::string> hash = HashOfFile(path);
    if (StampOf(path) != stamps_[input]) {
      return Error{ErrorCode::kIo, PercentEscaped(path) +
                                       ": was changed while it was read, and is left for the "
                                       "next run"};
    }
    if (hash.ok()) read = FileIdentity{*stamps_[input], *hash};
  }
  if (Status finished = file_->Finish(); !finished.ok()) return finished;
  if (read) {
    if (Status marked = Mark(path, *read); !marked.ok()) return marked;
  }
  counts_.Add(current_);
  return {};
}

// A marker that a crash of the machine takes along costs time only.
Status OutputFolder::Mark(const std::string& input, const FileIdentity& read) const {
  const std::string output = OutputPath(input);
  const FileIdentity written{StampOf(output).value_or(FileStamp()), file_->hash()};
  const DoneMarker marker{PercentEscaped(input), read, written, options_.run, current_};
  return WriteFile(MarkerPath(input), DoneMarkerText(marker), Durability::kMayBeLost);
}

Status OutputFolder::Finish() {
  if (!errors_.empty()) return {};
  const ShardStatistics shard{options_.run, options_.shard, options_.shards, counts_};
  return WriteFile(StatisticsPath(), ShardStatisticsText(shard), Durability::kOnDisk);
}

}  // namespace calque::batch
