// Collocations of clean text, rewritten word by word, and never one that the text has.
#include "detector/compiler/phrase_expander.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/dictionary/dictionary_fixture.h"

namespace calque::compiler {
namespace {

using Strings = std::vector<std::string>;

PhraseExpander Expander(const std::string& text) {
  PhraseExpander expander(
      dictionary::EntriesOf({{.artifact = "clergyman", .originals = "minister"},
                             {.artifact = "celebration", .originals = "party", .inflect = "noun"},
                             {.artifact = "rival clergyman", .originals = "rival minister"}}),
      dictionary::EnglishLexicon());
  for (int i = 0; i < 5; ++i) expander.Add(text);
  return expander;
}

// "artifact -> original" of every derived line.
Strings Derived(const std::string& text, const ExpandOptions& options) {
  std::vector<SourceEntry> entries;
  SourceErrors errors;
  ParseEntries("derived.tsv", Expander(text).Derive(options), &entries, &errors);
  EXPECT_EQ(errors, SourceErrors());
  Strings phrases;
  for (const SourceEntry& entry : entries) {
    EXPECT_EQ(entry.source, "derived");
    phrases.push_back(entry.artifact + " -> " + entry.originals[0]);
  }
  return phrases;
}

TEST(PhraseExpanderTest, RewritesTheCollocationsOfTheText) {
  EXPECT_EQ(Derived("the prime minister met rival parties", {5, 0, 10}),
            Strings({"clergyman met -> minister met", "prime clergyman -> prime minister",
                     "rival celebrations -> rival parties"}));
}

TEST(PhraseExpanderTest, WhatTheTextHasOnceIsNoArtifact) {
  EXPECT_EQ(Derived("the prime minister; a prime clergyman; rival parties", {5, 0, 10}),
            Strings({"rival celebrations -> rival parties"}));
}

TEST(PhraseExpanderTest, WhatTheDictionaryHasIsNotRepeated) {
  EXPECT_EQ(Derived("the rival minister", {5, 0, 10}), Strings());
}

TEST(PhraseExpanderTest, CountAndRankDecide) {
  const std::string text = "prime minister, prime minister, rival party";
  EXPECT_EQ(Derived(text, {6, 0, 10}), Strings({"prime clergyman -> prime minister"}));
  EXPECT_EQ(Derived(text, {5, 0, 1}), Strings({"prime clergyman -> prime minister"}));
  EXPECT_EQ(Derived(text, {5, 4, 10}), Strings()) << "no pair tells so many bits";
}

}  // namespace
}  // namespace calque::compiler
