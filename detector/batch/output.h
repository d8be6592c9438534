// Where results go: standard output, or a file that appears under its name only
// when it is complete.
//
// The file is written without a name (O_TMPFILE), so that a run that is killed
// leaves nothing behind; where the file system cannot do that, under the name
// "PATH.tmp-N". Linking or renaming it into place is one step: whoever looks sees
// the old file or the whole new one. Devices and pipes are written as they stand.
#ifndef CALQUE_DETECTOR_BATCH_OUTPUT_H_
#define CALQUE_DETECTOR_BATCH_OUTPUT_H_

#include <set>
#include <string>
#include <string_view>

#include "calque/result.h"

namespace calque::batch {

// What a crash of the machine (not of the program) may cost.
enum class Durability { kOnDisk, kMayBeLost };

class Output {
 public:
  // "" or "-": standard output. A link is followed. Fails at once where the folder
  // cannot be written to, so that nobody works for hours in vain.
  static Result<Output> Open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  // Discards the file unless Finish put it in place.
  ~Output();

  Status Write(std::string_view bytes);
  // Puts the file in place, by default after flushing it to the disk, and flushes its
  // folder then.
  Status Finish(Durability durability = Durability::kOnDisk);
  // Whether writing failed because the reader of a pipe has gone.
  bool closed_by_reader() const { return closed_by_reader_; }

 private:
  explicit Output(std::string path) : path_(std::move(path)) {}
  Error Failure(const char* what, int error) const;
  Status OpenFile(std::string target);
  bool PutInPlace();
  void Close();

  int descriptor_ = -1;
  std::string path_;       // as given; empty: standard output
  std::string target_;     // the name the file is to get; empty: written as it stands
  std::string temporary_;  // its name until then; empty: it has none
  bool closed_by_reader_ = false;
};

// Makes a folder and those above it, each on the disk before the next.
Status MakeFolders(const std::string& folder);

// Removes what killed runs have left in `folder` of the files `names`: temporary files
// that no living process is writing.
void RemoveLeftovers(const std::string& folder, const std::set<std::string>& names);

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_OUTPUT_H_
