// The calibration as text: a round trip, and what is refused.
#include "detector/scoring/calibration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace calque::scoring {
namespace {

// A different number in every place.
Calibration Numbered() {
  Calibration c;
  double next = 0.125;
  const auto fill = [&](auto& numbers) {
    for (double& number : numbers) number = next += 1;
  };
  fill(c.swap_cost);
  for (auto& cause : c.document.causes) {
    cause.bias = -(next += 1);
    fill(cause.weights);
  }
  c.sentence.bias = -2e-5;
  fill(c.sentence.weights);
  for (std::size_t i = 0; i < c.modes.size(); ++i) {
    c.modes[i] = {0.25 + 0.125 * static_cast<double>(i), 0.5 + 0.125 * static_cast<double>(i)};
  }
  c.insufficient_always = 40;
  c.insufficient_clean = 80;
  c.minimum_distinct = 3;
  for (auto& bin : c.fluency) {
    for (std::size_t i = 0; i < bin.size(); ++i) bin[i] = -5 + 0.125 * static_cast<double>(i);
  }
  return c;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string NameOf(const std::string& line) { return line.substr(0, line.find('\t')); }

void ExpectError(std::string_view text, std::string_view part) {
  const auto parsed = Calibration::Parse(text);
  ASSERT_FALSE(parsed.ok()) << part;
  EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(parsed.error().message.find(part), std::string::npos)
      << parsed.error().message << "\nhas not: " << part;
}

TEST(CalibrationTest, RoundTrip) {
  const Calibration c = Numbered();
  const auto parsed = Calibration::Parse(c.Format());
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  EXPECT_EQ(parsed->Format(), c.Format());
  EXPECT_EQ(parsed->swap_cost, c.swap_cost);
  for (std::size_t i = 0; i < c.document.causes.size(); ++i) {
    EXPECT_EQ(parsed->document.causes[i].bias, c.document.causes[i].bias) << kCauseNames[i];
    EXPECT_EQ(parsed->document.causes[i].weights, c.document.causes[i].weights) << kCauseNames[i];
  }
  EXPECT_EQ(parsed->sentence.bias, c.sentence.bias);
  EXPECT_EQ(parsed->sentence.weights, c.sentence.weights);
  for (std::size_t i = 0; i < c.modes.size(); ++i) {
    EXPECT_EQ(parsed->modes[i].suspect, c.modes[i].suspect);
    EXPECT_EQ(parsed->modes[i].artifact, c.modes[i].artifact);
  }
  EXPECT_EQ(parsed->insufficient_always, c.insufficient_always);
  EXPECT_EQ(parsed->insufficient_clean, c.insufficient_clean);
  EXPECT_EQ(parsed->minimum_distinct, c.minimum_distinct);
  EXPECT_EQ(parsed->fluency, c.fluency);
}

TEST(CalibrationTest, CausesAreIndependent) {
  // P = 1 - product of (1 - P of each cause).
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> any(-3, 3);
  for (int round = 0; round < 200; ++round) {
    DocumentModel model;
    DocumentFeatures features{};
    for (double& feature : features) feature = any(random);
    double none = 1;
    for (auto& cause : model.causes) {
      cause.bias = any(random);
      for (double& weight : cause.weights) weight = any(random) / 3;
      none *= 1 - cause.Probability(features);
    }
    EXPECT_NEAR(model.Probability(features), 1 - none, 1e-12);
    for (const auto& cause : model.causes) {
      EXPECT_LE(cause.Logit(features), model.Of(model.Likeliest(features)).Logit(features));
    }
  }
}

TEST(CalibrationTest, TheLogitIsExactFarOut) {
  for (const double logit : {-700.0, -50.0, 50.0, 700.0}) {
    DocumentModel model;
    for (auto& cause : model.causes) cause.bias = -2000;
    model.causes[1].bias = logit;
    EXPECT_NEAR(model.Logit({}), logit, 1e-9);
  }
}

TEST(CalibrationTest, TheOrderOfTheLinesDoesNotMatter) {
  std::vector<std::string> lines = LinesOf(Numbered().Format());
  std::string reversed = "# a comment\n\n";
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) reversed += *line + "\n\n";
  reversed.resize(reversed.size() - 2);  // no line end at the end
  const auto parsed = Calibration::Parse(reversed);
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  EXPECT_EQ(parsed->Format(), Numbered().Format());
}

TEST(CalibrationTest, EveryLineIsNeeded) {
  const std::vector<std::string> lines = LinesOf(Numbered().Format());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<std::string> others = lines;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    ExpectError(Joined(others), "\"" + NameOf(lines[i]) + "\" is missing");
  }
  ExpectError("", "is missing");
}

TEST(CalibrationTest, RepeatedLinesAreNamed) {
  std::vector<std::string> lines = LinesOf(Numbered().Format());
  for (const std::string& line : std::vector<std::string>(lines)) {
    lines.push_back(line);
    ExpectError(Joined(lines),
                "line " + std::to_string(lines.size()) + ": \"" + line.substr(0, 60));
    lines.pop_back();
  }
}

TEST(CalibrationTest, UnknownLinesAreNamed) {
  const std::string good = Numbered().Format();
  for (const std::string line :
       {"spun.colour\t1", "swap_cost.strong", "\t1", " ", "x", "fluency.5\t0", "Spun.bias\t1"}) {
    ExpectError(line + "\n" + good, "line 1: \"" + line + "\" is unknown, repeated, or has not");
  }
}

TEST(CalibrationTest, MalformedNumbersAreNamed) {
  const std::vector<std::string> lines = LinesOf(Numbered().Format());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string where = "line " + std::to_string(i + 1) + ": \"" + NameOf(lines[i]);
    for (const std::string& bad :
         {NameOf(lines[i]) + "\t", NameOf(lines[i]) + "\tx", NameOf(lines[i]) + "\tnan",
          lines[i] + " 1", lines[i] + "x", lines[i] + "\t1", lines[i] + "\r", lines[i] + " ",
          lines[i].substr(0, lines[i].find_first_of(" \t", NameOf(lines[i]).size())),
          NameOf(lines[i]) + "\t1e999"}) {
      std::vector<std::string> changed = lines;
      changed[i] = bad;
      ExpectError(Joined(changed), where);
    }
  }
}

TEST(CalibrationTest, CountsAreWholeAndNotNegative) {
  for (const char* name : {"insufficient.always", "insufficient.clean", "minimum.distinct"}) {
    for (const char* value : {"-1", "1.5", "99999999999999999999999"}) {
      std::vector<std::string> lines = LinesOf(Numbered().Format());
      for (std::string& line : lines) {
        if (NameOf(line) == name) line = std::string(name) + "\t" + value;
      }
      ExpectError(Joined(lines), name);
    }
  }
}

TEST(CalibrationTest, TheCalibrationOfThisRepositoryIsGood) {
  std::ifstream file(CALQUE_SOURCE_DIR "/corpora/models/calibration.tsv", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const auto parsed = Calibration::Parse(text);
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  EXPECT_GE(parsed->minimum_distinct, 2u) << "one hit never convicts";
  for (const Thresholds& mode : parsed->modes) EXPECT_LE(mode.suspect, mode.artifact);
  for (const auto& bin : parsed->fluency) {
    for (std::size_t i = 1; i < bin.size(); ++i) EXPECT_LE(bin[i - 1], bin[i]);
  }
}

TEST(LogisticTest, Probability) {
  Logistic<kSentenceFeatures.size()> logistic;
  std::array<double, kSentenceFeatures.size()> features{};
  EXPECT_DOUBLE_EQ(logistic.Probability(features), 0.5);
  logistic.bias = -1;
  logistic.weights[0] = 2;
  logistic.weights[1] = -3;
  features = {1.5, 0.5};
  EXPECT_DOUBLE_EQ(logistic.Probability(features), 1 / (1 + std::exp(-0.5)));
  features[0] = 1e6;
  EXPECT_DOUBLE_EQ(logistic.Probability(features), 1);
  features[0] = -1e6;
  EXPECT_DOUBLE_EQ(logistic.Probability(features), 0);
}

}  // namespace
}  // namespace calque::scoring
