// Labelled rewriting: what is said to have been changed is what was changed.
#include "detector/compiler/corruptor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/dictionary/dictionary_fixture.h"

namespace calque::compiler {
namespace {

using dictionary::EnglishLexicon;
using dictionary::EntryRow;

constexpr std::string_view kText =
    "The consul general said that the Liberal Party, a party of the left, won.\n\n"
    "\xE2\x80\x9CParties stop here,\xE2\x80\x9D  the CONSUL GENERAL said; he stopped. A liberal "
    "party began at "
    "the house of commons. In the House of Commons 12 parties stopped \xFF it. The party said so.";

const std::vector<SourceEntry>& Entries() {
  static const std::vector<SourceEntry> entries = dictionary::EntriesOf(
      {{.artifact = "consul normal", .originals = "consul general", .id = "consul"},
       {.artifact = "Liberal Celebration",
        .originals = "Liberal Party",
        .case_mode = "title",
        .id = "liberal"},
       {.artifact = "Home of Frequent",
        .originals = "House of Commons",
        .case_mode = "title",
        .id = "house"},
       {.artifact = "celebration", .originals = "party", .inflect = "noun", .id = "party"},
       {.artifact = "halt", .originals = "stop|end", .inflect = "verb", .id = "stop"},
       {.artifact = "mentioned", .originals = "said", .id = "said"},
       {.artifact = "talked about", .originals = "said", .id = "said2"}});
  return entries;
}

const Corruptor& SharedCorruptor() {
  static const Corruptor corruptor(Entries(), EnglishLexicon());
  return corruptor;
}

CorruptedText Corrupt(std::string_view text, double words_per_artifact, std::uint64_t seed = 1) {
  return SharedCorruptor().Corrupt(text, {words_per_artifact, seed});
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

std::string Quote(const CorruptedText& text, const GoldSpan& gold) {
  return text.text.substr(gold.span.begin, gold.span.end - gold.span.begin);
}

// The corrupted text with every original put back.
std::string PutBack(const CorruptedText& corrupted) {
  std::string text;
  std::size_t at = 0;
  for (const GoldSpan& gold : corrupted.spans) {
    EXPECT_LE(at, gold.span.begin);
    text += corrupted.text.substr(at, gold.span.begin - at) + gold.original;
    at = gold.span.end;
  }
  return text + corrupted.text.substr(at);
}

std::vector<std::string> Swaps(const CorruptedText& corrupted) {
  std::vector<std::string> swaps;
  for (const GoldSpan& gold : corrupted.spans) {
    swaps.push_back(gold.original + " -> " + Quote(corrupted, gold));
  }
  return swaps;
}

TEST(CorruptorTest, TakesAllPlacesWhenItMay) {
  const CorruptedText corrupted = Corrupt(kText, 1);
  EXPECT_EQ(corrupted.spans.size(), 15u);
  EXPECT_EQ(PutBack(corrupted), kText);
}

TEST(CorruptorTest, TheSpansQuoteArtifactsAndTheRestIsUntouched) {
  const std::set<std::string> artifacts = {"consul normal",
                                           "liberal celebration",
                                           "home of frequent",
                                           "celebration",
                                           "celebrations",
                                           "halt",
                                           "halts",
                                           "halted",
                                           "halting",
                                           "mentioned",
                                           "talked about"};
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (const double density : {1.0, 4.0, 8.0, 20.0}) {
      const CorruptedText corrupted = Corrupt(kText, density, seed);
      EXPECT_EQ(PutBack(corrupted), kText);
      for (const GoldSpan& gold : corrupted.spans) {
        EXPECT_TRUE(artifacts.contains(Lower(Quote(corrupted, gold)))) << Quote(corrupted, gold);
        EXPECT_TRUE(std::any_of(Entries().begin(), Entries().end(),
                                [&](const SourceEntry& e) { return e.id == gold.entry; }));
      }
    }
  }
}

TEST(CorruptorTest, NumberTenseAndCapitalsFollow) {
  EXPECT_EQ(Swaps(Corrupt("Parties stopped the CONSUL GENERAL; a party ends.", 1)),
            (std::vector<std::string>{"Parties -> Celebrations", "stopped -> halted",
                                      "CONSUL GENERAL -> CONSUL NORMAL", "party -> celebration",
                                      "ends -> halts"}));
}

TEST(CorruptorTest, NamesAreTakenOnlyWhereTheyStandAsNames) {
  EXPECT_EQ(Corrupt("A house of commons and the House of Commons", 1).text,
            "A house of commons and the Home of Frequent");
  EXPECT_EQ(Corrupt("the House of commons", 1).text, "the House of commons");
  // The longest that may be taken.
  EXPECT_EQ(Swaps(Corrupt("the Liberal Party", 1)),
            std::vector<std::string>{"Liberal Party -> Liberal Celebration"});
  EXPECT_EQ(Swaps(Corrupt("a liberal party", 1)), std::vector<std::string>{"party -> celebration"});
}

TEST(CorruptorTest, TheDensityIsKept) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "He said that the party is on. ";  // 7 words, 2 places
  EXPECT_EQ(Corrupt(text, 1).spans.size(), 200u);
  EXPECT_EQ(Corrupt(text, 3.5).spans.size(), 200u);
  EXPECT_EQ(Corrupt(text, 7).spans.size(), 100u);
  EXPECT_EQ(Corrupt(text, 10).spans.size(), 70u);
  EXPECT_EQ(Corrupt(text, 100).spans.size(), 7u);
  EXPECT_EQ(Corrupt(text, 701).spans.size(), 0u);
}

TEST(CorruptorTest, DeterministicForASeed) {
  std::set<std::string> texts;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const CorruptedText corrupted = Corrupt(kText, 8, seed);
    const CorruptedText again = Corruptor(Entries(), EnglishLexicon()).Corrupt(kText, {8, seed});
    EXPECT_EQ(corrupted.text, again.text);
    EXPECT_EQ(Swaps(corrupted), Swaps(again));
    texts.insert(corrupted.text);
  }
  EXPECT_GT(texts.size(), 10u);
}

TEST(CorruptorTest, EveryArtifactOfAnOriginalIsDrawn) {
  std::set<std::string> entries;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    entries.insert(Corrupt("He said so.", 1, seed).spans.at(0).entry);
  }
  EXPECT_EQ(entries, (std::set<std::string>{"said", "said2"}));
}

TEST(CorruptorTest, NothingToDo) {
  EXPECT_EQ(Corrupt("", 1).text, "");
  const std::string bytes = "\xFF\xFE no place \x80";
  EXPECT_EQ(Corrupt(bytes, 1).text, bytes);
  EXPECT_EQ(Corruptor({}, EnglishLexicon()).Corrupt(kText, {}).text, kText);
}

TEST(CorruptorTest, NotAcrossSentences) {
  const std::string text = "He met the consul. General elections are near.";
  EXPECT_EQ(Corrupt(text, 1).text, text);
}

// The two halves share no entry and are the whole together.
TEST(HalfTest, TheHalvesPartTheEntries) {
  std::vector<SourceEntry> even = Entries();
  std::vector<SourceEntry> odd = Entries();
  std::vector<SourceEntry> both = Entries();
  KeepHalf(*ParseHalf("even"), &even);
  KeepHalf(*ParseHalf("odd"), &odd);
  KeepHalf(*ParseHalf("both"), &both);
  EXPECT_FALSE(ParseHalf("left"));
  EXPECT_EQ(both.size(), Entries().size());
  EXPECT_FALSE(even.empty());
  EXPECT_FALSE(odd.empty());
  std::set<std::string> ids;
  for (const auto* half : {&even, &odd}) {
    for (const SourceEntry& entry : *half) EXPECT_TRUE(ids.insert(entry.id).second) << entry.id;
  }
  EXPECT_EQ(ids.size(), Entries().size());
}

}  // namespace
}  // namespace calque::compiler
