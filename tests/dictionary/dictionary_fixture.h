// Dictionaries in memory, compiled from rows that tests write as a linguist would.
#ifndef CALQUE_TESTS_DICTIONARY_DICTIONARY_FIXTURE_H_
#define CALQUE_TESTS_DICTIONARY_DICTIONARY_FIXTURE_H_

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detector/compiler/entry_source.h"
#include "detector/compiler/lexicon.h"
#include "detector/dictionary/dictionary.h"

namespace calque::dictionary {

// hunspell's en_US with the irregular forms of dictionaries/en. Opened once.
const compiler::Lexicon& EnglishLexicon();

// A row of a dictionary source; what a test does not name is the least that is allowed.
struct EntryRow {
  std::string artifact;
  std::string originals = "original";
  std::string case_mode = "any";
  std::string require = {};
  std::string forbid = {};
  std::string inflect = {};
  std::string strength = "weak";
  std::string id = {};  // the artifact when empty
};

// The header row of a dictionary source, with its line end.
std::string HeaderRow();
// The row as it stands in a file, with its line end.
std::string ToLine(const EntryRow& row);
// The rows as entries; a row that is refused fails the test.
std::vector<compiler::SourceEntry> EntriesOf(const std::vector<EntryRow>& rows);

// The compiled section of `rows`, in memory of exactly its size, so that a sanitizer sees every
// read behind it.
std::vector<std::byte> SectionOf(const std::vector<EntryRow>& rows);

// A section and the dictionary that reads it.
class CompiledDictionary {
 public:
  explicit CompiledDictionary(const std::vector<EntryRow>& rows);
  CompiledDictionary(std::initializer_list<EntryRow> rows)
      : CompiledDictionary(std::vector<EntryRow>(rows)) {}
  CompiledDictionary(const CompiledDictionary&) = delete;
  CompiledDictionary& operator=(const CompiledDictionary&) = delete;
  const Dictionary& operator*() const { return dictionary_; }
  const Dictionary* operator->() const { return &dictionary_; }

  // The candidates in `text`, each as the words that stand there, in the order of Find. Block after
  // block, guards of the whole document applied at the end.
  std::vector<std::string> Matches(std::string_view text) const;
  // The same as "words=entry id".
  std::vector<std::string> MatchesWithIds(std::string_view text) const;

 private:
  std::vector<std::byte> section_;
  Dictionary dictionary_;
};

}  // namespace calque::dictionary

#endif  // CALQUE_TESTS_DICTIONARY_DICTIONARY_FIXTURE_H_
