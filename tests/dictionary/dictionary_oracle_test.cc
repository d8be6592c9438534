// The hash table against nested loops that compare strings, on random phrases; and a dictionary
// of the size of a large language.
#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "detector/dictionary/dictionary.h"
#include "detector/text/segmenter.h"
#include "tests/dictionary/dictionary_fixture.h"

namespace calque::dictionary {
namespace {

using text::SegmentedText;
using text::Sentence;

// A small vocabulary makes nested and overlapping phrases common. Words that differ in typography
// only stand for the same token.
constexpr std::array<std::string_view, 20> kVocabulary = {"of",       "the",
                                                          "consul",   "normal",
                                                          "don't",    "don\xE2\x80\x99t",
                                                          "-",        "\xE2\x80\x93",
                                                          "\"",       "\xE2\x80\x9C",
                                                          "liberal",  "party",
                                                          "a",        "celebration",
                                                          "to",       "grew",
                                                          "aware",    "in",
                                                          "response", ","};

std::string ReplaceAll(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

// The folding of this vocabulary, spelt out.
std::string Fold(std::string_view token) {
  std::string folded = ReplaceAll(std::string(token), "\xE2\x80\x99", "'");
  folded = ReplaceAll(folded, "\xE2\x80\x93", "-");
  folded = ReplaceAll(folded, "\xE2\x80\x9C", "\"");
  for (char& c : folded) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return folded;
}

bool IsCapital(std::string_view token) {
  return std::isupper(static_cast<unsigned char>(token.front())) != 0;
}

struct Expected {
  std::size_t begin;
  std::size_t end;
  std::size_t sentence;
  std::size_t entry;
  friend bool operator==(const Expected&, const Expected&) = default;
};

void PrintTo(const Expected& e, std::ostream* out) {
  *out << '[' << e.begin << ',' << e.end << ") sentence " << e.sentence << " entry " << e.entry;
}

class Oracle {
 public:
  explicit Oracle(const std::vector<EntryRow>& rows) : rows_(rows) {
    for (const EntryRow& row : rows) phrases_.push_back(text::SegmentAll(row.artifact));
  }

  std::vector<Expected> Find(const SegmentedText& block) const {
    std::vector<Expected> found;
    for (std::size_t s = 0; s < block.sentences.size(); ++s) {
      const Sentence& sentence = block.sentences[s];
      for (std::size_t begin = sentence.begin; begin < sentence.end; ++begin) {
        for (std::size_t end = sentence.end; end > begin; --end) {
          for (std::size_t p = 0; p < phrases_.size(); ++p) {
            if (Stands(block, begin, end, p)) found.push_back({begin, end, s, p});
          }
        }
      }
    }
    return found;
  }

 private:
  bool Stands(const SegmentedText& block, std::size_t begin, std::size_t end, std::size_t p) const {
    const SegmentedText& phrase = phrases_[p];
    if (phrase.tokens.size() != end - begin) return false;
    for (std::size_t i = 0; i < phrase.tokens.size(); ++i) {
      const std::string_view wanted = phrase.Text(phrase.tokens[i]);
      const std::string_view there = block.Text(block.tokens[begin + i]);
      if (Fold(wanted) != Fold(there)) return false;
      if (rows_[p].case_mode == "exact" && IsCapital(wanted) != IsCapital(there)) return false;
      const bool long_word = phrase.tokens[i].kind == text::TokenKind::kWord && wanted.size() > 3;
      if (rows_[p].case_mode == "title" && long_word && !IsCapital(there)) return false;
    }
    return true;
  }

  const std::vector<EntryRow>& rows_;
  std::vector<SegmentedText> phrases_;
};

class RandomWords {
 public:
  std::size_t Below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

  std::string Phrase(std::size_t words) {
    std::string phrase;
    for (std::size_t i = 0; i < words; ++i) {
      if (i > 0) phrase += ' ';
      std::string word(kVocabulary[Below(kVocabulary.size())]);
      if (Below(4) == 0)
        word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
      phrase += word;
    }
    return phrase;
  }

  std::string Text() {
    std::string text;
    for (std::size_t s = 1 + Below(4); s > 0; --s)
      text += "He " + Phrase(1 + Below(25)) + " left. ";
    return text;
  }

 private:
  std::mt19937_64 random_{20261121};
};

constexpr std::array<std::string_view, 4> kModes = {"any", "any", "title", "exact"};

std::vector<EntryRow> RandomRows(RandomWords* random, std::size_t count, std::size_t longest) {
  std::vector<EntryRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    rows.push_back({.artifact = random->Phrase(1 + random->Below(longest)),
                    .originals = "something else",
                    .case_mode = std::string(kModes[random->Below(4)]),
                    .id = std::to_string(i)});
  }
  return rows;
}

// Returns how many were found.
std::size_t ExpectAgreement(const CompiledDictionary& dictionary, const Oracle& oracle,
                            const std::string& text) {
  const SegmentedText block = text::SegmentAll(text);
  std::vector<Candidate> candidates;
  DocumentMarks marks;
  dictionary->Find(block, &candidates, &marks);
  std::vector<Expected> found;
  for (const Candidate& c : candidates) {
    found.push_back({c.begin, c.end, c.sentence, dictionary->variant(c.variant).entry});
  }
  EXPECT_EQ(found, oracle.Find(block)) << text;
  return found.size();
}

TEST(DictionaryOracleTest, AgreesWithNestedLoops) {
  RandomWords random;
  const std::vector<EntryRow> rows = RandomRows(&random, 2000, 4);
  const CompiledDictionary dictionary(rows);
  const Oracle oracle(rows);
  std::size_t total = 0;
  for (int round = 0; round < 40 && !HasFailure(); ++round) {
    total += ExpectAgreement(dictionary, oracle, random.Text());
  }
  EXPECT_GT(total, 1000u);
}

// Blocks of several stretches, phrases of all lengths that are planted in them whole and in part.
TEST(DictionaryOracleTest, LongPhrasesInLongBlocksAgreeWithNestedLoops) {
  RandomWords random;
  const std::vector<EntryRow> rows = RandomRows(&random, 400, kMaxPhraseTokens);
  const CompiledDictionary dictionary(rows);
  const Oracle oracle(rows);
  std::size_t total = 0;
  for (int round = 0; round < 8 && !HasFailure(); ++round) {
    std::string text;
    for (std::size_t i = 250 + random.Below(50); i > 0; --i) {
      const std::string& planted = rows[random.Below(rows.size())].artifact;
      text += planted.substr(0, random.Below(3) == 0 ? planted.rfind(' ') : std::string::npos);
      text += random.Below(4) == 0 ? ". " : " ";
    }
    total += ExpectAgreement(dictionary, oracle, text);
  }
  EXPECT_GT(total, 1000u);
}

// A text that is written with the answer in mind: where "normal" stands in a quotation, in a
// headline, in neither.
TEST(DictionaryOracleTest, GuardsSeeQuotationsAndTitles) {
  const CompiledDictionary dictionary{
      {.artifact = "normal", .require = "in:quote", .id = "quoted"},
      {.artifact = "normal", .require = "in:title", .id = "titled"},
      {.artifact = "normal", .forbid = "in:title/quote", .id = "plain"}};
  constexpr std::array<std::string_view, 4> kHeadlines = {
      "Old Normal Stays In Town", "THE NORMAL IS BACK", "Is The Normal Back?",
      "New Normal, Say Two"};
  constexpr std::array<std::string_view, 4> kPlain = {
      "It is normal.", "He says so, and it is normal to him.", "It isn't the workers' normal.",
      "A 6\" normal and no more."};
  constexpr std::array<std::string_view, 4> kQuoted = {
      "\"It is normal,\" he said.", "He said: \"It is so. It is normal.\"",
      "He calls it 'a normal day' here.", "She wrote \"how normal\" to him."};
  RandomWords random;
  for (int round = 0; round < 200; ++round) {
    std::string text = "He came.";
    std::vector<std::string> expected;
    for (std::size_t i = 1 + random.Below(12); i > 0; --i) {
      const std::size_t kind = random.Below(3);
      const std::size_t which = random.Below(4);
      text += kind == 1 || random.Below(3) == 0 ? "\n\n" : " ";
      text += kind == 0 ? kPlain[which] : kind == 1 ? kHeadlines[which] : kQuoted[which];
      text += kind == 1 ? "\n\nHe left." : "";
      expected.emplace_back(kind == 0 ? "plain" : kind == 1 ? "titled" : "quoted");
    }
    std::vector<std::string> found;
    for (const std::string& match : dictionary.MatchesWithIds(text)) {
      found.push_back(match.substr(match.find('=') + 1));
    }
    ASSERT_EQ(found, expected) << text;
  }
}

TEST(DictionaryOracleTest, FindsWhatWasPlantedAmong200000Phrases) {
  constexpr std::size_t kPhrases = 200'000;
  const auto phrase = [](std::size_t i) {
    return "x" + std::to_string(i / 1000) + " y" + std::to_string(i % 1000) +
           (i % 3 == 0 ? " z" : "");
  };
  std::vector<EntryRow> rows;
  for (std::size_t i = 0; i < kPhrases; ++i) {
    rows.push_back({.artifact = phrase(i), .originals = "o", .id = std::to_string(i)});
  }
  const CompiledDictionary dictionary(rows);
  EXPECT_EQ(dictionary->entry_count(), kPhrases);
  EXPECT_EQ(dictionary->phrase_count(), kPhrases);
  std::mt19937_64 random(7);
  std::string text;
  std::vector<std::string> planted;
  for (int i = 0; i < 20'000; ++i) {
    const std::size_t number = random() % (kPhrases + kPhrases / 2);
    // Numbers above the last phrase, halves and swapped words are decoys.
    text += phrase(number) + " and y" + std::to_string(number % 1000) + " x3 or x7 but ";
    if (i % 20 == 19) text += "so.\n\n";
    if (number < kPhrases) planted.push_back(phrase(number) + "=" + std::to_string(number));
  }
  EXPECT_EQ(dictionary.MatchesWithIds(text), planted);
}

}  // namespace
}  // namespace calque::dictionary
