// A dictionary of the user: one source file, compiled when it is needed, to be
// searched beside the pack's (DetectorOptions::dictionaries).
#ifndef CALQUE_DETECTOR_COMPILER_USER_DICTIONARY_H_
#define CALQUE_DETECTOR_COMPILER_USER_DICTIONARY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "calque/result.h"
#include "detector/compiler/entry_source.h"

namespace calque::compiler {

struct UserDictionary {
  // A pack (storage/pack.h) with the one section "dictionary".
  std::string bytes;
  std::size_t entries = 0;
  std::size_t phrases = 0;
  SourceErrors errors;                // of single entries; nobody should use the rest
  std::vector<std::string> warnings;  // each beginning with the file's name
};

// Reads and checks `path` by the rules of dictionaries/README.md, except that no
// entry needs examples. `hunspell` is a dictionary without extension; when it is not
// there, entries match as written and a warning says so. Fails when the file cannot
// be read.
Result<UserDictionary> CompileUserDictionary(const std::string& path, const std::string& hunspell);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_USER_DICTIONARY_H_
