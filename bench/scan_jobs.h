// The jobs of peers_bench with those who do them, Calque first in each.
#ifndef CALQUE_BENCH_SCAN_JOBS_H_
#define CALQUE_BENCH_SCAN_JOBS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/contestant.h"
#include "calque/result.h"

namespace calque::bench {

class ScanJobs {
 public:
  // The jobs whose names begin with `wanted`, with the files of `folder`.
  static Result<ScanJobs> Open(const std::string& folder, std::string_view wanted);

  // They refer to this.
  std::vector<Contestant> TakeContestants() { return std::move(contestants_); }
  double megabytes() const { return static_cast<double>(text_->size()) / 1e6; }

 private:
  // Words as models know them, one sentence after another.
  struct Words {
    std::string folded;
    std::vector<std::string_view> words;
    std::vector<std::size_t> ends;  // of sentences
  };

  void Add(std::string job, Contestant contestant);
  void AddFloor(const std::string& path);
  Status AddPhrases(std::size_t count);
  Status AddModels(int order);
  Status AddVerdict();
  void CutWords();
  bool Wants(std::string_view job) const { return job.starts_with(wanted_); }

  std::string folder_;
  std::string wanted_;
  // What contestants refer to lies where it is when this moves.
  std::unique_ptr<std::string> text_ = std::make_unique<std::string>();
  std::unique_ptr<ScannedText> scanned_ = std::make_unique<ScannedText>();
  std::unique_ptr<Words> words_ = std::make_unique<Words>();
  std::vector<Contestant> contestants_;
};

}  // namespace calque::bench

#endif  // CALQUE_BENCH_SCAN_JOBS_H_
