// Dictionary sources to the section that dictionary/dictionary.h reads in place.
#ifndef CALQUE_DETECTOR_COMPILER_DICTIONARY_COMPILER_H_
#define CALQUE_DETECTOR_COMPILER_DICTIONARY_COMPILER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "detector/compiler/entry_source.h"
#include "detector/compiler/lexicon.h"

namespace calque::compiler {

struct CompiledDictionary {
  std::string section;
  std::size_t entries = 0;
  std::size_t phrases = 0;  // spellings after inflection
};

// Deterministic: the same entries in the same order give the same bytes.
CompiledDictionary CompileDictionary(const std::vector<SourceEntry>& entries,
                                     const Lexicon& lexicon, SourceErrors* errors);
// The same without inflection.
CompiledDictionary CompileAsWritten(const std::vector<SourceEntry>& entries, SourceErrors* errors);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_DICTIONARY_COMPILER_H_
