// One entry to all its spellings: "Liberal Celebration -> Liberal Party" becomes
// also "Liberal Celebrations -> Liberal Parties"; artifact and originals always
// take the same form.
#ifndef CALQUE_DETECTOR_COMPILER_INFLECTION_H_
#define CALQUE_DETECTOR_COMPILER_INFLECTION_H_

#include <string>
#include <vector>

#include "detector/compiler/entry_source.h"
#include "detector/compiler/lexicon.h"

namespace calque::compiler {

struct Spelling {
  std::string artifact;
  std::vector<std::string> originals;
};

// The entry as written first, then its inflected forms. An entry that asks for
// forms that the lexicon cannot build adds an error with its place.
std::vector<Spelling> Inflected(const SourceEntry& entry, const Lexicon& lexicon,
                                SourceErrors* errors);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_INFLECTION_H_
