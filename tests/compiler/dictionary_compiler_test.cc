// The compiled section: the same bytes every time, and as many entries and spellings as there are.
#include "detector/compiler/dictionary_compiler.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "detector/dictionary/dictionary_format.h"
#include "tests/dictionary/dictionary_fixture.h"

namespace calque::compiler {
namespace {

using dictionary::EnglishLexicon;
using dictionary::EntryRow;
using dictionary::Header;

std::vector<EntryRow> Rows() {
  return {{.artifact = "consul normal", .originals = "consul general|consul"},
          {.artifact = "celebration", .originals = "party", .inflect = "noun"},
          {.artifact = "halt", .originals = "stop", .inflect = "verb"},
          {.artifact = "normal",
           .originals = "general",
           .require = "document:work visa",
           .forbid = "prev:<start>|next:school|document:visa"},
          {.artifact = "Normal",
           .originals = "General",
           .case_mode = "exact",
           .require = "document:Work Visa",
           .id = "exact"}};
}

CompiledDictionary Compile(const std::vector<EntryRow>& rows) {
  SourceErrors errors;
  CompiledDictionary compiled =
      CompileDictionary(dictionary::EntriesOf(rows), EnglishLexicon(), &errors);
  EXPECT_TRUE(errors.empty());
  return compiled;
}

Header HeaderOf(const CompiledDictionary& compiled) {
  Header header;
  EXPECT_GE(compiled.section.size(), sizeof(header));
  std::memcpy(&header, compiled.section.data(), sizeof(header));
  return header;
}

TEST(DictionaryCompilerTest, TheSameEntriesGiveTheSameBytes) {
  EXPECT_EQ(Compile(Rows()).section, Compile(Rows()).section);
}

TEST(DictionaryCompilerTest, AnotherOrderGivesTheSameCounts) {
  std::vector<EntryRow> rows = Rows();
  std::swap(rows[0], rows[3]);
  EXPECT_NE(Compile(rows).section, Compile(Rows()).section);
  EXPECT_EQ(Compile(rows).section.size(), Compile(Rows()).section.size());
}

TEST(DictionaryCompilerTest, Counts) {
  const CompiledDictionary compiled = Compile(Rows());
  EXPECT_EQ(compiled.entries, 5u);
  // celebration(s); halt(s, ing, ed); the others once.
  EXPECT_EQ(compiled.phrases, 9u);
  const Header header = HeaderOf(compiled);
  EXPECT_EQ(header.entry_count, 5u);
  EXPECT_EQ(header.variant_count, 9u);
  EXPECT_EQ(header.original_count, 10u);
  EXPECT_EQ(header.guard_count, 5u);
  // "work visa", written two ways, and "visa".
  EXPECT_EQ(header.mark_count, 2u);
}

TEST(DictionaryCompilerTest, NothingGivesASectionToo) {
  const CompiledDictionary compiled = Compile({});
  EXPECT_EQ(compiled.entries, 0u);
  EXPECT_EQ(compiled.phrases, 0u);
  EXPECT_EQ(HeaderOf(compiled).variant_count, 0u);
}

TEST(DictionaryCompilerTest, TablesHaveRoom) {
  std::vector<EntryRow> rows;
  for (int i = 0; i < 3000; ++i) {
    rows.push_back({.artifact = "x" + std::to_string(i) + " y z", .id = std::to_string(i)});
    if (i % 100 != 0) continue;
    // At most half of the slots are taken.
    EXPECT_GE(HeaderOf(Compile(rows)).slot_count, 2 * rows.size()) << i;
  }
}

// What an entry says of its own words counts more than what follows from another.
TEST(DictionaryCompilerTest, AWrittenPhraseIsNoVariantOfAnother) {
  const dictionary::CompiledDictionary compiled = {
      {.artifact = "color party", .originals = "flag party", .inflect = "noun", .id = "american"},
      {.artifact = "colour party", .originals = "flag bearers", .id = "british"}};
  EXPECT_EQ(compiled.MatchesWithIds("A color party and a colour party, but two color parties."),
            (std::vector<std::string>{"color party=american", "colour party=british",
                                      "color parties=american"}));
}

TEST(DictionaryCompilerTest, ReportsEntriesThatCannotBeInflectedAndKeepsThem) {
  SourceErrors errors;
  const auto entries = dictionary::EntriesOf({{.artifact = "blorf", .inflect = "verb"}});
  const CompiledDictionary compiled = CompileDictionary(entries, EnglishLexicon(), &errors);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_TRUE(errors[0].starts_with("test.tsv:2: ")) << errors[0];
  EXPECT_EQ(compiled.phrases, 1u);
}

TEST(DictionaryCompilerTest, WithoutALexiconEntriesAreAsWritten) {
  SourceErrors errors;
  const auto entries = dictionary::EntriesOf({{.artifact = "celebration", .inflect = "noun"}});
  EXPECT_EQ(CompileAsWritten(entries, &errors).phrases, 1u);
  EXPECT_TRUE(errors.empty());
}

// Marks have sixteen bits.
TEST(DictionaryCompilerTest, TooManyDocumentPhrasesAreAnError) {
  constexpr std::size_t kMarks = 65535;
  std::vector<SourceEntry> entries = dictionary::EntriesOf({{.artifact = "normal"}});
  for (std::size_t i = 0; i < kMarks; ++i) {
    entries[0].forbid.push_back({dictionary::GuardPlace::kDocument, dictionary::GuardClass::kPhrase,
                                 "x" + std::to_string(i)});
  }
  SourceErrors errors;
  EXPECT_EQ(HeaderOf(CompileAsWritten(entries, &errors)).mark_count, kMarks);
  EXPECT_TRUE(errors.empty());
  // Another entry may look for the same phrases, but for no new one.
  entries.push_back(entries[0]);
  entries[1].forbid.resize(1);
  entries[1].line = 3;
  CompileAsWritten(entries, &errors);
  EXPECT_TRUE(errors.empty());
  entries[1].forbid[0].phrase = "one more";
  CompileAsWritten(entries, &errors);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0], "test.tsv:3: the document: guards have more than 65535 different phrases");
}

}  // namespace
}  // namespace calque::compiler
