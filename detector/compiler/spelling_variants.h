// One entry to all its spellings: its inflected forms, and of each of them the
// other ways in which the same words are written. Three rules add them:
//   classes    "misplaced his job -> lost his job" holds for "their", "my" ...
//              as well, "since two years" for "three": where artifact and
//              original share one word of a class (irregular.txt), the others of
//              the class take its place in both; not in names
//   varieties  "grey market" is "gray market", "Organisation" "Organization"
//   hyphens    a compound noun is joined as before another noun ("a
//              profound-learning method", "false-superb rate"), and hyphens in
//              nouns are left out ("pre handling step")
#ifndef CALQUE_DETECTOR_COMPILER_SPELLING_VARIANTS_H_
#define CALQUE_DETECTOR_COMPILER_SPELLING_VARIANTS_H_

#include <vector>

#include "detector/compiler/entry_source.h"
#include "detector/compiler/inflection.h"
#include "detector/compiler/lexicon.h"

namespace calque::compiler {

// The entry as written first, then its inflected forms, then the variants of both;
// no spelling twice. Errors are those of Inflected.
std::vector<Spelling> AllSpellings(const SourceEntry& entry, const Lexicon& lexicon,
                                   SourceErrors* errors);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_SPELLING_VARIANTS_H_
