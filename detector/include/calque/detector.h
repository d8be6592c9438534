// Calque reads a text and says whether a machine rewrote it, how sure it is,
// which words give it away and what the original probably said.
//
//   #include <calque/detector.h>
//
//   auto detector = calque::Detector::Open();            // built-in English pack
//   if (!detector.ok()) die(detector.error().message);
//   calque::Report report = detector->Analyze(article);  // any bytes
//   if (report.verdict == calque::Verdict::kArtifact)
//     for (const calque::Hit& hit : report.hits) ...
//
// A Detector is immutable. Open one, share it between all threads, keep it as
// long as the process lives. Analyze is total: any bytes, of any length, give
// a Report; invalid UTF-8 is skipped and counted.
//
// Method: known artifacts adjudicated by an n-gram language model (a
// noisy-channel decision; Kernighan, Church and Gale 1990), sentence fluency
// under the same model (interpolated modified Kneser-Ney; Chen and Goodman
// 1998), structural evidence, combined by logistic regression.
#ifndef CALQUE_DETECTOR_H_
#define CALQUE_DETECTOR_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "calque/result.h"

namespace calque {

namespace storage {
class Pack;
}

struct AnalyzeOptions {
  Mode mode = Mode::kStrict;
};

// The bytes of a file, and the name that errors call it by.
struct NamedBytes {
  std::string name;
  std::string bytes;
};

// What a user changes for all texts.
struct DetectorOptions {
  // Compiled by `calque dict compile FILE.tsv -o FILE.dict`. An entry takes the place of
  // those before it, in the pack or in an earlier dictionary, that have the same id or
  // the same words.
  std::vector<NamedBytes> dictionaries = {};
  // Lines of entries, families, phrases and findings that are not to be hits; the
  // format is described in README.md. What is ignored is no evidence either.
  std::vector<NamedBytes> ignore = {};
  // Copies the pack into memory of this process in pages of 2 MiB. Texts are read about a
  // tenth faster where the system has such pages; opening takes some 16 ms more, and the
  // pack (80 MB) is no longer shared with other processes. For long runs.
  bool huge_pages = false;
};

class Detector {
 public:
  // The English pack that is built into the library.
  static Result<Detector> Open(const DetectorOptions& options = {});
  // A pack file, mapped into memory. The file may be removed while the Detector
  // lives, but must not be changed. Errors name the file and what is wrong.
  static Result<Detector> Open(const std::string& pack_path, const DetectorOptions& options = {});
  // A pack in memory; its bytes are copied.
  static Result<Detector> OpenBytes(std::string_view pack, const DetectorOptions& options = {});

  Detector(Detector&&) noexcept;
  Detector& operator=(Detector&&) noexcept;
  ~Detector();

  // Thread-safe. Cost is linear in the text; memory for the analysis itself is
  // bounded, the Report grows with sentences and hits.
  Report Analyze(std::string_view text, const AnalyzeOptions& options = {}) const;

  // The same into a report that is there already, in place of what it said and in the memory
  // that its lists have. A thread that keeps one from text to text, and has analysed a few,
  // allocates nothing for most plain texts without hits; words outside ASCII or of more than
  // fifteen letters, and what a structural rule only suspects, still ask for a little. What only
  // a very long text needed is given back with the next. `report` is not null, no other thread
  // uses it meanwhile, and `text` does not lie in it. When memory runs out (std::bad_alloc) the
  // report is that of no text.
  void AnalyzeInto(std::string_view text, Report* report, const AnalyzeOptions& options = {}) const;

  // The same for many texts, in their order, on the calling thread. The views need to
  // live as long as the call.
  std::vector<Report> AnalyzeBatch(const std::vector<std::string_view>& texts,
                                   const AnalyzeOptions& options = {}) const;

  // Gives each report away as soon as it is there, in the order of `texts`, so that one
  // report is held at a time. The sink takes the index of the text and says whether to
  // go on; what it throws leaves this call.
  using Sink = std::function<bool(std::size_t index, Report report)>;
  void AnalyzeEach(const std::vector<std::string_view>& texts, const Sink& sink,
                   const AnalyzeOptions& options = {}) const;

  // "en 2026.11": language and version of the pack, as records print it.
  const std::string& pack_name() const;

 private:
  struct Impl;
  static Result<Detector> FromPack(Result<storage::Pack> pack, const DetectorOptions& options);
  explicit Detector(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

// `text` with the first original of every hit put back, for `report` made from
// the same text. "a" and "an" follow the restored word, no determiner is doubled;
// everything else stays byte for byte, and a text without hits as a whole.
std::string Restore(std::string_view text, const Report& report);

// "0.1.0"
const char* Version();

}  // namespace calque

#endif  // CALQUE_DETECTOR_H_
