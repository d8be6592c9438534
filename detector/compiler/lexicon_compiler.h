// hunspell's word lists to the section that scoring/lexicon_table.h reads in place.
//
// English words are listed only where the language model lacks them: nobody asks about
// others. Words that are English too are not listed for the pivot languages.
#ifndef CALQUE_DETECTOR_COMPILER_LEXICON_COMPILER_H_
#define CALQUE_DETECTOR_COMPILER_LEXICON_COMPILER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "calque/result.h"
#include "detector/lm/ngram_model.h"

namespace calque::compiler {

struct CompiledLexicon {
  std::string section;
  std::size_t words = 0;
  std::vector<std::string> missing;  // pivot languages whose dictionary is not installed
};

// `english` is a hunspell dictionary without extension. Those of the pivot languages
// are looked for in the folder `pivots` under the names that distributions give them;
// one that is not there is reported, not an error. An empty `pivots` asks for none.
Result<CompiledLexicon> CompileLexicon(const std::string& english, const std::string& pivots,
                                       const lm::NgramModel& model);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_LEXICON_COMPILER_H_
