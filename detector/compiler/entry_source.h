// Dictionary sources: dictionaries/<language>/*.tsv, one entry a line, to be
// edited in a spreadsheet and reviewed as a diff. The columns are described in
// dictionaries/README.md.
#ifndef CALQUE_DETECTOR_COMPILER_ENTRY_SOURCE_H_
#define CALQUE_DETECTOR_COMPILER_ENTRY_SOURCE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/dictionary/dictionary_format.h"

namespace calque::compiler {

struct SourceGuard {
  dictionary::GuardPlace place;
  dictionary::GuardClass kind;
  std::string phrase;  // for kPhrase
};

// The strength of an entry that is kept in its source and not used.
inline constexpr std::string_view kOff = "off";

// A mass noun has no plural, but is joined by hyphens as nouns are.
enum class Inflect { kNone, kNoun, kMass, kVerb };

struct SourceEntry {
  std::string file;
  std::size_t line = 0;  // 1-based
  std::string id;
  std::string artifact;
  std::vector<std::string> originals;
  Family family = Family::kSynonym;
  Strength strength = Strength::kWeak;  // kWeak when off
  bool off = false;                     // kept with its reason, checked, not compiled
  dictionary::CaseMode case_mode = dictionary::CaseMode::kAny;
  std::vector<SourceGuard> require;
  std::vector<SourceGuard> forbid;
  std::string pivot;
  Inflect inflect = Inflect::kNone;
  std::string hit_example;
  std::string clean_example;
  std::string source;
  std::string note;

  std::string Where() const { return file + ":" + std::to_string(line); }
};

// Everything that is wrong in the sources, each message beginning with file:line.
using SourceErrors = std::vector<std::string>;

// Whether strong and medium entries must have examples.
enum class Examples { kRequired, kOptional };

// Parses the text of one source file. Entries with errors are left out.
void ParseEntries(const std::string& file, std::string_view text, std::vector<SourceEntry>* entries,
                  SourceErrors* errors, Examples examples = Examples::kRequired);

// The bytes of one source file.
Result<std::string> ReadSource(const std::string& path);

// All *.tsv files of a folder in byte-wise order of their names, then the rules
// that hold between entries (unique ids, no phrase twice, no cycle a -> b -> a).
Result<std::vector<SourceEntry>> ReadEntries(const std::string& folder, SourceErrors* errors);

// The entries whose id has an even or an odd hash. To measure what a dictionary finds of
// artifacts that it does not hold, texts are rewritten with one half and read with the
// other.
enum class Half { kBoth, kEven, kOdd };
std::optional<Half> ParseHalf(const std::string& name);  // "both", "even", "odd"
void KeepHalf(Half half, std::vector<SourceEntry>* entries);

// The rules between entries alone.
void CheckEntries(const std::vector<SourceEntry>& entries, SourceErrors* errors);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_ENTRY_SOURCE_H_
