// Calque and what a user would take instead, on the same text in the same run.
//
//   peers_bench FOLDER [--rounds N] [--jobs WORD] [-o FILE.tsv]
//
// FOLDER is what bench/run.py prepares (make_data.cc says what text and phrases are; the
// models are trained on its train.txt). Every round runs every contestant once, one after the
// other, so that a busy moment of the machine falls on all of them; a figure is the
// median of the rounds, of the time that the processor worked on it. A contestant whose answer is
// not the expected one fails the run.
//
// Jobs: "floor", "phrases N" (find every phrase of N), "model N" (score every word with
// a model of order N), "verdict" (the whole analysis with the built-in pack and 200,000
// phrases more, article by article). Output: a line for each contestant, tab-separated.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/contestant.h"
#include "bench/scan_jobs.h"
#include "bench/stopwatch.h"

namespace calque::bench {
namespace {

struct Arguments {
  std::string folder;
  std::size_t rounds = 5;
  std::string jobs;  // only those whose names begin so
  std::string output;
};

struct Timed {
  Contestant contestant;
  std::vector<double> seconds;
  bool wrong = false;
};

void RunOnce(Timed* timed) {
  const Contestant& contestant = timed->contestant;
  double answer = 0;
  const double begin = ProcessorSeconds();
  for (std::size_t i = 0; i < contestant.repeats; ++i) answer = contestant.run();
  timed->seconds.push_back((ProcessorSeconds() - begin) / static_cast<double>(contestant.repeats));
  const double off = answer - contestant.expected;
  if (std::max(off, -off) >
      contestant.tolerance * std::max(contestant.expected, -contestant.expected)) {
    std::fprintf(stderr, "%s, %s: the answer is %.6g, not %.6g\n", contestant.job.c_str(),
                 contestant.name.c_str(), answer, contestant.expected);
    timed->wrong = true;
  }
}

void PrintRow(const Timed& timed, double megabytes, std::FILE* out) {
  const Contestant& c = timed.contestant;
  if (!c.skipped.empty()) {
    std::fprintf(out, "%s\t%s\t\t\t\t\t\tskipped: %s\n", c.job.c_str(), c.name.c_str(),
                 c.skipped.c_str());
    return;
  }
  std::vector<double> seconds = timed.seconds;
  std::sort(seconds.begin(), seconds.end());
  std::fprintf(out, "%s\t%s\t%.4g\t%.4g\t%.4g\t%.10g\t%zu\t%s\n", c.job.c_str(), c.name.c_str(),
               megabytes / seconds[seconds.size() / 2], megabytes / seconds.back(),
               megabytes / seconds.front(), c.expected, c.table_bytes,
               timed.wrong ? "WRONG ANSWER" : "");
}

int Race(const Arguments& arguments) {
  Result<ScanJobs> jobs = ScanJobs::Open(arguments.folder, arguments.jobs);
  if (!jobs.ok()) {
    std::fprintf(stderr, "peers_bench: %s\n", jobs.error().message.c_str());
    return 2;
  }
  std::vector<Timed> field;
  for (Contestant& contestant : jobs->TakeContestants())
    field.push_back({std::move(contestant), {}});
  bool wrong = false;
  for (std::size_t round = 0; round < arguments.rounds; ++round) {
    for (Timed& timed : field) {
      if (timed.contestant.skipped.empty()) RunOnce(&timed);
      wrong = wrong || timed.wrong;
    }
  }
  std::FILE* out = arguments.output.empty() ? stdout : std::fopen(arguments.output.c_str(), "w");
  if (out == nullptr) {
    std::fprintf(stderr, "peers_bench: %s cannot be written\n", arguments.output.c_str());
    return 2;
  }
  std::fputs("job\tname\tMB/s\tslowest\tfastest\tanswer\ttable bytes\tnote\n", out);
  for (const Timed& timed : field) PrintRow(timed, jobs->megabytes(), out);
  if (out != stdout) std::fclose(out);
  return wrong ? 1 : 0;
}

std::optional<Arguments> Parse(int argc, char** argv) {
  if (argc < 2 || argc % 2 != 0) return std::nullopt;
  Arguments arguments;
  arguments.folder = argv[1];
  for (int i = 2; i < argc; i += 2) {
    const std::string_view flag = argv[i];
    if (flag == "--rounds") {
      arguments.rounds = std::max<std::size_t>(1, std::strtoul(argv[i + 1], nullptr, 10));
    } else if (flag == "--jobs") {
      arguments.jobs = argv[i + 1];
    } else if (flag == "-o") {
      arguments.output = argv[i + 1];
    } else {
      return std::nullopt;
    }
  }
  return arguments;
}

}  // namespace
}  // namespace calque::bench

int main(int argc, char** argv) {
  const auto arguments = calque::bench::Parse(argc, argv);
  if (!arguments) {
    std::fputs("usage: peers_bench FOLDER [--rounds N] [--jobs WORD] [-o FILE.tsv]\n", stderr);
    return 2;
  }
  return calque::bench::Race(*arguments);
}
