// WordNet's files to pairs of inflected words, the table's text form, what is learned.
#include "detector/compiler/thesaurus_source.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "detector/compiler/thesaurus_learner.h"
#include "detector/lm/table_builder.h"
#include "detector/scoring/substitution.h"
#include "detector/text/segmenter.h"
#include "tests/dictionary/dictionary_fixture.h"
#include "tests/fresh_directory.h"
#include "tests/lm/aligned_section.h"
#include "tests/scoring/block_scores.h"

namespace calque::compiler {
namespace {

namespace fs = std::filesystem;

using Originals = std::map<std::string, std::int8_t>;

// A model of single words and a few pairs of them, in which "sent a letter" is usual.
class ThesaurusSourceTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = FreshDirectory();
    Write("data.noun",
          "  1 licence\n"
          "00000001 14 n 02 party 0 celebration 0 001 @ 00000009 n 0000 | a group\n"
          "00000002 14 n 03 Party 0 political_party 0 party 1 000 | a group\n");
    Write("data.verb", "00000003 30 v 02 send 0 transmit 0 000 01 + 08 00 | cause to go\n");
    Write("data.adj",
          "00000004 00 a 01 big(a) 0 001 & 00000005 a 0000 | large\n"
          "00000005 00 s 01 huge 0 001 & 00000004 a 0000 | very large\n");
    Write("data.adv", "00000006 02 r 02 truly 0 really 0 000 | in truth\n");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) const {
    WriteFile(folder_ / name, text);
  }

  static std::string SmallModel(const std::vector<std::string>& known) {
    lm::TableBuilder builder(2);
    builder.SetUnknown(-7);
    builder.Add(1, text::SentenceBeginKey(), -99, -1);
    builder.Add(1, text::SentenceEndKey(), -1, 0);
    for (const std::string& word : known) builder.Add(1, text::HashToken(word), -4, -1);
    const auto bigram = [](const char* a, const char* b) {
      return text::Extend(text::HashToken(a), text::HashToken(b));
    };
    builder.Add(2, bigram("she", "sent"), -0.5f, 0);
    builder.Add(2, bigram("sent", "letters"), -0.5f, 0);
    return builder.Serialize();
  }

  fs::path folder_;
};

TEST_F(ThesaurusSourceTest, ReadsSynsetsAndSimilarAdjectives) {
  const auto synonyms = ReadWordNet(folder_.string());
  ASSERT_TRUE(synonyms.ok()) << synonyms.error().message;
  const Synonyms expected = {{{PartOfSpeech::kNoun, "party"}, {"celebration"}},
                             {{PartOfSpeech::kNoun, "celebration"}, {"party"}},
                             {{PartOfSpeech::kVerb, "send"}, {"transmit"}},
                             {{PartOfSpeech::kVerb, "transmit"}, {"send"}},
                             {{PartOfSpeech::kAdjective, "big"}, {"huge"}},
                             {{PartOfSpeech::kAdjective, "huge"}, {"big"}},
                             {{PartOfSpeech::kAdverb, "truly"}, {"really"}},
                             {{PartOfSpeech::kAdverb, "really"}, {"truly"}}};
  EXPECT_EQ(*synonyms, expected);
}

TEST_F(ThesaurusSourceTest, WhatIsNoSynsetIsNamed) {
  Write("data.verb", "  1 licence\n00000003 30 v 02 send 0\n");
  const auto broken = ReadWordNet(folder_.string());
  ASSERT_FALSE(broken.ok());
  EXPECT_NE(broken.error().message.find("data.verb:2: "), std::string::npos);
  fs::remove(folder_ / "data.adj");
  Write("data.verb", "");
  EXPECT_EQ(ReadWordNet(folder_.string()).error().code, ErrorCode::kNotFound);
}

TEST_F(ThesaurusSourceTest, BothSidesTakeTheSameFormAndUnknownWordsAreLeftOut) {
  const auto synonyms = ReadWordNet(folder_.string());
  ASSERT_TRUE(synonyms.ok());
  const lm::AlignedSection section(SmallModel(
      {"party", "parties", "celebrations", "sent", "sending", "transmitted", "transmitting"}));
  const auto model = lm::NgramModel::Open(section.bytes());
  ASSERT_TRUE(model.ok());
  const ThesaurusSource source = InflectSynonyms(*synonyms, dictionary::EnglishLexicon(), *model);
  const std::map<std::string, Originals> expected = {
      {"celebrations", {{"parties", 0}}}, {"parties", {{"celebrations", 0}}},
      {"sending", {{"transmitting", 0}}}, {"sent", {{"transmitted", 0}}},
      {"transmitted", {{"sent", 0}}},     {"transmitting", {{"sending", 0}}}};
  EXPECT_EQ(source.pairs, expected);
}

TEST(ThesaurusFormatTest, IsReadBackAsItWasWritten) {
  ThesaurusSource source;
  source.log_ratio[0] = -1.25f;
  source.pairs = {{"a", {{"b", -100}, {"c", 7}}}, {"d", {{"a", 0}}}};
  const std::string text = source.Format();
  const auto again = ThesaurusSource::Parse("t.tsv", text);
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(again->Format(), text);
  EXPECT_EQ(again->pairs, source.pairs);
}

TEST(ThesaurusFormatTest, WrongLinesAreNamed) {
  const std::string head = ThesaurusSource{}.Format();
  for (const std::string line : {"a\n", "a\tb\n", "a\tb x\n", "a\tb 128\n", "a\tb 1\tb 2\n",
                                 "\tb 1\n", "a\t 1\n", "a\tb 1 \n"}) {
    const auto parsed = ThesaurusSource::Parse("t.tsv", head + line);
    ASSERT_FALSE(parsed.ok()) << line;
    EXPECT_TRUE(parsed.error().message.starts_with("t.tsv:2: ")) << parsed.error().message;
  }
  EXPECT_FALSE(ThesaurusSource::Parse("t.tsv", "classes\t1\n").ok());
  EXPECT_FALSE(ThesaurusSource::Parse("t.tsv", head + "a\tb 1\na\tc 1\n").ok());
}

class SubstitutionTest : public ThesaurusSourceTest {
 protected:
  static constexpr std::string_view kSpun = "she transmitted letters";

  SubstitutionTest()
      : model_section_(SmallModel({"she", "sent", "transmitted", "letters"})),
        model_(*lm::NgramModel::Open(model_section_.bytes())) {
    source_.pairs = {{"transmitted", {{"sent", 0}, {"letters", 0}}}};
    const std::string bytes = source_.Compile();
    section_.resize(bytes.size() / 8 + 1);
    bytes.copy(reinterpret_cast<char*>(section_.data()), bytes.size());
    thesaurus_ = *scoring::Thesaurus::Open(std::as_bytes(std::span(section_)).first(bytes.size()));
  }

  std::vector<scoring::Substitution> Find(std::string_view text) const {
    const text::SegmentedText block = text::SegmentAll(text);
    std::vector<scoring::Substitution> finds;
    scoring::SubstitutionFinder(model_, thesaurus_)
        .Find(scoring::BlockScores(model_, block).written(), &finds);
    return finds;
  }

  // log10 P of the sentence, word by word.
  float LogProb(std::string_view text) const {
    const text::SegmentedText block = text::SegmentAll(text);
    std::vector<lm::WordScore> scores(block.keys.size() + 1);
    model_.ScoreSentence(block.keys, scores);
    float sum = 0;
    for (const lm::WordScore& score : scores) sum += score.log10_prob;
    return sum;
  }

  lm::AlignedSection model_section_;
  lm::NgramModel model_;
  ThesaurusSource source_;
  std::vector<std::uint64_t> section_;
  scoring::Thesaurus thesaurus_;
};

TEST_F(SubstitutionTest, FindsTheWordThatASynonymWouldFitFarBetter) {
  const auto finds = Find(kSpun);
  ASSERT_EQ(finds.size(), 1u);
  EXPECT_EQ(finds[0].token, 1u);
  EXPECT_EQ(thesaurus_.Original(finds[0].pair), text::HashToken("sent"));
  EXPECT_NEAR(finds[0].gain, LogProb("she sent letters") - LogProb(kSpun), 1e-4);
  EXPECT_GT(finds[0].weight, 0);
  EXPECT_TRUE(Find("she sent letters").empty()) << "the word as it should be";
  EXPECT_TRUE(Find("she Transmitted letters").empty()) << "a name";
  EXPECT_TRUE(Find("letters transmitted she").empty()) << "no neighbour knows the original";
}

TEST_F(SubstitutionTest, AWordCountsOnceAStretch) {
  scoring::SubstitutionTotal total;
  total.Add(1, 10, 0.5f);
  total.Add(2, 20, 1);
  total.Add(1, 30, 2);
  total.Add(1, 9000, 4);
  EXPECT_DOUBLE_EQ(total.Total(), 2 + 1 + 4);
}

// A pair that misfires in clean text is trusted less than one that does not.
TEST_F(SubstitutionTest, CleanTextTeachesDistrust) {
  const auto learn = [&](std::string_view clean) {
    auto learner = ThesaurusLearner::Create(source_, model_);
    EXPECT_TRUE(learner.ok());
    std::string text;
    for (int i = 0; i < 300; ++i) text += std::string("she sent letters\n\n");
    for (int i = 0; i < 20; ++i) text += std::string(clean) + "\n\n";
    learner->Add(text);
    EXPECT_GT(learner->swaps(), 0u);
    return learner->Learned().pairs;
  };
  const auto trusted = learn("she sent letters");
  ASSERT_TRUE(trusted.contains("transmitted"));
  EXPECT_EQ(trusted, learn("she sent letters")) << "deterministic";
  const auto distrusted = learn(kSpun);
  EXPECT_TRUE(!distrusted.contains("transmitted") ||
              distrusted.at("transmitted").at("sent") < trusted.at("transmitted").at("sent"));
}

}  // namespace
}  // namespace calque::compiler
