// What stands in a text and what the guards let through, case by case.
#include "detector/dictionary/dictionary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"
#include "tests/dictionary/dictionary_fixture.h"

namespace calque::dictionary {
namespace {

using Words = std::vector<std::string>;

struct Case {
  std::string_view text;
  Words expected;
};

void ExpectMatches(const CompiledDictionary& dictionary, const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(dictionary.Matches(c.text), c.expected) << c.text;
}

TEST(DictionaryTest, AnEmptyDictionaryFindsNothing) {
  const CompiledDictionary dictionary(std::vector<EntryRow>{});
  EXPECT_EQ(dictionary->entry_count(), 0u);
  EXPECT_EQ(dictionary->phrase_count(), 0u);
  ExpectMatches(dictionary, {{"", {}}, {"The consul general spoke.", {}}});
}

TEST(DictionaryTest, TellsWhatAnEntryIs) {
  const CompiledDictionary dictionary{{.artifact = "consul normal",
                                       .originals = "consul general|consul",
                                       .strength = "strong",
                                       .id = "en/names/0042"}};
  EXPECT_EQ(dictionary->entry_count(), 1u);
  EXPECT_EQ(dictionary->phrase_count(), 1u);
  EXPECT_EQ(dictionary->EntryId(0), "en/names/0042");
  EXPECT_EQ(dictionary->EntryFamily(0), Family::kSynonym);
  EXPECT_EQ(dictionary->EntryStrength(0), Strength::kStrong);
  EXPECT_EQ(dictionary->EntryPivot(0), "");
  const Variant& variant = dictionary->variant(0);
  ASSERT_EQ(variant.original_count, 2);
  EXPECT_EQ(dictionary->OriginalText(variant, 0), "consul general");
  EXPECT_EQ(dictionary->OriginalText(variant, 1), "consul");
  const text::SegmentedText general = text::SegmentAll("consul general");
  const auto keys = dictionary->OriginalKeys(variant, 0);
  EXPECT_TRUE(std::ranges::equal(keys, general.keys));
}

// More than a slot can count, and a phrase that guards look for at the same time.
TEST(DictionaryTest, HundredsOfEntriesHaveTheSameWords) {
  for (const std::string artifact : {"normal", "the consul normal"}) {
    std::vector<EntryRow> rows;
    Words expected;
    for (int i = 0; i < 600; ++i) {
      rows.push_back({.artifact = artifact, .id = std::to_string(i)});
      expected.push_back(artifact + "=" + std::to_string(i));
    }
    rows.push_back({.artifact = "met", .require = "document:" + artifact, .id = "met"});
    const CompiledDictionary dictionary(rows);
    EXPECT_EQ(dictionary->mark_count(), 1u);
    EXPECT_EQ(dictionary.MatchesWithIds("the consul met"), Words({}));
    expected.emplace_back("met=met");
    EXPECT_EQ(dictionary.MatchesWithIds("the consul normal met"), expected) << artifact;
  }
}

TEST(DictionaryTest, MatchesWholeTokensOnly) {
  const CompiledDictionary dictionary{{.artifact = "the consul normal"}, {.artifact = "dialog"}};
  ExpectMatches(dictionary, {
                                {"the consul normal", {"the consul normal"}},
                                {"the consul normally", {}},
                                {"bathe consul normal", {}},
                                {"the consul", {}},
                                {"the  consul\n normal", {"the  consul\n normal"}},
                                {"dialogic dialogs", {}},
                                {"a dialog, a dialog's end", {"dialog", "dialog"}},
                                {"the consul, normal", {}},
                            });
}

TEST(DictionaryTest, CaseAnyIgnoresCapitals) {
  const CompiledDictionary dictionary{{.artifact = "Consul normal"}};
  ExpectMatches(dictionary, {{"consul normal", {"consul normal"}},
                             {"Consul Normal", {"Consul Normal"}},
                             {"CONSUL NORMAL", {"CONSUL NORMAL"}}});
}

TEST(DictionaryTest, CaseTitleWantsCapitalsOnLongWords) {
  const CompiledDictionary dictionary{
      {.artifact = "Home of Frequent", .originals = "House of Commons", .case_mode = "title"}};
  ExpectMatches(dictionary, {{"the Home of Frequent", {"Home of Frequent"}},
                             {"the Home Of Frequent", {"Home Of Frequent"}},
                             {"THE HOME OF FREQUENT", {"HOME OF FREQUENT"}},
                             {"a home of frequent visits", {}},
                             {"Home of frequent visits", {}},
                             {"a home of Frequent", {}}});
}

TEST(DictionaryTest, CaseExactWantsTheSameCapitals) {
  const CompiledDictionary dictionary{{.artifact = "Cupboard of ministers", .case_mode = "exact"}};
  ExpectMatches(dictionary, {{"the Cupboard of ministers met", {"Cupboard of ministers"}},
                             {"the Cupboard of Ministers met", {}},
                             {"the cupboard of ministers met", {}},
                             {"the Cupboard Of ministers met", {}},
                             // Only the first letter of a word is compared.
                             {"the CUPBOARD of ministers met", {"CUPBOARD of ministers"}}});
}

TEST(DictionaryTest, TypographyDoesNotMatter) {
  const CompiledDictionary dictionary{{.artifact = "can't be \"normal\""},
                                      {.artifact = "re-size - now"},
                                      {.artifact = "caf\xC3\xA9 society"}};
  ExpectMatches(dictionary,
                {{"it can\xE2\x80\x99t be \xE2\x80\x9Cnormal\xE2\x80\x9D here",
                  {"can\xE2\x80\x99t be \xE2\x80\x9Cnormal\xE2\x80\x9D"}},
                 {"it can't be ''normal'' here", {"can't be ''normal''"}},
                 {"a re\xE2\x80\x90size \xE2\x80\x94 now", {"re\xE2\x80\x90size \xE2\x80\x94 now"}},
                 {"a re-size -- now", {"re-size -- now"}},
                 {"a resize - now", {}},
                 // The accent as a code point of its own, and in capitals.
                 {"the CAFE\xCC\x81 SOCIETY", {"CAFE\xCC\x81 SOCIETY"}},
                 {"the caf\xC3\x89 society", {"caf\xC3\x89 society"}},
                 {"the cafe society", {}}});
}

TEST(DictionaryTest, HyphensAreTokens) {
  const CompiledDictionary dictionary{{.artifact = "on-line"}, {.artifact = "well-liked"}};
  ExpectMatches(dictionary, {{"go on-line now", {"on-line"}},
                             {"go on line now", {}},
                             {"a non-line", {}},
                             {"a well-liked-by-all man", {"well-liked"}}});
}

TEST(DictionaryTest, ReturnsAllOverlapsOrderedByBeginThenLongest) {
  const CompiledDictionary dictionary{{.artifact = "normal school"},
                                      {.artifact = "consul"},
                                      {.artifact = "consul normal school"},
                                      {.artifact = "consul normal", .id = "first"},
                                      {.artifact = "Consul Normal", .id = "second"},
                                      {.artifact = "school"}};
  const Words expected = {"consul normal school=consul normal school",
                          "consul normal=first",
                          "consul normal=second",
                          "consul=consul",
                          "normal school=normal school",
                          "school=school"};
  EXPECT_EQ(dictionary.MatchesWithIds("The consul normal school."), expected);
}

TEST(DictionaryTest, RepeatedWordsOverlapThemselves) {
  const CompiledDictionary dictionary{{.artifact = "very very"}};
  EXPECT_EQ(dictionary.Matches("very very very very").size(), 3u);
}

TEST(DictionaryTest, NeverCrossesASentenceBorder) {
  const CompiledDictionary dictionary{{.artifact = "consul normal"}};
  ExpectMatches(dictionary, {{"He met the consul. Normal people did not.", {}},
                             {"He met the consul\n\nnormal people", {}},
                             {"He met the consul\nnormal people", {"consul\nnormal"}}});
}

TEST(DictionaryTest, FindsPhrasesUpToTheLimit) {
  std::string phrase = "w0";
  for (int i = 1; i < kMaxPhraseTokens; ++i) phrase += " w" + std::to_string(i);
  const CompiledDictionary dictionary{{.artifact = phrase, .id = "long"}};
  EXPECT_EQ(dictionary.Matches("x " + phrase + " x"), Words({phrase}));
  EXPECT_EQ(dictionary.Matches(phrase.substr(3)), Words());
}

TEST(DictionaryTest, InflectedFormsAreSpellingsOfTheirEntry) {
  const CompiledDictionary dictionary{
      {.artifact = "celebration", .originals = "party", .inflect = "noun"},
      {.artifact = "halt", .originals = "stop", .inflect = "verb"}};
  EXPECT_EQ(dictionary->entry_count(), 2u);
  const Words expected = {"Celebrations=celebration", "halted=halt", "halting=halt"};
  EXPECT_EQ(dictionary.MatchesWithIds("Celebrations halted, halting us."), expected);
}

struct GuardCase {
  std::string_view require;
  std::string_view forbid;
  std::string_view text;
  bool found;
};

// The artifact is "normal" in all of them.
constexpr GuardCase kGuardCases[] = {
    {"prev:consul", "", "the consul normal spoke", true},
    {"prev:consul", "", "the Consul normal spoke", true},
    {"prev:consul", "", "the former normal spoke", false},
    {"prev:consul", "", "normal spoke to the consul", false},
    {"prev:consul", "", "He met the consul. Normal people left.", false},
    {"prev:the consul", "", "the consul normal spoke", true},
    {"prev:the consul", "", "a consul normal spoke", false},
    {"prev:the consul", "", "consul normal spoke", false},
    {"prev:a/an/the", "", "the normal one", true},
    {"prev:a/an/the", "", "an normal one", true},
    {"prev:a/an/the", "", "no normal one", false},
    {"prev:<start>", "", "Normal people left.", true},
    {"prev:<start>", "", "He left. Normal people did not.", true},
    {"prev:<start>", "", "All normal people left.", false},
    {"prev:<number>", "", "21 normal people", true},
    {"prev:<number>", "", "some normal people", false},
    {"prev:<number>", "", "normal people", false},
    {"prev:<capital>", "", "the Consul normal spoke", true},
    {"prev:<capital>", "", "the consul normal spoke", false},
    {"prev:<capital>", "", "in 1999 normal people", false},
    {"prev:<lower>", "", "the consul normal spoke", true},
    {"prev:<lower>", "", "the Consul normal spoke", false},
    {"prev:<lower>", "", "the (normal) one", false},
    {"prev:<punct>", "", "the (normal) one", true},
    {"prev:<punct>", "", "the normal one", false},
    {"next:school", "", "a normal school", true},
    {"next:school", "", "a normal day at school", false},
    {"next:school", "", "It is normal. School is out.", false},
    {"next:school of", "", "a normal school of thought", true},
    {"next:school of", "", "a normal school", false},
    {"next:<end>", "", "It is normal.", true},
    {"next:<end>", "", "It is normal", true},
    {"next:<end>", "", "It is normal!", true},
    {"next:<end>", "", "It is normal here.", false},
    {"next:<number>", "", "normal 12 times", true},
    {"next:<number>", "", "normal twelve times", false},
    {"next:<number>", "", "It is normal", false},
    {"next:<capital>", "", "the normal Smith", true},
    {"next:<capital>", "", "the normal smith", false},
    {"next:<lower>", "", "the normal smith", true},
    {"next:<lower>", "", "the normal Smith", false},
    {"next:<punct>", "", "the normal, the odd", true},
    {"next:<punct>", "", "the normal day", false},
    {"sentence:visa", "", "It is normal to need a visa.", true},
    {"sentence:visa", "", "A visa is normal.", true},
    {"sentence:visa", "", "It is normal. A visa is not.", false},
    {"sentence:work visa", "", "It is normal to have a work visa.", true},
    {"sentence:work visa", "", "It is normal work to get a visa.", false},
    {"sentence:<number>", "", "It is normal for 12 of us.", true},
    {"sentence:<number>", "", "It is normal for us.", false},
    {"sentence:<capital>", "", "normal for Smith", true},
    {"sentence:<capital>", "", "normal for him", false},
    {"sentence:<punct>", "", "normal for him, too", true},
    {"sentence:<punct>", "", "normal for him too", false},
    {"document:visa", "", "It is normal. A visa is not.", true},
    {"document:visa", "", "A visa is not. It is normal.", true},
    {"document:visa", "", "It is normal.", false},
    {"document:work visa/passport", "", "It is normal. A Passport is not.", true},
    {"document:work visa/passport", "", "It is normal. A work is not.", false},
    {"in:quote", "", "He said \"it is normal to me\" there.", true},
    {"in:quote", "", "He said it is normal there.", false},
    {"in:quote", "", "\"It is so. It is normal,\" he said.", true},
    {"", "in:quote", "He said 'it is normal' there.", false},
    {"", "in:quote", "He said 'it is' normal.", true},
    {"in:title", "", "It Is Normal To Me", true},
    {"in:title", "", "IT IS NORMAL TO ME", true},
    {"in:title", "", "It is normal to me\n\nHe left.", true},
    {"in:title", "", "It is normal to me.", false},
    {"", "in:title", "It Is Normal To Me", false},
    {"", "in:title/quote", "He said \"it is normal to me\" there.", false},
    {"in:title|prev:a", "", "It is a normal day.", true},
    // One of the required is enough.
    {"prev:consul|next:school", "", "a consul normal spoke", true},
    {"prev:consul|next:school", "", "a normal school", true},
    {"prev:consul|next:school", "", "a normal day", false},
    {"sentence:visa/<number>", "", "normal for 12", true},
    // One of the forbidden is enough.
    {"", "prev:consul|next:school", "a consul normal spoke", false},
    {"", "prev:consul|next:school", "a normal school", false},
    {"", "prev:consul|next:school", "a normal day", true},
    {"", "prev:<start>", "Normal people left.", false},
    {"", "next:<end>/<punct>", "It is normal, he said.", false},
    {"", "next:<end>/<punct>", "It is normal to him.", true},
    {"", "sentence:school", "He is normal at school.", false},
    {"", "sentence:school", "He is normal. School is not.", true},
    {"", "document:school", "He is normal. School is not.", false},
    {"", "document:school", "He is normal. All is well.", true},
    {"", "document:school|prev:consul", "The consul normal left.", false},
    // Both columns.
    {"prev:the", "next:school", "the normal day", true},
    {"prev:the", "next:school", "the normal school", false},
    {"prev:the", "next:school", "a normal day", false},
    {"document:visa", "document:school", "A visa is normal. So is school.", false},
    {"document:visa", "document:school", "A visa is normal.", true},
};

TEST(DictionaryTest, Guards) {
  for (const GuardCase& c : kGuardCases) {
    const CompiledDictionary dictionary{{.artifact = "normal",
                                         .originals = "general",
                                         .require = std::string(c.require),
                                         .forbid = std::string(c.forbid)}};
    EXPECT_EQ(!dictionary.Matches(c.text).empty(), c.found)
        << "require " << c.require << ", forbid " << c.forbid << ": " << c.text;
  }
}

TEST(DictionaryTest, GuardsBelongToOneEntry) {
  const CompiledDictionary dictionary{{.artifact = "normal", .forbid = "next:school", .id = "a"},
                                      {.artifact = "normal", .require = "next:school", .id = "b"},
                                      {.artifact = "school", .id = "c"}};
  EXPECT_EQ(dictionary.MatchesWithIds("normal school"), Words({"normal=b", "school=c"}));
  EXPECT_EQ(dictionary.MatchesWithIds("normal day"), Words({"normal=a"}));
}

TEST(DictionaryTest, MarksLastFromBlockToBlock) {
  const CompiledDictionary dictionary{
      {.artifact = "normal", .originals = "general", .require = "document:work visa"},
      {.artifact = "celebration", .originals = "party", .forbid = "document:birthday"}};
  ASSERT_EQ(dictionary->mark_count(), 2u);
  std::string filler;
  for (std::size_t i = 0; i < text::kBlockTokens; ++i) filler += "It rains. ";
  const std::string words = "It is normal. The celebration won. ";
  EXPECT_EQ(dictionary.Matches(words + filler), Words({"celebration"}));
  EXPECT_EQ(dictionary.Matches(words + filler + "A work visa."), Words({"normal", "celebration"}));
  EXPECT_EQ(dictionary.Matches(words + filler + "A birthday."), Words());
  EXPECT_EQ(dictionary.Matches("A work visa. A birthday. " + filler + words), Words({"normal"}));
}

TEST(DictionaryTest, AMarkMayBeTheBeginningOfAPhrase) {
  const CompiledDictionary dictionary{
      {.artifact = "normal", .originals = "general", .require = "document:consul"},
      {.artifact = "consul normal", .originals = "consul general"}};
  EXPECT_EQ(dictionary.Matches("The consul normal."), Words({"consul normal", "normal"}));
  EXPECT_EQ(dictionary.Matches("The normal."), Words());
}

TEST(DictionaryTest, AppendsToTheCandidates) {
  const CompiledDictionary dictionary{{.artifact = "normal"}};
  const text::SegmentedText block = text::SegmentAll("normal normal");
  std::vector<Candidate> candidates = {{7, 8, 9, 0}};
  DocumentMarks marks;
  dictionary->Find(block, &candidates, &marks);
  ASSERT_EQ(candidates.size(), 3u);
  EXPECT_EQ(candidates[0].begin, 7u);
  EXPECT_EQ(candidates[1].begin, 0u);
  EXPECT_EQ(candidates[2].begin, 1u);
  EXPECT_EQ(candidates[2].end, 2u);
  EXPECT_EQ(candidates[2].sentence, 0u);
}

}  // namespace
}  // namespace calque::dictionary
