// Everything a detector needs, into one pack: dictionary sources, a trained model
// in its compact form with its translationese weights, the calibration.
#ifndef CALQUE_DETECTOR_COMPILER_PACK_COMPILER_H_
#define CALQUE_DETECTOR_COMPILER_PACK_COMPILER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "calque/result.h"
#include "detector/compiler/entry_source.h"

namespace calque::compiler {

struct PackSources {
  std::string name;         // "en 2026.11"
  std::string dictionary;   // folder of *.tsv and irregular.txt
  std::string model;        // compact n-gram table (lm/table_codec.h)
  std::string calibration;  // TSV (scoring/calibration.h)
  std::string hunspell;     // "/usr/share/hunspell/en_US"
  // The model's translationese weights (lm/slot_weights.h); empty: none; not said: the
  // model's name with .weights, if it is there.
  std::optional<std::string> weights = {};
  // Word substitutions, TSV (thesaurus_source.h); empty: none; not said: thesaurus.tsv
  // beside the model, if it is there.
  std::optional<std::string> thesaurus = {};
  // Folder of hunspell's dictionaries of the pivot languages; empty: none.
  std::string pivots = "";
  // What the operating points were measured to do, as `calque eval --rates` wrote it;
  // taken as it is. Empty: none.
  std::string rates = "";
  Half half = Half::kBoth;  // of the dictionary's entries
};

struct CompiledPack {
  std::string bytes;
  std::vector<SourceEntry> entries;
  std::size_t phrases = 0;
  std::size_t dictionary_bytes = 0;
  std::size_t lexicon_words = 0;
  std::size_t lexicon_bytes = 0;
  std::size_t thesaurus_bytes = 0;
  std::vector<std::string> missing_pivots;  // no dictionary in `pivots`, ISO 639-1
  SourceErrors errors;                      // of single entries; they are left out of the pack
};

// Deterministic. Fails only when a source is missing or unreadable as a whole.
Result<CompiledPack> CompilePack(const PackSources& sources);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_PACK_COMPILER_H_
