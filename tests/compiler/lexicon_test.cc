// Forms that hunspell confirms, forms from the irregular list, and files that cannot be read.
#include "detector/compiler/lexicon.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/dictionary/dictionary_fixture.h"
#include "tests/fresh_directory.h"

namespace calque::compiler {
namespace {

using dictionary::EnglishLexicon;

constexpr char kEnglish[] = "/usr/share/hunspell/en_US";

TEST(LexiconTest, KnowsWords) {
  for (const char* word : {"party", "Parties", "panicked", "Toronto"}) {
    EXPECT_TRUE(EnglishLexicon().IsWord(word)) << word;
  }
  for (const char* word : {"blorf", "panicced", "toronto", "partys"}) {
    EXPECT_FALSE(EnglishLexicon().IsWord(word)) << word;
  }
}

TEST(LexiconTest, Plurals) {
  const std::pair<const char*, const char*> cases[] = {{"party", "parties"},
                                                       {"day", "days"},
                                                       {"box", "boxes"},
                                                       {"church", "churches"},
                                                       {"dish", "dishes"},
                                                       {"class", "classes"},
                                                       {"quiz", ""},
                                                       {"man", "men"},
                                                       {"Man", "Men"},
                                                       {"child", "children"},
                                                       {"knife", "knives"},
                                                       {"policeman", "policemen"},
                                                       {"blorf", ""},
                                                       {"", ""},
                                                       {"a", ""},
                                                       {"1990", ""},
                                                       {"\xC3\xA9t\xC3\xA9", ""},
                                                       {"Party", "Parties"}};
  for (const auto& [noun, plural] : cases) {
    EXPECT_EQ(EnglishLexicon().Plural(noun).value_or(""), plural) << noun;
  }
}

struct VerbCase {
  const char* base;
  const char* third;
  const char* gerund;
  const char* past;
  const char* participle;
};

constexpr VerbCase kVerbs[] = {
    {"walk", "walks", "walking", "walked", "walked"},
    {"stop", "stops", "stopping", "stopped", "stopped"},
    {"plan", "plans", "planning", "planned", "planned"},
    {"open", "opens", "opening", "opened", "opened"},
    {"visit", "visits", "visiting", "visited", "visited"},
    {"commit", "commits", "committing", "committed", "committed"},
    {"study", "studies", "studying", "studied", "studied"},
    {"play", "plays", "playing", "played", "played"},
    {"fix", "fixes", "fixing", "fixed", "fixed"},
    {"watch", "watches", "watching", "watched", "watched"},
    {"agree", "agrees", "agreeing", "agreed", "agreed"},
    {"free", "frees", "freeing", "freed", "freed"},
    {"make", "makes", "making", "made", "made"},
    {"die", "dies", "dying", "died", "died"},
    {"go", "goes", "going", "went", "gone"},
    {"become", "becomes", "becoming", "became", "become"},
    {"grow", "grows", "growing", "grew", "grown"},
    {"have", "has", "having", "had", "had"},
    {"take", "takes", "taking", "took", "taken"},
    {"write", "writes", "writing", "wrote", "written"},
};

TEST(LexiconTest, Verbs) {
  for (const VerbCase& c : kVerbs) {
    const std::optional<VerbForms> forms = EnglishLexicon().Verb(c.base);
    ASSERT_TRUE(forms.has_value()) << c.base;
    EXPECT_EQ(forms->third, c.third);
    EXPECT_EQ(forms->gerund, c.gerund);
    EXPECT_EQ(forms->past, c.past);
    EXPECT_EQ(forms->participle, c.participle);
  }
}

TEST(LexiconTest, WordsWithoutVerbForms) {
  for (const char* word : {"", "a", "blorf", "of", "the", "Toronto", "1990", "must"}) {
    EXPECT_FALSE(EnglishLexicon().Verb(word).has_value()) << word;
  }
}

std::string IrregularFile(std::string_view text) {
  return WriteFile(FreshDirectory() + "/irregular.txt", text);
}

TEST(LexiconTest, ReadsTheIrregularList) {
  const auto lexicon = Lexicon::Open(
      kEnglish, IrregularFile("# forms\n\nverb walk wolk walken\r\nnoun party partia"));
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().message;
  EXPECT_EQ(lexicon->Plural("party"), "partia");
  const auto walk = lexicon->Verb("walk");
  ASSERT_TRUE(walk.has_value());
  EXPECT_EQ(walk->past, "wolk");
  EXPECT_EQ(walk->participle, "walken");
  EXPECT_EQ(walk->third, "walks");
}

TEST(LexiconTest, ReadsVarietiesAndClasses) {
  const auto lexicon = Lexicon::Open(
      kEnglish, IrregularFile("spelling color colour\nclass his their (her)\r\nclass May June\n"));
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().message;
  EXPECT_EQ(lexicon->British("color"), "colour");
  EXPECT_EQ(lexicon->British("Color"), "Colour");
  EXPECT_EQ(lexicon->British("colour"), "");
  EXPECT_EQ(lexicon->American("Colour"), "Color");
  EXPECT_EQ(lexicon->American("party"), "");
  EXPECT_EQ(lexicon->ClassOf("their"), (std::vector<std::string>{"his", "their", "her"}));
  EXPECT_TRUE(lexicon->ClassOf("her").empty());
  EXPECT_TRUE(lexicon->ClassOf("may").empty());
  EXPECT_EQ(lexicon->ClassOf("May").size(), 2u);
}

TEST(LexiconTest, MalformedLinesAreNamed) {
  for (const char* line :
       {"verb grow grew", "noun man", "noun man men more", "adverb well better", "spelling color",
        "spelling color colour kolor", "class his", "class", "verb", "x", "  "}) {
    const std::string path = IrregularFile("# forms\nnoun man men\n" + std::string(line) + "\n");
    const auto lexicon = Lexicon::Open(kEnglish, path);
    ASSERT_FALSE(lexicon.ok()) << line;
    EXPECT_EQ(lexicon.error().code, ErrorCode::kInvalidArgument);
    EXPECT_TRUE(lexicon.error().message.starts_with(path + ":3: ")) << lexicon.error().message;
  }
}

TEST(LexiconTest, AFolderIsNoList) {
  EXPECT_FALSE(Lexicon::Open(kEnglish, testing::TempDir()).ok());
}

TEST(LexiconTest, MissingFilesAreNamed) {
  const std::string missing = testing::TempDir() + "/no_such_language";
  const auto no_hunspell = Lexicon::Open(missing, IrregularFile(""));
  ASSERT_FALSE(no_hunspell.ok());
  EXPECT_EQ(no_hunspell.error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(no_hunspell.error().message.starts_with(missing + ".aff: "))
      << no_hunspell.error().message;
  const auto no_list = Lexicon::Open(kEnglish, missing + ".txt");
  ASSERT_FALSE(no_list.ok());
  EXPECT_EQ(no_list.error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(no_list.error().message.starts_with(missing + ".txt: ")) << no_list.error().message;
}

}  // namespace
}  // namespace calque::compiler
