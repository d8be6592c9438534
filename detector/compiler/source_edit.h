// Changes single cells of dictionary sources and leaves every other byte as it is: line ends,
// byte order mark, the order of lines. So a machine's change reads as a diff like a person's.
#ifndef CALQUE_DETECTOR_COMPILER_SOURCE_EDIT_H_
#define CALQUE_DETECTOR_COMPILER_SOURCE_EDIT_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "calque/result.h"

namespace calque::compiler {

struct SourceEdit {
  std::string strength;
  std::string note;
};

// By line, 1-based; line 1 is the header.
using SourceEdits = std::map<std::size_t, SourceEdit>;

// `text` is a source that ParseEntries accepts. The header gets the column `note` if it lacks
// it; rows that are not edited stay without.
std::string EditSource(std::string_view text, const SourceEdits& edits);

// The same for a file, replaced atomically.
Status EditSourceFile(const std::string& path, const SourceEdits& edits);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_SOURCE_EDIT_H_
