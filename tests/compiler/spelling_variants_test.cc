// The case table of spelling variants, and what holds for the variants of any entry.
#include "detector/compiler/spelling_variants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <sstream>
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

std::vector<Spelling> SpellingsOf(const dictionary::EntryRow& row) {
  const auto entries = dictionary::EntriesOf({row});
  SourceErrors errors;
  return entries.empty() ? std::vector<Spelling>{}
                         : AllSpellings(entries[0], EnglishLexicon(), &errors);
}

TEST(SpellingVariantsTest, CaseTable) {
  const auto rows = text::ReadCaseTable("spelling_variants.tsv", 5);
  ASSERT_FALSE(rows.empty());
  for (const text::CaseRow& row : rows) {
    ASSERT_EQ(row.cells.size(), 5u) << row.place;
    const auto spellings = SpellingsOf({.artifact = row.cells[0],
                                        .originals = row.cells[1],
                                        .case_mode = row.cells[3],
                                        .inflect = row.cells[2]});
    ASSERT_FALSE(spellings.empty()) << row.place;
    EXPECT_EQ(Show(spellings[0]), row.cells[0] + "=" + row.cells[1]) << row.place;
    std::string added;
    for (std::size_t i = 1; i < spellings.size(); ++i) {
      added += (i > 1 ? " | " : "") + Show(spellings[i]);
    }
    EXPECT_EQ(added.empty() ? "none" : added, row.cells[4]) << row.place;
  }
}

TEST(SpellingVariantsTest, TheRulesCombine) {
  const auto spellings = SpellingsOf(
      {.artifact = "misplace his colour", .originals = "lose his colour", .inflect = "verb"});
  // Four forms, seven possessives, two varieties.
  EXPECT_EQ(spellings.size(), 4u * 7u * 2u);
  EXPECT_TRUE(std::any_of(spellings.begin(), spellings.end(), [](const Spelling& spelling) {
    return Show(spelling) == "misplacing her color=losing her color|losing her colour";
  }));
}

// A phrase as it was before the rules for varieties and hyphens touched it.
std::string Plain(const std::string& phrase) {
  std::string spaced = phrase;
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  std::istringstream stream(spaced);
  std::string plain;
  for (std::string word; stream >> word;) {
    const std::string american = EnglishLexicon().American(word);
    plain += (plain.empty() ? "" : " ") + (american.empty() ? word : american);
  }
  return plain;
}

// Words of no class, so that Plain undoes all that is done to them.
TEST(SpellingVariantsTest, VariantsAreTheInflectedFormsInOtherLetters) {
  constexpr std::array kWords = {"heart",  "colour", "center", "organization", "rate",
                                 "method", "labour", "of",     "assault",      "city"};
  constexpr std::array kMarks = {"", "noun", "mass"};
  std::mt19937_64 random(20261121);
  const auto word = [&] { return std::string(kWords[random() % kWords.size()]); };
  for (int round = 0; round < 500; ++round) {
    dictionary::EntryRow row{.artifact = word(), .originals = word() + " party"};
    for (std::size_t more = random() % 4; more > 0; --more) {
      row.artifact += (random() % 3 == 0 ? "-" : " ") + word();
    }
    row.inflect = kMarks[random() % kMarks.size()];
    const auto entries = dictionary::EntriesOf({row});
    ASSERT_EQ(entries.size(), 1u);
    SourceErrors errors;
    std::set<std::string> plain;
    for (const Spelling& form : Inflected(entries[0], EnglishLexicon(), &errors)) {
      plain.insert(Plain(form.artifact));
    }
    std::set<std::string> seen;
    for (const Spelling& spelling : AllSpellings(entries[0], EnglishLexicon(), &errors)) {
      EXPECT_TRUE(seen.insert(spelling.artifact).second) << spelling.artifact;
      EXPECT_TRUE(plain.contains(Plain(spelling.artifact))) << spelling.artifact;
      EXPECT_FALSE(spelling.originals.empty()) << spelling.artifact;
    }
  }
}

}  // namespace
}  // namespace calque::compiler
