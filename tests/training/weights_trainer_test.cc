// From labelled texts to weights, on a small vocabulary: what is counted, what is left
// out, how it is balanced, and that a scan adds up what was learned.
#include "detector/training/weights_trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "detector/lm/table_builder.h"
#include "detector/text/segmenter.h"
#include "tests/lm/aligned_section.h"

namespace calque::training {
namespace {

constexpr int kVocabulary = 20;

std::string WordOf(int i) { return "w" + std::string(1, static_cast<char>('a' + i)); }

// All words and all pairs of words but those with the last word.
std::string ModelSection() {
  lm::TableBuilder builder(2);
  builder.SetUnknown(-5);
  std::vector<text::TokenKey> keys = {text::SentenceBeginKey(), text::SentenceEndKey(),
                                      text::HashToken(".")};
  for (int i = 0; i < kVocabulary; ++i) keys.push_back(text::HashToken(WordOf(i)));
  for (const text::TokenKey a : keys) {
    builder.Add(1, a, -1.5f, -0.3f);
    for (const text::TokenKey b : keys) {
      if (a != keys.back() && b != keys.back()) builder.Add(2, text::Extend(a, b), -1.0f, 0);
    }
  }
  return builder.Serialize();
}

class WeightsTrainerTest : public testing::Test {
 protected:
  void SetUp() override {
    plain_ = ModelSection();
    section_ = std::make_unique<lm::AlignedSection>(plain_);
    model_ = *lm::NgramModel::Open(section_->bytes());
    samples_ = std::make_unique<WeightSamples>(model_);
  }

  std::uint32_t Slot(const std::string& word) const {
    return static_cast<std::uint32_t>(model_.table().SlotNumber(1, text::HashToken(word)));
  }

  // Sentences of nine words; `favourite` is every third word on average.
  std::string Text(int sentences, int favourite, std::mt19937_64* random) const {
    std::string text;
    for (int s = 0; s < sentences; ++s) {
      for (int i = 0; i < 9; ++i) {
        const auto any = static_cast<int>((*random)() % (kVocabulary - 2)) + 2;
        text += WordOf((*random)() % 3 == 0 ? favourite : any) + " ";
      }
      text += ".\n";
    }
    return text;
  }

  // Machines like the word wa, people wb.
  void AddCorpus(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    for (int i = 0; i < 60; ++i) {
      samples_->AddProse(Text(40, 1, &random), "news", "outlet " + std::to_string(i % 3));
    }
    for (const std::string pair : {"de-en", "ru-en", "zh-en"}) {
      for (const std::string system : {"ref", "A", "B"}) {
        for (int i = 0; i < 300; ++i) {
          samples_->AddTranslation({Text(2, system == "ref" ? 1 : 0, &random), pair,
                                    pair + std::to_string(i), system, system != "ref"});
        }
      }
    }
  }

  std::string plain_;
  std::unique_ptr<lm::AlignedSection> section_;
  lm::NgramModel model_;
  std::unique_ptr<WeightSamples> samples_;
};

TEST_F(WeightsTrainerTest, ASampleCountsWhatTheModelMatches) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "Wa wb.\n";
  samples_->AddProse(text, "news", "");
  const std::vector<WeightSample> samples = samples_->Take();
  ASSERT_EQ(samples.size(), 1u);
  EXPECT_EQ(samples[0].events, 30u * 4);
  std::map<std::uint32_t, float> expected;
  for (const char* word : {"wa", "wb", "."}) expected[Slot(word)] = 30;
  expected[static_cast<std::uint32_t>(model_.table().SlotNumber(1, text::SentenceEndKey()))] = 30;
  const std::vector<text::TokenKey> words = {text::SentenceBeginKey(), text::HashToken("wa"),
                                             text::HashToken("wb"), text::HashToken("."),
                                             text::SentenceEndKey()};
  for (std::size_t i = 1; i < words.size(); ++i) {
    const text::NgramKey key = text::Extend(words[i - 1], words[i]);
    expected[static_cast<std::uint32_t>(model_.table().SlotNumber(2, key))] = 30;
  }
  std::map<std::uint32_t, float> counted;
  for (const auto& [slot, count] : samples[0].slots) counted[slot] = count;
  EXPECT_EQ(counted, expected);
}

TEST_F(WeightsTrainerTest, ProseIsCutToARun) {
  std::mt19937_64 random(1);
  samples_->AddProse(Text(500, 1, &random), "news", "");
  samples_->AddProse(Text(3, 1, &random), "news", "");  // too short to tell anything
  samples_->AddProse("", "news", "");
  const std::vector<WeightSample> samples = samples_->Take();
  ASSERT_EQ(samples.size(), 1u);
  EXPECT_GE(samples[0].events, 300u);
  EXPECT_LE(samples[0].events, 311u);
}

TEST_F(WeightsTrainerTest, EqualTranslationsTeachNothing) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 10; ++i) {
    const std::string group = "g" + std::to_string(i);
    const std::string person = Text(5, 1, &random);
    const std::string machine = Text(5, 0, &random);
    // The order of the systems does not matter for what equals a person's work.
    samples_->AddTranslation({person, "de-en", group, "copies", true});
    samples_->AddTranslation({machine, "de-en", group, "A", true});
    samples_->AddTranslation({machine, "de-en", group, "B", true});
    samples_->AddTranslation({person, "de-en", group, "ref", false});
  }
  const std::vector<WeightSample> samples = samples_->Take();
  ASSERT_EQ(samples.size(), 2u);
  EXPECT_EQ(samples[0].kind, SampleKind::kMachineTranslation);
  EXPECT_EQ(samples[1].kind, SampleKind::kHumanTranslation);
  EXPECT_EQ(samples[0].unit, samples[1].unit);
  EXPECT_EQ(samples[0].events, 10u * 5 * 11);
}

TEST_F(WeightsTrainerTest, SidesPairsAndContentsAreBalanced) {
  AddCorpus(3);
  const std::vector<WeightSample> samples = samples_->Take();
  const std::vector<double> weights = BalanceSamples(samples);
  std::map<SampleKind, double> of_kind;
  std::map<std::uint32_t, double> of_machine_unit;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    of_kind[samples[i].kind] += weights[i];
    if (samples[i].kind == SampleKind::kMachineTranslation) {
      of_machine_unit[samples[i].unit] += weights[i];
    }
  }
  EXPECT_NEAR(of_kind[SampleKind::kMachineTranslation], 1, 1e-9);
  EXPECT_NEAR(of_kind[SampleKind::kHumanTranslation] + of_kind[SampleKind::kProse], 1, 1e-9);
  EXPECT_GT(of_kind[SampleKind::kProse], 0.1);
  ASSERT_EQ(of_machine_unit.size(), 90u);  // 3 pairs of 300 segments, ten joined
  for (const auto& [unit, weight] : of_machine_unit) EXPECT_NEAR(weight, 1.0 / 90, 1e-9);
}

TEST_F(WeightsTrainerTest, AScanAddsUpWhatWasLearned) {
  AddCorpus(4);
  const auto weights = TrainWeights(samples_->Take(), {});
  ASSERT_TRUE(weights.ok()) << weights.error().message;
  std::string filled = plain_;
  const std::string encoded = lm::EncodeSlotWeights(section_->bytes(), *weights);
  ASSERT_TRUE(lm::AddSlotWeights(std::as_bytes(std::span(encoded)), &filled).ok());
  const lm::AlignedSection aligned(filled);
  const auto model = lm::NgramModel::Open(aligned.bytes());
  EXPECT_GT(model->table().Weight(model->table().Find(1, text::HashToken("wa"))), 1);
  EXPECT_LT(model->table().Weight(model->table().Find(1, text::HashToken("wb"))), -1);
  std::map<std::uint64_t, double> by_slot;
  for (const lm::SlotWeight& weight : *weights) by_slot[weight.slot] = weight.weight;

  std::mt19937_64 random(5);
  for (const int favourite : {0, 1}) {
    const std::string text = Text(25, favourite, &random);  // so short that it is one sample
    const text::SegmentedText block = text::SegmentAll(text);
    std::vector<lm::WordScore> scores(block.keys.size() + block.sentences.size());
    model->ScoreBlock(block, scores);
    double sum = 0;
    for (const lm::WordScore& score : scores) sum += score.weight;
    const double mean = sum * model->table().weight_scale() / static_cast<double>(scores.size());
    EXPECT_GT(favourite == 0 ? mean : -mean, 0.5);

    WeightSamples again(model_);
    again.AddProse(text, "", "");
    const std::vector<WeightSample> samples = again.Take();
    double expected = 0;
    for (const auto& [slot, count] : samples[0].slots) expected += count * by_slot[slot];
    EXPECT_NEAR(mean, expected / samples[0].events, 0.05);
  }
}

TEST_F(WeightsTrainerTest, WhatFewContentsShareGetsNoWeight) {
  std::mt19937_64 random(6);
  AddCorpus(6);
  const std::string rare = WordOf(kVocabulary - 1);
  std::vector<WeightSample> samples = samples_->Take();
  std::set<std::uint32_t> contents;
  for (WeightSample& sample : samples) {
    std::erase_if(sample.slots, [&](const SparseFeature& f) { return f.feature == Slot(rare); });
    if (contents.size() < 10 || contents.contains(sample.unit)) {  // in more samples than ten
      sample.slots.push_back({Slot(rare), 3});
      std::ranges::sort(sample.slots, {}, &SparseFeature::feature);
      contents.insert(sample.unit);
    }
  }
  EXPECT_EQ(contents.size(), 10u);
  const auto weights = TrainWeights(samples, {});
  ASSERT_TRUE(weights.ok());
  EXPECT_TRUE(std::ranges::none_of(
      *weights, [&](const lm::SlotWeight& weight) { return weight.slot == Slot(rare); }));
}

TEST_F(WeightsTrainerTest, TheSameTextsGiveTheSameBytes) {
  const auto train = [&] {
    samples_ = std::make_unique<WeightSamples>(model_);
    AddCorpus(7);
    return lm::EncodeSlotWeights(section_->bytes(), *TrainWeights(samples_->Take(), {}));
  };
  const std::string first = train();
  EXPECT_EQ(first, train());
}

TEST_F(WeightsTrainerTest, OneKindOfTextIsRefused) {
  std::mt19937_64 random(8);
  samples_->AddProse(Text(40, 1, &random), "news", "");
  const auto weights = TrainWeights(samples_->Take(), {});
  ASSERT_FALSE(weights.ok());
  EXPECT_EQ(weights.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace calque::training
