// Affix rules on dictionaries of a few lines, and the forms of the English one against hunspell.
#include "detector/compiler/affix_dictionary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "tests/dictionary/dictionary_fixture.h"
#include "tests/fresh_directory.h"

namespace calque::compiler {
namespace {

using Affixes = AffixDictionary::Affixes;
using testing::UnorderedElementsAre;

std::set<std::string> Forms(std::string_view affixes, std::string_view words, Affixes which) {
  const std::string path = FreshDirectory() + "/words";
  WriteFile(path + ".aff", affixes);
  WriteFile(path + ".dic", words);
  const auto dictionary = AffixDictionary::Open(path);
  EXPECT_TRUE(dictionary.ok());
  std::set<std::string> forms;
  if (!dictionary.ok()) return forms;
  dictionary->ForEachForm(which, [&](const std::string& form) { forms.insert(form); });
  return forms;
}

constexpr std::string_view kRules =
    "SET UTF-8\n"
    "PFX U Y 1\nPFX U 0 un .\n"
    "PFX R N 1\nPFX R 0 re .\n"
    "SFX S Y 2\nSFX S y ies [^aeiou]y\nSFX S 0 s [^y] \n"
    "SFX D N 2\r\nSFX D e ed e\r\nSFX D 0 ed [^e]\r\n";

TEST(AffixDictionaryTest, Stems) {
  EXPECT_THAT(Forms(kRules, "2\nparty/S\nday\tpo:noun\n", Affixes::kNone),
              UnorderedElementsAre("party", "day"));
}

TEST(AffixDictionaryTest, SuffixesWhereTheConditionHolds) {
  EXPECT_THAT(Forms(kRules, "3\nparty/S\nday/S\nlike/D\n", Affixes::kSuffixes),
              UnorderedElementsAre("party", "parties", "day", "like", "liked"));
}

TEST(AffixDictionaryTest, PrefixesCrossWhereBothAllowIt) {
  EXPECT_THAT(Forms(kRules, "1\nlock/USD\n", Affixes::kAll),
              UnorderedElementsAre("lock", "locks", "locked", "unlock", "unlocks"));
  EXPECT_THAT(Forms(kRules, "1\nlock/RS\n", Affixes::kAll),
              UnorderedElementsAre("lock", "locks", "relock"));
  EXPECT_THAT(Forms(kRules, "1\nlock/U\n", Affixes::kSuffixes), UnorderedElementsAre("lock"));
}

TEST(AffixDictionaryTest, FlagsOfEveryKind) {
  EXPECT_THAT(
      Forms("SET UTF-8\nFLAG long\nSFX aa Y 1\nSFX aa 0 x .\n", "1\nw/bbaa\n", Affixes::kSuffixes),
      UnorderedElementsAre("w", "wx"));
  EXPECT_THAT(
      Forms("SET UTF-8\nFLAG num\nSFX 12 Y 1\nSFX 12 0 x .\n", "1\nw/1,12\n", Affixes::kSuffixes),
      UnorderedElementsAre("w", "wx"));
  EXPECT_THAT(Forms("SET UTF-8\nSFX \xC3\xA9 Y 1\nSFX \xC3\xA9 0 x .\n", "1\nw/a\xC3\xA9\n",
                    Affixes::kSuffixes),
              UnorderedElementsAre("w", "wx"));
  EXPECT_THAT(Forms("SET UTF-8\nAF 2\nAF b\nAF ab\nSFX a Y 1\nSFX a 0 x .\n", "2\nw/2\nv/1\n",
                    Affixes::kSuffixes),
              UnorderedElementsAre("w", "wx", "v"));
}

TEST(AffixDictionaryTest, WhatIsNoWordByItselfIsLeftOut) {
  EXPECT_THAT(Forms("SET UTF-8\nFORBIDDENWORD f\nONLYINCOMPOUND o\nNEEDAFFIX n\n"
                    "SFX a Y 2\nSFX a 0 x .\nSFX a 0 y/o .\n",
                    "4\nbad/f\npart/o\nstem/na\ngood/a\n", Affixes::kSuffixes),
              UnorderedElementsAre("stemx", "good", "goodx"));
}

TEST(AffixDictionaryTest, OtherCharsetsBecomeUtf8) {
  EXPECT_THAT(Forms("SET ISO8859-2\nSFX a Y 1\nSFX a \xB1 \xEA [^n]\xB1\n", "1\nt\xB1/a\n",
                    Affixes::kSuffixes),
              UnorderedElementsAre("t\xC4\x85", "t\xC4\x99"));
}

TEST(AffixDictionaryTest, AMissingFileIsNamed) {
  const auto dictionary = AffixDictionary::Open("/nowhere/xx");
  ASSERT_FALSE(dictionary.ok());
  EXPECT_EQ(dictionary.error().message, "/nowhere/xx.aff: cannot be read");
}

// hunspell accepts what we build of its dictionary.
TEST(AffixDictionaryTest, EnglishFormsAreWords) {
  const auto english = AffixDictionary::Open("/usr/share/hunspell/en_US");
  ASSERT_TRUE(english.ok()) << english.error().message;
  std::size_t forms = 0;
  std::size_t refused = 0;
  std::string first;
  english->ForEachForm(Affixes::kAll, [&](const std::string& form) {
    if (++forms % 37 != 0 || dictionary::EnglishLexicon().IsWord(form)) return;
    if (refused++ == 0) first = form;
  });
  EXPECT_GT(forms, 100000u);
  EXPECT_EQ(refused, 0u) << first;
}

}  // namespace
}  // namespace calque::compiler
