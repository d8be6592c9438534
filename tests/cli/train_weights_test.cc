// calque train-weights as a user meets it: from two small files to a pack that says
// which text a machine translated.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/fresh_directory.h"

namespace calque::cli {
namespace {

// `favourite` is every third word on average.
std::string Sentence(const std::string& favourite, std::mt19937_64* random) {
  std::string sentence;
  for (int i = 0; i < 12; ++i) {
    sentence += (*random)() % 3 == 0
                    ? favourite + " "
                    : std::string(2, static_cast<char>('b' + (*random)() % 20)) + " ";
  }
  return sentence + ".";
}

class TrainWeights : public testing::Test {
 protected:
  void SetUp() override {
    std::mt19937_64 random(1);
    std::string translations;
    for (const std::string pair : {"de-en", "ru-en"}) {
      for (const std::string system : {"refA", "one", "two"}) {
        for (int i = 0; i < 300; ++i) {
          const bool person = system == "refA";
          const nlohmann::json row = {{"id", system + std::to_string(i)},
                                      {"text", Sentence(person ? "was" : "became", &random)},
                                      {"label", person ? "human" : "mt"},
                                      {"system", system},
                                      {"group", pair + std::to_string(i)},
                                      {"pair", pair}};
          translations += row.dump() + "\n";
        }
      }
    }
    std::string prose;
    std::string plain;
    for (int i = 0; i < 60; ++i) {
      std::string text;
      for (int s = 0; s < 30; ++s) text += Sentence("was", &random) + "\n";
      const nlohmann::json row = {{"id", i}, {"text", text}, {"label", "human"}, {"domain", "x"}};
      prose += row.dump() + "\n";
      plain += text + Sentence("became", &random) + "\n";
    }
    root_ = FreshDirectory();
    translations_ = WriteFile(root_ + "/translations.jsonl", translations);
    prose_ = WriteFile(root_ + "/prose.jsonl", prose);
    model_ = root_ + "/small.lm";
    const std::string text = WriteFile(root_ + "/plain.txt", plain);
    ASSERT_EQ(Calque({"train-lm", text, "--order", "2", "-o", model_}).code, 0);
  }

  Outcome Train(const std::string& output) const {
    return Calque({"train-weights", translations_, prose_, "--lm", model_, "-o", output});
  }

  Outcome Compile(const std::string& model, const std::string& pack) const {
    return Calque({"dict", "compile", SourcePath("dictionaries/en"), "--lm", model, "--calibration",
                   SourcePath("corpora/models/calibration.tsv"), "-o", pack});
  }

  std::string root_;
  std::string translations_;
  std::string prose_;
  std::string model_;
};

TEST_F(TrainWeights, TheWeightsBesideTheModelComeToTheRecord) {
  const Outcome trained = Train(root_ + "/small.weights");
  ASSERT_EQ(trained.code, 0) << trained.err;
  EXPECT_NE(trained.err.find(" samples, "), std::string::npos) << trained.err;
  const std::string pack = root_ + "/small.pack";
  const Outcome compiled = Compile(model_, pack);
  ASSERT_EQ(compiled.code, 0) << compiled.err;
  std::mt19937_64 random(2);
  const auto translationese = [&](const std::string& favourite) {
    std::string text;
    for (int s = 0; s < 30; ++s) text += Sentence(favourite, &random) + "\n";
    const Outcome scanned =
        Program({"scan", "--pack", pack, "--format", "jsonl"}).Input(text).Run();
    return nlohmann::json::parse(scanned.out)["evidence"]["translationese"].get<double>();
  };
  EXPECT_GT(translationese("became"), 0.5);
  EXPECT_LT(translationese("was"), -0.5);
}

TEST_F(TrainWeights, TheSameTextsGiveTheSameBytes) {
  ASSERT_EQ(Train(root_ + "/a.weights").code, 0);
  ASSERT_EQ(Train(root_ + "/b.weights").code, 0);
  EXPECT_EQ(ReadFile(root_ + "/a.weights"), ReadFile(root_ + "/b.weights"));
}

TEST_F(TrainWeights, WeightsOfAnotherModelAreRefused) {
  const std::string other = root_ + "/other.lm";
  ASSERT_EQ(Calque({"train-lm", prose_, "--order", "2", "-o", other}).code, 0);
  ASSERT_EQ(Train(root_ + "/other.weights").code, 0);
  const Outcome compiled = Compile(other, root_ + "/other.pack");
  EXPECT_EQ(compiled.code, 2);
  EXPECT_NE(compiled.err.find("other.weights: The weights were trained for another language model"),
            std::string::npos)
      << compiled.err;
  EXPECT_FALSE(Exists(root_ + "/other.pack"));
}

TEST_F(TrainWeights, WhatCannotBeLearnedFromIsNamed) {
  const std::string output = root_ + "/no.weights";
  Outcome outcome = Calque({"train-weights", prose_, "--lm", model_, "-o", output});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("of one kind"), std::string::npos) << outcome.err;
  outcome = Calque({"train-weights", prose_, "--lm", root_ + "/absent.lm", "-o", output});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("absent.lm"), std::string::npos) << outcome.err;
  EXPECT_FALSE(Exists(output));
}

}  // namespace
}  // namespace calque::cli
