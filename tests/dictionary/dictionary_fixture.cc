// Rows to sections to candidates; see dictionary_fixture.h.
#include "tests/dictionary/dictionary_fixture.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <utility>

#include "detector/compiler/dictionary_compiler.h"
#include "detector/text/segmenter.h"

#ifndef CALQUE_SOURCE_DIR
#error "Define CALQUE_SOURCE_DIR as the top folder of the sources, a string literal."
#endif

namespace calque::dictionary {
namespace {

Dictionary Opened(std::span<const std::byte> section) {
  auto dictionary = Dictionary::Open(section);
  if (!dictionary.ok()) {
    std::cerr << dictionary.error().message << '\n';
    std::abort();
  }
  return std::move(*dictionary);
}

struct Found {
  std::string text;
  std::uint32_t entry;
};

std::vector<Found> FindAll(const Dictionary& dictionary, std::string_view text) {
  std::vector<Found> found;
  DocumentMarks marks(dictionary.mark_count());
  text::Segmenter segmenter(text);
  text::SegmentedText block;
  std::vector<Candidate> candidates;
  while (segmenter.Next(&block)) {
    candidates.clear();
    dictionary.Find(block, &candidates, &marks);
    for (const Candidate& c : candidates) {
      const std::size_t begin = block.tokens[c.begin].begin;
      const std::size_t end = block.tokens[c.end - 1].end;
      found.push_back({std::string(block.source.substr(begin, end - begin)),
                       dictionary.variant(c.variant).entry});
    }
  }
  std::erase_if(found, [&](const Found& f) { return !dictionary.DocumentAllows(f.entry, marks); });
  return found;
}

}  // namespace

const compiler::Lexicon& EnglishLexicon() {
  static const compiler::Lexicon& lexicon = []() -> const compiler::Lexicon& {
    auto opened = compiler::Lexicon::Open("/usr/share/hunspell/en_US",
                                          CALQUE_SOURCE_DIR "/dictionaries/en/irregular.txt");
    if (!opened.ok()) {
      std::cerr << opened.error().message << '\n';
      std::abort();
    }
    static const compiler::Lexicon kept = std::move(*opened);
    return kept;
  }();
  return lexicon;
}

std::string HeaderRow() {
  return "id\tartifact\toriginals\tfamily\tstrength\tcase\trequire\tforbid\tpivot\tinflect\t"
         "hit_example\tclean_example\tsource\n";
}

std::string ToLine(const EntryRow& row) {
  const std::string id = row.id.empty() ? row.artifact : row.id;
  const std::string examples = row.strength == "weak" ? "\t\t" : "\tIt hits.\tIt does not.";
  return id + '\t' + row.artifact + '\t' + row.originals + "\tsynonym\t" + row.strength + '\t' +
         row.case_mode + '\t' + row.require + '\t' + row.forbid + "\t\t" + row.inflect + examples +
         "\ttest\n";
}

std::vector<compiler::SourceEntry> EntriesOf(const std::vector<EntryRow>& rows) {
  std::string text = HeaderRow();
  for (const EntryRow& row : rows) text += ToLine(row);
  std::vector<compiler::SourceEntry> entries;
  compiler::SourceErrors errors;
  compiler::ParseEntries("test.tsv", text, &entries, &errors);
  for (const std::string& error : errors) ADD_FAILURE() << error;
  return entries;
}

std::vector<std::byte> SectionOf(const std::vector<EntryRow>& rows) {
  compiler::SourceErrors errors;
  const std::string section =
      compiler::CompileDictionary(EntriesOf(rows), EnglishLexicon(), &errors).section;
  for (const std::string& error : errors) ADD_FAILURE() << error;
  std::vector<std::byte> bytes(section.size());
  std::memcpy(bytes.data(), section.data(), section.size());
  return bytes;
}

CompiledDictionary::CompiledDictionary(const std::vector<EntryRow>& rows)
    : section_(SectionOf(rows)), dictionary_(Opened(section_)) {}

std::vector<std::string> CompiledDictionary::Matches(std::string_view text) const {
  std::vector<std::string> matches;
  for (Found& found : FindAll(dictionary_, text)) matches.push_back(std::move(found.text));
  return matches;
}

std::vector<std::string> CompiledDictionary::MatchesWithIds(std::string_view text) const {
  std::vector<std::string> matches;
  for (const Found& found : FindAll(dictionary_, text)) {
    matches.push_back(found.text + "=" + std::string(dictionary_.EntryId(found.entry)));
  }
  return matches;
}

}  // namespace calque::dictionary
