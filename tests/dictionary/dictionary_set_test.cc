// The last dictionary has the last word.
#include "detector/dictionary/dictionary_set.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"
#include "tests/dictionary/dictionary_fixture.h"

namespace calque::dictionary {
namespace {

using Words = std::vector<std::string>;

// The candidates as "words=entry id", guards of the whole document applied.
Words Matches(const DictionarySet& set, std::string_view text) {
  const text::SegmentedText block = text::SegmentAll(text);
  std::vector<Candidate> candidates;
  DictionarySet::Marks marks;
  set.ClearMarks(&marks);
  set.Find(block, &candidates, &marks);
  Words matches;
  for (const Candidate& c : candidates) {
    if (!set.DocumentAllows(c, marks)) continue;
    std::string words;
    for (std::uint32_t i = c.begin; i < c.end; ++i) {
      words += (i > c.begin ? " " : "") + std::string(block.Text(block.tokens[i]));
    }
    matches.push_back(words + "=" + std::string(set.Of(c).EntryId(set.VariantOf(c).entry)));
  }
  return matches;
}

TEST(DictionarySetTest, OneDictionaryIsAsItIs) {
  const CompiledDictionary first{{.artifact = "consul normal", .id = "a"},
                                 {.artifact = "normal", .id = "b"}};
  const DictionarySet set(*first);
  EXPECT_EQ(Matches(set, "a consul normal"), Words({"consul normal=a", "normal=b"}));
}

TEST(DictionarySetTest, LaterEntriesAreAdded) {
  const CompiledDictionary first{{.artifact = "normal", .id = "a"}};
  const CompiledDictionary second{{.artifact = "consul normal", .id = "b"},
                                  {.artifact = "met", .id = "c"}};
  DictionarySet set(*first);
  set.Add(*second);
  // Ordered by begin, then longest first, whatever the dictionary.
  EXPECT_EQ(Matches(set, "a normal consul normal met"),
            Words({"normal=a", "consul normal=b", "normal=a", "met=c"}));
}

TEST(DictionarySetTest, TheSameWordsTakeThePlace) {
  const CompiledDictionary first{{.artifact = "Liberal Celebration", .inflect = "noun", .id = "a"},
                                 {.artifact = "liberal", .id = "b"}};
  const CompiledDictionary second{
      {.artifact = "liberal celebration", .forbid = "next:day", .id = "c"}};
  DictionarySet set(*first);
  set.Add(*second);
  EXPECT_EQ(Matches(set, "the Liberal Celebration"), Words({"Liberal Celebration=c", "Liberal=b"}));
  // Also where a guard of the later entry forbids it.
  EXPECT_EQ(Matches(set, "a liberal celebration day"), Words({"liberal=b"}));
}

TEST(DictionarySetTest, OnlyTheSameWordsTakeThePlace) {
  const CompiledDictionary first{
      {.artifact = "celebration", .originals = "party", .inflect = "noun", .id = "a"}};
  const CompiledDictionary second{{.artifact = "celebration", .id = "b"}};
  DictionarySet set(*first);
  set.Add(*second);
  EXPECT_EQ(Matches(set, "celebration celebrations"), Words({"celebration=b", "celebrations=a"}));
}

TEST(DictionarySetTest, TheSameIdTakesThePlaceOfAllSpellings) {
  const CompiledDictionary first{
      {.artifact = "celebration", .originals = "party", .inflect = "noun", .id = "a"},
      {.artifact = "normal", .id = "b"}};
  const CompiledDictionary second{{.artifact = "grew to become", .id = "a"}};
  DictionarySet set(*first);
  set.Add(*second);
  EXPECT_EQ(Matches(set, "celebration celebrations normal grew to become"),
            Words({"normal=b", "grew to become=a"}));
}

TEST(DictionarySetTest, TheLastOfSeveralStands) {
  const CompiledDictionary first{{.artifact = "normal", .id = "a"}};
  const CompiledDictionary second{{.artifact = "normal", .id = "b"}};
  const CompiledDictionary third{{.artifact = "normal", .id = "c"}};
  DictionarySet set(*first);
  set.Add(*second);
  set.Add(*third);
  EXPECT_EQ(Matches(set, "normal"), Words({"normal=c"}));
  for (const std::string id : {"a", "b", "c"}) EXPECT_TRUE(set.HasEntry(id)) << id;
  EXPECT_FALSE(set.HasEntry("d"));
}

TEST(DictionarySetTest, EveryDictionaryHasItsOwnMarks) {
  const CompiledDictionary first{{.artifact = "normal", .require = "document:visa", .id = "a"}};
  const CompiledDictionary second{{.artifact = "consul", .forbid = "document:zebra", .id = "b"}};
  DictionarySet set(*first);
  set.Add(*second);
  EXPECT_EQ(Matches(set, "normal consul"), Words({"consul=b"}));
  EXPECT_EQ(Matches(set, "normal consul visa"), Words({"normal=a", "consul=b"}));
  EXPECT_EQ(Matches(set, "normal consul visa zebra"), Words({"normal=a"}));
}

}  // namespace
}  // namespace calque::dictionary
