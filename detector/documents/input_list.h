// From the paths of a command line to the inputs they stand for, in one order
// that never depends on the file system: the byte order of the full paths.
#ifndef CALQUE_DETECTOR_DOCUMENTS_INPUT_LIST_H_
#define CALQUE_DETECTOR_DOCUMENTS_INPUT_LIST_H_

#include <string>
#include <string_view>
#include <vector>

#include "calque/result.h"

namespace calque::documents {

struct InputList {
  std::vector<std::string> paths;     // what OpenDocuments takes, in order
  std::vector<Error> errors;          // directories that could not be read
  std::vector<std::string> warnings;  // what was left out on purpose, in sentences
};

// Files and "-" stay as they are, even when missing: opening them says so in
// their place. A directory becomes the files below it, sorted; hidden names
// (".git") are left out, symbolic links are followed. A directory that was
// walked already (by device and inode) and, below directories, pipes, sockets
// and devices are left out with a warning: nothing may loop or hang.
InputList ExpandInputs(const std::vector<std::string>& paths);

// The paths of a list: separated by NULs if there is one, else by newlines
// (LF or CRLF). Empty ones are skipped.
std::vector<std::string> ParsePathList(std::string_view content);

// The same from a file, "-" for standard input.
Result<std::vector<std::string>> ReadPathList(const std::string& path);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_INPUT_LIST_H_
