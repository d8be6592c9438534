// A run that writes one output for each input into a folder, and can be killed at any
// moment: what is there under its name is complete, and what has a marker need not be
// done again.
//
//   DIR/<OutputName(input)>            the results of one input
//   DIR/.calque/<...>.done             its marker, see done_marker.h
//   DIR/all.stats, DIR/0-of-4.stats    what the whole run, or this shard of it, counted;
//                                      there only when all of it is done
//
// The order of every input: its marker goes, the output is written under no name or a
// temporary one, flushed, renamed, its folder flushed, and the marker comes. Killed
// between any two steps, the next run with `resume` finds no marker, or one whose input,
// output or options are no longer the same, and does that input again. The bytes are
// the same either way.
#ifndef CALQUE_DETECTOR_BATCH_OUTPUT_FOLDER_H_
#define CALQUE_DETECTOR_BATCH_OUTPUT_FOLDER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calque/result.h"
#include "detector/batch/file_identity.h"
#include "detector/batch/result_file.h"
#include "detector/batch/scanner.h"
#include "detector/batch/statistics.h"

namespace calque::batch {

struct FolderOptions {
  std::string folder;
  std::string extension;  // of the outputs, ".jsonl.gz"; empty: those of the inputs
  Frame frame;
  std::string run;      // all that shapes the outputs, on one line; see done_marker.h
  bool resume = false;  // leave out what is done
  std::uint32_t shard = 0;
  std::uint32_t shards = 1;
};

class OutputFolder {
 public:
  // Plans the run over the inputs of the shard (see PlanInputs) and removes what killed
  // runs have left.
  static Result<OutputFolder> Open(FolderOptions options, const std::vector<std::string>& inputs);

  // What is to be scanned, for Scanner::Run with by_input; the index there is the one of
  // Before and Take.
  const std::vector<std::string>& inputs() const { return inputs_; }
  std::size_t done_before() const { return done_before_; }
  const std::vector<std::string>& warnings() const { return warnings_; }

  // To be called before input number `input` is opened.
  void Before(std::size_t input) { stamps_[input] = StampOf(inputs_[input]); }

  // Writes a piece. An input whose output cannot be written, or that was changed while
  // it was read, is given up and kept in errors(); false when going on makes no sense
  // (the disk is full).
  bool Take(const Piece& piece);

  // Once all inputs were taken: the statistics, unless there are errors.
  Status Finish();

  const std::vector<Error>& errors() const { return errors_; }
  // Of what is done, in this run or before.
  const Statistics& counts() const { return counts_; }

 private:
  explicit OutputFolder(FolderOptions options) : options_(std::move(options)) {}
  Status Plan(const std::vector<std::string>& inputs);
  void LeaveOutDone();
  Status RemoveStatistics() const;
  Status Begin(const std::string& input);
  Status End(std::size_t input);
  Status Mark(const std::string& input, const FileIdentity& read) const;
  void GiveUp(const Error& error);
  std::string OutputPath(const std::string& input) const;
  std::string MarkerPath(const std::string& input) const;
  std::string StatisticsPath() const;

  FolderOptions options_;
  std::vector<std::string> inputs_;
  std::vector<std::optional<FileStamp>> stamps_;  // as the inputs were opened
  std::vector<std::string> warnings_;
  std::size_t done_before_ = 0;
  bool begun_ = false;              // an input is under way
  std::optional<ResultFile> file_;  // its output; empty: given up
  Statistics current_;              // its counts
  Statistics counts_;
  std::vector<Error> errors_;
};

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_OUTPUT_FOLDER_H_
