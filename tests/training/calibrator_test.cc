// A calibration fitted with a pack of a few words on texts of two kinds.
#include "detector/training/calibrator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/analyzer.h"
#include "detector/compiler/dictionary_compiler.h"
#include "detector/lm/table_builder.h"
#include "detector/storage/pack.h"
#include "detector/storage/pack_writer.h"
#include "tests/dictionary/dictionary_fixture.h"
#include "tests/scoring/lexicon_section.h"

namespace calque::training {
namespace {

using scoring::Calibration;

// Words of a clean text, and what a rewriter makes of the first of them.
constexpr std::array<std::string_view, 12> kWords = {"party", "general", "news", "task",
                                                     "stop",  "said",    "the",  "vote",
                                                     "city",  "man",     "law",  "street"};
constexpr std::array<std::string_view, 6> kArtifacts = {"celebration", "normal", "information",
                                                        "activity",    "halt",   "mentioned"};

std::span<const std::byte> BytesOf(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// Every word is likely, every artifact is not.
std::string Model() {
  lm::TableBuilder builder(1);
  builder.SetUnknown(-6);
  for (const std::string_view word : kWords) builder.Add(1, text::HashToken(word), -1, 0);
  for (const std::string_view word : kArtifacts) builder.Add(1, text::HashToken(word), -4, 0);
  builder.Add(1, text::HashToken("."), -1, 0);
  builder.Add(1, text::SentenceBeginKey(), -99, 0);
  builder.Add(1, text::SentenceEndKey(), -1, 0);
  return builder.Serialize();
}

Calibration Start() {
  Calibration calibration;
  calibration.swap_cost = {2, 1, 0.5};
  calibration.rewritten_swap_cost = {1, 0.5, 0.25};
  calibration.rewritten_distinct = 3;
  calibration.rewritten_rate = 4;
  calibration.insufficient_always = 20;
  calibration.insufficient_clean = 40;
  calibration.minimum_distinct = 2;
  return calibration;
}

// The pack with a calibration inside.
Analyzer TinyAnalyzer(const Calibration& values = Start()) {
  std::vector<dictionary::EntryRow> rows;
  for (std::size_t i = 0; i < kArtifacts.size(); ++i) {
    rows.push_back({.artifact = std::string(kArtifacts[i]),
                    .originals = std::string(kWords[i]),
                    .strength = i % 2 == 0 ? "strong" : "medium"});
  }
  compiler::SourceErrors errors;
  const auto dictionary = compiler::CompileDictionary(dictionary::EntriesOf(rows),
                                                      dictionary::EnglishLexicon(), &errors);
  const std::string model = Model();
  const std::string calibration = values.Format();
  const std::string name = "tiny";
  storage::PackWriter writer;
  writer.Add("meta", BytesOf(name));
  writer.Add("lm", BytesOf(model));
  writer.Add("dictionary", BytesOf(dictionary.section));
  const std::vector<std::uint32_t> lexicon = scoring::LexiconSection({});
  writer.Add("lexicon", scoring::BytesOf(lexicon));
  writer.Add("calibration", BytesOf(calibration));
  const std::string bytes = writer.Serialize();
  auto analyzer = Analyzer::Open(std::move(*storage::Pack::OpenCopy(BytesOf(bytes), name)));
  EXPECT_TRUE(analyzer.ok());
  return std::move(*analyzer);
}

// A text and the byte spans of its artifacts: `rate` of the words that have one.
struct Text {
  std::string text;
  std::vector<Span> rewritten;
};

Text RandomText(double rate, std::mt19937_64* random) {
  std::uniform_real_distribution<double> share(0, 1);
  Text out;
  for (int sentence = 0; sentence < 8; ++sentence) {
    out.text += "The";
    const auto words = 4 + static_cast<int>((*random)() % 12);
    for (int i = 0; i < words; ++i) {
      const auto word = static_cast<std::size_t>((*random)() % kWords.size());
      const bool rewrite = word < kArtifacts.size() && share(*random) < rate;
      out.text += ' ';
      const std::size_t begin = out.text.size();
      out.text += rewrite ? kArtifacts.at(word) : kWords.at(word);
      if (rewrite) out.rewritten.push_back({begin, out.text.size()});
    }
    out.text += ". ";
  }
  return out;
}

Calibration Fitted(const Analyzer& analyzer) {
  std::mt19937_64 random(20261121);
  Calibrator calibrator(analyzer);
  for (int i = 0; i < 150; ++i) {
    for (const char* domain : {"a", "b"}) {
      // An honest writer of the second domain uses such a word now and then.
      calibrator.AddHonest(RandomText(domain[0] == 'b' ? 0.02 : 0, &random).text, domain);
    }
  }
  for (int i = 0; i < 60; ++i) {
    const Text text = RandomText(0.5, &random);
    calibrator.AddRewritten(text.text, text.rewritten, "a");
  }
  return calibrator.Fit();
}

TEST(CalibratorTest, TakesOverCostsAndLimits) {
  const Calibration fitted = Fitted(TinyAnalyzer());
  const Calibration start = Start();
  EXPECT_EQ(fitted.swap_cost, start.swap_cost);
  EXPECT_EQ(fitted.rewritten_swap_cost, start.rewritten_swap_cost);
  EXPECT_EQ(fitted.insufficient_always, start.insufficient_always);
  EXPECT_EQ(fitted.insufficient_clean, start.insufficient_clean);
  EXPECT_EQ(fitted.minimum_distinct, start.minimum_distinct);
}

TEST(CalibratorTest, TheResultIsFiniteAndInOrder) {
  const Calibration fitted = Fitted(TinyAnalyzer());
  EXPECT_TRUE(Calibration::Parse(fitted.Format()).ok());
  for (const auto& cause : fitted.document.causes) {
    for (const double weight : cause.weights) EXPECT_TRUE(std::isfinite(weight));
  }
  for (const double weight : fitted.sentence.weights) EXPECT_TRUE(std::isfinite(weight));
  for (const auto& quantiles : fitted.fluency) {
    EXPECT_TRUE(std::is_sorted(quantiles.begin(), quantiles.end()));
  }
  for (std::size_t mode = 0; mode < 3; ++mode) {
    EXPECT_LE(fitted.modes[mode].suspect, fitted.modes[mode].artifact);
    if (mode > 0) {
      EXPECT_LE(fitted.modes[mode].artifact, fitted.modes[mode - 1].artifact);
    }
  }
}

TEST(CalibratorTest, FluencyIsThatOfHonestSentences) {
  const Calibration fitted = Fitted(TinyAnalyzer());
  // A model of single words: context tells nothing, whatever the words.
  EXPECT_NEAR(fitted.usual.bias, 0, 1e-6);
  EXPECT_NEAR(fitted.fluency[1].front(), 0, 1e-6);
  EXPECT_NEAR(fitted.fluency[1].back(), 0, 1e-6);
}

TEST(CalibratorTest, RewrittenTextsAreMoreProbable) {
  const Analyzer analyzer = TinyAnalyzer(Fitted(TinyAnalyzer()));
  std::mt19937_64 random(7);
  for (int i = 0; i < 20; ++i) {
    const Report honest = analyzer.Analyze(RandomText(0.02, &random).text, Mode::kStrict).report;
    const Report rewritten = analyzer.Analyze(RandomText(0.6, &random).text, Mode::kStrict).report;
    EXPECT_LT(honest.probability, 3 * kPrior);
    EXPECT_GT(rewritten.probability, 3 * kPrior);
  }
}

TEST(CalibratorTest, ThresholdsHoldInTheWorstDomain) {
  const Analyzer analyzer = TinyAnalyzer(Fitted(TinyAnalyzer()));
  // The honest texts that Fitted drew, both domains: of 150, 0.4 % are none.
  std::mt19937_64 random(20261121);
  for (int i = 0; i < 300; ++i) {
    const std::string text = RandomText(i % 2 == 1 ? 0.02 : 0, &random).text;
    const Verdict verdict = analyzer.Analyze(text, Mode::kStrict).report.verdict;
    EXPECT_TRUE(verdict == Verdict::kClean || verdict == Verdict::kInsufficient) << text;
  }
}

TEST(CalibratorTest, Deterministic) {
  const Analyzer analyzer = TinyAnalyzer();
  EXPECT_EQ(Fitted(analyzer).Format(), Fitted(analyzer).Format());
}

}  // namespace
}  // namespace calque::training
