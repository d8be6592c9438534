// The case table of inflected entries, and the error when there is nothing to inflect.
#include "detector/compiler/inflection.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/dictionary/dictionary_fixture.h"
#include "tests/text/case_table.h"

namespace calque::compiler {
namespace {

using dictionary::EnglishLexicon;

std::string Show(const Spelling& spelling) {
  std::string shown = spelling.artifact;
  for (std::size_t i = 0; i < spelling.originals.size(); ++i) {
    shown += (i == 0 ? '=' : '|') + spelling.originals[i];
  }
  return shown;
}

TEST(InflectionTest, CaseTable) {
  const auto rows = text::ReadCaseTable("inflection.tsv", 4);
  ASSERT_FALSE(rows.empty());
  for (const text::CaseRow& row : rows) {
    ASSERT_EQ(row.cells.size(), 4u) << row.place;
    const auto entries = dictionary::EntriesOf(
        {{.artifact = row.cells[0], .originals = row.cells[1], .inflect = row.cells[2]}});
    ASSERT_EQ(entries.size(), 1u) << row.place;
    SourceErrors errors;
    const std::vector<Spelling> spellings = Inflected(entries[0], EnglishLexicon(), &errors);
    ASSERT_FALSE(spellings.empty()) << row.place;
    EXPECT_EQ(Show(spellings[0]), row.cells[0] + "=" + row.cells[1]) << row.place;
    std::string added;
    for (std::size_t i = 1; i < spellings.size(); ++i) {
      added += (i > 1 ? " | " : "") + Show(spellings[i]);
    }
    EXPECT_EQ(added.empty() ? "none" : added, row.cells[3]) << row.place;
    EXPECT_EQ(errors.empty(), row.cells[3] != "none") << row.place;
  }
}

TEST(InflectionTest, AnEntryThatDoesNotAskHasOneSpelling) {
  const auto entries = dictionary::EntriesOf({{.artifact = "celebration", .originals = "party"}});
  SourceErrors errors;
  EXPECT_EQ(Inflected(entries[0], EnglishLexicon(), &errors).size(), 1u);
  EXPECT_TRUE(errors.empty());
}

TEST(InflectionTest, FormsThatCannotBeBuiltAreAnErrorWithAPlace) {
  const auto entries =
      dictionary::EntriesOf({{.artifact = "blorf", .originals = "party", .inflect = "noun"}});
  SourceErrors errors;
  Inflected(entries[0], EnglishLexicon(), &errors);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0],
            "test.tsv:2: \"blorf\" and its originals have no forms that hunspell knows; leave "
            "inflect empty");
}

}  // namespace
}  // namespace calque::compiler
